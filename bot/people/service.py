"""What the rest asks about learners."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock, utc_now
from bot.people import queries
from bot.people.effects import Handler, LearnerEffects
from bot.people.keepers import Keeper
from bot.people.model import Learner, PlanItem, Reminder
from bot.people.tables import LearnerConversationRow, LearnerRow
from bot.store.engine import Store


class NoSuchLearnerError(LookupError):
    """The conversation has no learner: it is unknown or erased."""


class People:
    def __init__(self, store: Store, now: Clock = utc_now, keepers: Sequence[Keeper] = ()) -> None:
        self._store = store
        self._now = now
        self._keepers = tuple(keepers)
        self.handlers: dict[str, Handler] = dict(LearnerEffects(now).handlers)
        for keeper in self._keepers:
            if twice := self.handlers.keys() & keeper.handlers.keys():
                raise ValueError(f"two topics apply the effect {min(twice)}")
            self.handlers.update(keeper.handlers)

    async def learner(self, conversation_id: str) -> Learner:
        """Whose conversation it is, as committed. NoSuchLearnerError when unknown or erased."""
        learner = await self._store.look(lambda connection: queries.known(connection, conversation_id))
        if learner is None:
            raise NoSuchLearnerError(conversation_id)
        return learner

    async def plan(self, conversation_id: str) -> list[PlanItem]:
        """What they saved, oldest first. NoSuchLearnerError when unknown or erased."""
        async with self._store.read() as session:
            row = await _known(session, conversation_id)
            return await queries.plan(session, row.id)

    async def add(self, session: AsyncSession, conversation_id: str, city: str) -> str:
        """Makes the learner of a new conversation; gives their pseudonym."""
        learner_id = secrets.token_hex(16)
        session.add(LearnerRow(id=learner_id, city=city, since=self._now(), profile={}))
        await session.flush()
        session.add(LearnerConversationRow(conversation_id=conversation_id, learner_id=learner_id))
        await session.flush()
        return learner_id

    async def due_reminders(self) -> list[Reminder]:
        """Reminders whose time has come and that nobody said yet, earliest first, at most a hundred."""
        async with self._store.read() as session:
            return await queries.due_reminders(session, self._now())

    async def claim(self, session: AsyncSession, reminder_id: str) -> bool:
        """Marks a reminder as said, within the transaction that says it; False when another process did."""
        return await queries.claim(session, reminder_id)

    async def put_off(self, reminder_id: str, until: datetime) -> None:
        async with self._store.write() as session:
            await queries.put_off(session, reminder_id, until)

    async def about(self, session: AsyncSession, learner_id: str) -> dict[str, Any]:
        """Everything held about a learner, as plain JSON."""
        row = await session.get_one(LearnerRow, learner_id)
        plan = await queries.plan(session, learner_id)
        return {
            "pseudonym": learner_id,
            "city": row.city,
            "since": row.since.isoformat(),
            "profile": row.profile,
            "plan": [
                {"item": it.item, "kind": it.kind, "title": it.title, "added": it.added.isoformat()} for it in plan
            ],
            "said_no_to": sorted(await queries.rejected(session, learner_id)),
            "reminders": [
                {"at": one.at.isoformat(), "text": one.text, "item": one.item, "sent": one.sent}
                for one in await queries.reminders(session, learner_id)
            ],
            **{keeper.name: await keeper.about(session, learner_id) for keeper in self._keepers},
        }

    async def forget(self, session: AsyncSession, learner_id: str) -> dict[str, int]:
        """Removes everything held about a learner; gives how many of what."""
        held = await self.about(session, learner_id)
        await queries.forget(session, learner_id)
        return {
            "profile_fields": len(held["profile"]),
            "saved": len(held["plan"]),
            "said_no_to": len(held["said_no_to"]),
            "reminders": len(held["reminders"]),
            **{keeper.name: len(held[keeper.name]) for keeper in self._keepers},
        }


async def _known(session: AsyncSession, conversation_id: str) -> LearnerRow:
    row = await queries.learner_of(session, conversation_id)
    if row is None:
        raise NoSuchLearnerError(conversation_id)
    return row
