"""The SQL about goals, steps, gaps and nudges."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.pathways.tables import GapRow, GoalRow, NudgeRow, StepRow
from bot.people.tables import LearnerRow

STEP_LIMIT = 200
NUDGE_BATCH = 100
GAP_LIMIT = 200


async def goal(session: AsyncSession, learner_id: str) -> GoalRow | None:
    return await session.get(GoalRow, learner_id)


async def goal_by_link(session: AsyncSession, link: str) -> GoalRow | None:
    found = await session.scalars(select(GoalRow).where(GoalRow.link == link))
    return found.one_or_none()


async def steps(session: AsyncSession, learner_id: str) -> Sequence[StepRow]:
    """Oldest first."""
    rows = await session.scalars(
        select(StepRow).where(StepRow.learner_id == learner_id).order_by(StepRow.at, StepRow.item).limit(STEP_LIMIT)
    )
    return rows.all()


async def drop_goal(session: AsyncSession, learner_id: str) -> None:
    await session.execute(delete(GoalRow).where(GoalRow.learner_id == learner_id))


async def nudgeable(session: AsyncSession, before: datetime, after: str = "") -> Sequence[tuple[str, str]]:
    """(learner, city) of those who want nudges, have a goal, and were last written to before a moment, some at a time:
    those whose ids come after `after`."""
    rows = await session.execute(
        select(NudgeRow.learner_id, LearnerRow.city)
        .join(LearnerRow, LearnerRow.id == NudgeRow.learner_id)
        .join(GoalRow, GoalRow.learner_id == NudgeRow.learner_id)
        .where(
            NudgeRow.learner_id > after,
            NudgeRow.wanted.is_(True),
            (NudgeRow.last.is_(None)) | (NudgeRow.last <= before),
            NudgeRow.said <= before,
        )
        .order_by(NudgeRow.learner_id)
        .limit(NUDGE_BATCH)
    )
    return [(learner_id, city) for learner_id, city in rows]


async def gaps(session: AsyncSession, city: str, what: str = "badge") -> Sequence[GapRow]:
    """Most asked for first. `what` is `badge` or `unmet`."""
    rows = await session.scalars(
        select(GapRow)
        .where(GapRow.city == city, GapRow.badge.startswith(f"{city}:{what}:", autoescape=True))
        .order_by(GapRow.times.desc(), GapRow.badge, GapRow.goal)
        .limit(GAP_LIMIT)
    )
    return rows.all()
