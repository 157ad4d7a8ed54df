"""What a turn changes about a learner. Every handler runs in the turn's own transaction, and doing it twice changes
nothing more."""

import hashlib
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.people import model, queries
from bot.people.tables import PlanRow, RejectedRow, ReminderRow

Data = Mapping[str, Any]
Handler = Callable[[AsyncSession, str, Data], Awaitable[None]]
"""(session, learner's id, the effect's data). Data that make no sense raise KeyError, TypeError or ValueError."""


class LearnerEffects:
    """The handlers, by the effect's type."""

    def __init__(self, now: Clock) -> None:
        self._now = now
        self.handlers: Mapping[str, Handler] = {
            "profile": self.profile,
            "save": self.save,
            "unsave": self.unsave,
            "reject": self.reject,
            "remind": self.remind,
        }

    async def profile(self, session: AsyncSession, learner_id: str, data: Data) -> None:
        kept = model.from_json(await queries.profile_to_change(session, learner_id))
        changed = model.apply(kept, data)
        if changed != kept:
            await queries.keep_profile(session, learner_id, model.as_json(changed))

    async def save(self, session: AsyncSession, learner_id: str, data: Data) -> None:
        item = _word(data, "item", 200)
        if await session.get(PlanRow, (learner_id, item)) is None:
            kind, title = _word(data, "kind", 32), _word(data, "title", 500)
            session.add(PlanRow(learner_id=learner_id, item=item, kind=kind, title=title, added=self._now()))
            await session.flush()

    async def unsave(self, session: AsyncSession, learner_id: str, data: Data) -> None:
        await queries.unsave(session, learner_id, _word(data, "item", 200))

    async def reject(self, session: AsyncSession, learner_id: str, data: Data) -> None:
        """They said no to it: it leaves the plan too."""
        item = _word(data, "item", 200)
        await queries.unsave(session, learner_id, item)
        if await session.get(RejectedRow, (learner_id, item)) is None:
            session.add(RejectedRow(learner_id=learner_id, item=item, at=self._now()))
            await session.flush()

    async def remind(self, session: AsyncSession, learner_id: str, data: Data) -> None:
        at, text = _moment(data["at"]), _word(data, "text", 1000)
        item = _word(data, "item", 200) if data.get("item") else None
        reminder_id = _reminder_id(learner_id, at, text)
        if await session.get(ReminderRow, reminder_id) is None:
            session.add(ReminderRow(id=reminder_id, learner_id=learner_id, at=at, text=text, item=item, sent=False))
            await session.flush()


def _word(data: Data, name: str, longest: int) -> str:
    value = data[name]
    if not isinstance(value, str) or not value:
        raise TypeError(f"{name} must be words")
    return value[:longest]


def _moment(written: str) -> datetime:
    at = datetime.fromisoformat(written)
    if at.tzinfo is None:
        raise ValueError("a reminder needs a time zone")
    return at


def _reminder_id(learner_id: str, at: datetime, text: str) -> str:
    return hashlib.sha256(f"{learner_id} {at.timestamp()} {text}".encode()).hexdigest()
