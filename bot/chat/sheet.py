"""Bubbles and the buttons under them as rows to store. Pure: who stores them is outbox.py and reception.py."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.chat import tokens
from bot.chat.model import Message, Reply, Speaker, Tap

Row = dict[str, Any]


@dataclass(slots=True)
class Sheet:
    """What is said in one conversation within one transaction; `next_seq` moves on with every bubble."""

    conversation_id: str
    epoch: int
    next_seq: int
    now: datetime
    messages: list[Row] = field(default_factory=list)
    buttons: list[Row] = field(default_factory=list)

    def say(self, replies: Iterable[Reply], answers: int | None = None) -> list[Message]:
        """What the guide says; `answers` is the seq of the message that it replies to."""
        return [self.put(Speaker.GUIDE, reply, answers) for reply in replies]

    def put(self, speaker: Speaker, reply: Reply, answers: int | None = None) -> Message:
        """One bubble, every button behind a token of its own."""
        said = Message(
            seq=self.next_seq,
            speaker=speaker,
            at=self.now,
            text=reply.text,
            buttons=self._offer(reply.buttons),
            cards=[self._card(card) for card in reply.cards],
            answers=answers,
        )
        self.messages.append(
            {
                "conversation_id": self.conversation_id,
                "seq": said.seq,
                "speaker": speaker,
                "at": self.now,
                "text": said.text,
                "buttons": said.buttons,
                "cards": said.cards,
                "shown": dict(reply.shown),
                "answers": answers,
            }
        )
        self.next_seq += 1
        return said

    def _card(self, card: Mapping[str, Any]) -> Row:
        taps = [Tap(one["title"], one["intent"], one["entities"]) for one in card.get("buttons", ())]
        return {**card, "buttons": self._offer(taps)}

    def _offer(self, taps: Sequence[Tap]) -> list[dict[str, str]]:
        return [{"token": self._button(tap), "title": tap.title} for tap in taps]

    def _button(self, tap: Tap) -> str:
        token = tokens.button()
        self.buttons.append(
            {
                "token": token,
                "conversation_id": self.conversation_id,
                "epoch": self.epoch,
                "made": self.now,
                "title": tap.title,
                "intent": tap.intent,
                "entities": dict(tap.entities),
            }
        )
        return token
