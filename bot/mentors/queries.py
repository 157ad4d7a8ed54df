"""The SQL about introductions."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.tables import MentorRow
from bot.mentors.model import OPEN, Introduction, State
from bot.mentors.tables import IntroductionRow

MOST = 200


async def locked(session: AsyncSession, introduction_id: str) -> IntroductionRow | None:
    return await session.get(IntroductionRow, introduction_id, with_for_update=True, populate_existing=True)


async def of_learner(session: AsyncSession, learner_id: str) -> Sequence[IntroductionRow]:
    """Oldest first."""
    rows = await session.scalars(
        select(IntroductionRow)
        .where(IntroductionRow.learner_id == learner_id)
        .order_by(IntroductionRow.asked, IntroductionRow.id)
        .limit(MOST)
    )
    return rows.all()


async def in_cities(session: AsyncSession, cities: Collection[str], state: State) -> Sequence[IntroductionRow]:
    """Longest waiting first."""
    rows = await session.scalars(
        select(IntroductionRow)
        .where(IntroductionRow.city.in_(cities), IntroductionRow.state == state)
        .order_by(IntroductionRow.asked, IntroductionRow.id)
        .limit(MOST)
    )
    return rows.all()


async def busy(session: AsyncSession, city: str) -> dict[str, int]:
    """How many introductions are open, by mentor."""
    rows = await session.execute(
        select(IntroductionRow.mentor, func.count())
        .where(IntroductionRow.city == city, IntroductionRow.state.in_(OPEN))
        .group_by(IntroductionRow.mentor)
    )
    return {row.mentor: int(row[1]) for row in rows}


async def room(session: AsyncSession, city: str) -> dict[str, int]:
    """How many more learners each mentor has time for, by the city's file."""
    rows = await session.execute(
        select(MentorRow.id, MentorRow.capacity, MentorRow.current).where(MentorRow.city == city)
    )
    return {mentor: (capacity or 0) - (current or 0) for mentor, capacity, current in rows}


async def mentor(session: AsyncSession, mentor_id: str) -> MentorRow | None:
    return await session.get(MentorRow, mentor_id)


def as_introduction(row: IntroductionRow) -> Introduction:
    return Introduction(
        row.id, row.city, row.mentor, row.name, row.asks, row.age, State(row.state), row.asked,
        tuple(line for line in row.times.split("\n") if line), row.when,
    )  # fmt: skip
