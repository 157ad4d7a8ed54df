"""Applies what a turn changes besides the talk, within its transaction."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat import feedback, handover
from bot.chat.advising import summary
from bot.chat.faults import NonsenseError
from bot.chat.flags import Flag, raise_flag
from bot.chat.model import Effect
from bot.chat.parts import Parts
from bot.chat.tables import ConversationRow

ERASE = "erase"
Handler = Callable[[AsyncSession, ConversationRow, int, Mapping[str, Any]], Awaitable[None]]
"""(session, conversation, the answered message's seq, the effect's data)."""


class Effects:
    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._own: Mapping[str, Handler] = {
            "handover": self._handover,
            "flag": self._flag,
            "feedback": self._feedback,
        }

    async def apply(
        self, session: AsyncSession, conversation: ConversationRow, seq: int, effects: Sequence[Effect]
    ) -> None:
        """All effects but `erase`, in order. Raises NonsenseError for one that makes no sense."""
        for effect in effects:
            try:
                await self._one(session, conversation, seq, effect)
            except (KeyError, TypeError, ValueError) as error:
                raise NonsenseError(f"the effect {effect.type} makes no sense") from error

    async def _one(self, session: AsyncSession, conversation: ConversationRow, seq: int, effect: Effect) -> None:
        if effect.type in self._own:
            await self._own[effect.type](session, conversation, seq, effect.data)
        elif conversation.learner_id is not None:
            await self._parts.people.handlers[effect.type](session, conversation.learner_id, effect.data)
            if effect.type == "profile":
                summary.told(conversation, effect.data)

    async def _handover(
        self, session: AsyncSession, conversation: ConversationRow, seq: int, data: Mapping[str, Any]
    ) -> None:
        if handover.queue(conversation):
            await self._raise(session, conversation, seq, Flag.HANDOVER, str(data.get("reason", "")))

    async def _flag(
        self, session: AsyncSession, conversation: ConversationRow, seq: int, data: Mapping[str, Any]
    ) -> None:
        await self._raise(session, conversation, seq, Flag(data["kind"]))

    async def _feedback(
        self, session: AsyncSession, conversation: ConversationRow, seq: int, data: Mapping[str, Any]
    ) -> None:
        """What they said about the guide is about its last answer."""
        last = await feedback.last_answer(session, conversation.id, before=seq)
        if last is not None:
            reason = data.get("reason")
            await feedback.keep(session, conversation.id, last, data["value"], reason, self._parts.now())

    async def _raise(
        self, session: AsyncSession, conversation: ConversationRow, seq: int, kind: Flag, note: str = ""
    ) -> None:
        await raise_flag(session, conversation.id, seq, kind, self._parts.now(), note)
