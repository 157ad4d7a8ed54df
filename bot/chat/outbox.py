"""Puts replies where every channel reads them, every button behind a token of its own."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat import tokens
from bot.chat.model import Message, Reply, Speaker, Tap
from bot.chat.queries import as_message
from bot.chat.tables import ButtonRow, ConversationRow, MessageRow


class Outbox:
    """Writes to one locked conversation within one transaction."""

    def __init__(self, session: AsyncSession, conversation: ConversationRow, now: datetime) -> None:
        self._session = session
        self._conversation = conversation
        self._now = now

    async def say(self, replies: Iterable[Reply], answers: int | None = None) -> list[Message]:
        """What the guide says; `answers` is the seq of the message that it replies to."""
        said = [self._put(Speaker.GUIDE, reply, answers) for reply in replies]
        await self._session.flush()
        return said

    async def repeat(self, text: str) -> Message:
        """What the learner wrote or tapped."""
        said = self._put(Speaker.YOU, Reply(text), None)
        await self._session.flush()
        return said

    @property
    def conversation_id(self) -> str:
        return self._conversation.id

    def _next_seq(self) -> int:
        seq = self._conversation.next_seq
        self._conversation.next_seq = seq + 1
        return seq

    def _put(self, speaker: Speaker, reply: Reply, answers: int | None) -> Message:
        row = MessageRow(
            conversation_id=self._conversation.id,
            seq=self._next_seq(),
            speaker=speaker,
            at=self._now,
            text=reply.text,
            buttons=self._buttons(reply.buttons),
            cards=[self._card(card) for card in reply.cards],
            shown=dict(reply.shown),
            answers=answers,
        )
        self._session.add(row)
        return as_message(row)

    def _card(self, card: Mapping[str, Any]) -> dict[str, Any]:
        taps = [Tap(one["title"], one["intent"], one["entities"]) for one in card.get("buttons", ())]
        return {**card, "buttons": self._buttons(taps)}

    def _buttons(self, taps: Sequence[Tap]) -> list[dict[str, str]]:
        return [{"token": self._button(tap), "title": tap.title} for tap in taps]

    def _button(self, tap: Tap) -> str:
        token = tokens.button()
        self._session.add(
            ButtonRow(
                token=token,
                conversation_id=self._conversation.id,
                epoch=self._conversation.epoch,
                made=self._now,
                title=tap.title,
                intent=tap.intent,
                entities=dict(tap.entities),
            )
        )
        return token
