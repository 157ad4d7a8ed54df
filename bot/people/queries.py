"""The SQL about learners."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, Table, bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.people.model import Learner, PlanItem, Reminder, from_json
from bot.people.tables import LearnerConversationRow, LearnerRow, PlanRow, RejectedRow, ReminderRow

LEARNERS = cast("Table", LearnerRow.__table__)

# Made once, since every turn asks them.
KNOWN = (
    select(LearnerRow.id, LearnerRow.city, LearnerRow.profile)
    .join(LearnerConversationRow, LearnerConversationRow.learner_id == LearnerRow.id)
    .where(LearnerConversationRow.conversation_id == bindparam("conversation"))
)
REJECTED = select(RejectedRow.item).where(RejectedRow.learner_id == bindparam("learner"))
SAVED = select(PlanRow.item).where(PlanRow.learner_id == bindparam("learner"))
LOCKED_PROFILE = select(LEARNERS.c.profile).where(LEARNERS.c.id == bindparam("learner")).with_for_update()
KEEP_PROFILE = update(LEARNERS).where(LEARNERS.c.id == bindparam("learner")).values(profile=bindparam("kept"))

PLAN_LIMIT = 200
REMINDER_BATCH = 100


async def learner_of(session: AsyncSession, conversation_id: str) -> LearnerRow | None:
    found = await session.scalars(
        select(LearnerRow)
        .join(LearnerConversationRow, LearnerConversationRow.learner_id == LearnerRow.id)
        .where(LearnerConversationRow.conversation_id == conversation_id)
    )
    return found.one_or_none()


def known(connection: Connection, conversation_id: str) -> Learner | None:
    """The learner with all that every turn asks of them, for `Store.look`."""
    row = connection.execute(KNOWN, {"conversation": conversation_id}).one_or_none()
    if row is None:
        return None
    of_learner = {"learner": row.id}
    rejected = frozenset(connection.execute(REJECTED, of_learner).scalars())
    saved = frozenset(connection.execute(SAVED, of_learner).scalars())
    return Learner(row.id, row.city, from_json(row.profile), rejected, saved)


async def rejected(session: AsyncSession, learner_id: str) -> frozenset[str]:
    return frozenset((await session.scalars(REJECTED, {"learner": learner_id})).all())


async def profile_to_change(session: AsyncSession, learner_id: str) -> Mapping[str, Any]:
    """The stored profile, its row locked until the transaction ends."""
    kept: Mapping[str, Any] = (await session.execute(LOCKED_PROFILE, {"learner": learner_id})).scalar_one()
    return kept


async def keep_profile(session: AsyncSession, learner_id: str, profile: Mapping[str, Any]) -> None:
    await session.execute(KEEP_PROFILE, {"learner": learner_id, "kept": profile})


async def plan(session: AsyncSession, learner_id: str) -> list[PlanItem]:
    """Oldest first."""
    rows = await session.scalars(
        select(PlanRow).where(PlanRow.learner_id == learner_id).order_by(PlanRow.added, PlanRow.item).limit(PLAN_LIMIT)
    )
    return [PlanItem(row.item, row.kind, row.title, row.added) for row in rows]


async def unsave(session: AsyncSession, learner_id: str, item: str) -> None:
    await session.execute(delete(PlanRow).where(PlanRow.learner_id == learner_id, PlanRow.item == item))


async def reminders(session: AsyncSession, learner_id: str) -> Sequence[ReminderRow]:
    rows = await session.scalars(
        select(ReminderRow).where(ReminderRow.learner_id == learner_id).order_by(ReminderRow.at).limit(PLAN_LIMIT)
    )
    return rows.all()


async def due_reminders(session: AsyncSession, now: datetime) -> list[Reminder]:
    """Unsent ones whose time has come, earliest first."""
    rows = await session.execute(
        select(ReminderRow, LearnerRow.city)
        .join(LearnerRow, LearnerRow.id == ReminderRow.learner_id)
        .where(ReminderRow.sent.is_(False), ReminderRow.at <= now)
        .order_by(ReminderRow.at)
        .limit(REMINDER_BATCH)
    )
    return [Reminder(row.id, row.learner_id, city, row.at, row.text, row.item) for row, city in rows]


async def claim(session: AsyncSession, reminder_id: str) -> bool:
    """Marks a reminder as sent; False when another process did."""
    claimed = await session.scalars(
        update(ReminderRow)
        .where(ReminderRow.id == reminder_id, ReminderRow.sent.is_(False))
        .values(sent=True)
        .returning(ReminderRow.id)
    )
    return claimed.one_or_none() is not None


async def put_off(session: AsyncSession, reminder_id: str, until: datetime) -> None:
    await session.execute(update(ReminderRow).where(ReminderRow.id == reminder_id).values(at=until))


async def forget(session: AsyncSession, learner_id: str) -> None:
    """Removes the learner; plan, rejections, reminders and links go with them."""
    await session.execute(delete(LearnerRow).where(LearnerRow.id == learner_id))
