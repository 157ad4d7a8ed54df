"""The SQL about claims."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.badges.claiming.model import Claim, ClaimState
from bot.badges.model import AwardState, Way
from bot.badges.tables import AwardRow, ClaimRow
from bot.people.tables import LearnerRow

LEASE = timedelta(seconds=60)
"""How long a claim is left to whoever took it."""
BATCH = 20


async def due(session: AsyncSession, now: datetime) -> bool:
    first = select(ClaimRow.id).where(ClaimRow.state == ClaimState.WAITING, ClaimRow.due <= now).limit(1)
    return await session.scalar(first) is not None


async def take(session: AsyncSession, now: datetime) -> Claim | None:
    """The next claim to look at, left to the caller for a minute."""
    first = (
        select(ClaimRow.id)
        .where(ClaimRow.state == ClaimState.WAITING, ClaimRow.due <= now)
        .order_by(ClaimRow.due)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    taken = await session.scalars(
        update(ClaimRow)
        .where(ClaimRow.id == first.scalar_subquery())
        .values(due=now + LEASE, tries=ClaimRow.tries + 1)
        .returning(ClaimRow)
        .execution_options(synchronize_session=False)
    )
    row = taken.one_or_none()
    if row is None:
        return None
    city = await session.scalar(select(LearnerRow.city).where(LearnerRow.id == row.learner_id))
    return Claim(row.id, row.learner_id, city or "", Way(row.way), row.content, row.matched, row.tries, row.made)


async def forget_old(session: AsyncSession, now: datetime) -> None:
    """Claims whose address never came."""
    await session.execute(delete(ClaimRow).where(ClaimRow.state == ClaimState.ADDRESS, ClaimRow.due <= now))


async def same(session: AsyncSession, learner_id: str, credential_hash: str) -> AwardRow | None:
    found = await session.scalars(
        select(AwardRow).where(AwardRow.learner_id == learner_id, AwardRow.credential_hash == credential_hash)
    )
    return found.one_or_none()


async def to_look_at(session: AsyncSession, now: datetime, learner_id: str | None = None) -> Sequence[AwardRow]:
    """Awards that are due to be looked at again, longest due first."""
    asked_for = select(AwardRow).where(AwardRow.state == AwardState.HELD, AwardRow.look_again <= now)
    if learner_id is not None:
        asked_for = asked_for.where(AwardRow.learner_id == learner_id)
    rows = await session.scalars(asked_for.order_by(AwardRow.look_again).limit(BATCH))
    return rows.all()


async def is_stale(session: AsyncSession, learner_id: str, since: datetime) -> bool:
    """Whether any award of a learner's that is looked at again was not since that moment."""
    first = select(AwardRow.id).where(
        AwardRow.learner_id == learner_id,
        AwardRow.state == AwardState.HELD,
        AwardRow.look_again.is_not(None),
        AwardRow.checked < since,
    )
    return await session.scalar(first.limit(1)) is not None


async def hurry(session: AsyncSession, learner_id: str, now: datetime, unless: datetime) -> None:
    """Has a learner's awards looked at now, unless they were since that moment."""
    await session.execute(
        update(AwardRow)
        .where(
            AwardRow.learner_id == learner_id,
            AwardRow.state == AwardState.HELD,
            AwardRow.look_again.is_not(None),
            AwardRow.checked < unless,
        )
        .values(look_again=now)
    )
