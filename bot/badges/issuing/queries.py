"""The SQL about awards that are made here."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.badges.issuing.status import ENTRIES
from bot.badges.issuing.tables import IssuedRow, NoticeRow
from bot.badges.model import AwardState
from bot.badges.tables import AwardRow, StatusEntryRow

MOST = 500
DRAWS = 50
"""How often a free place is drawn before the next list is begun; a list that is half full is found so in a wink."""
Issued = tuple[AwardRow, IssuedRow]


async def free_place(session: AsyncSession, city: str) -> tuple[int, int]:
    """A place in a status list that nobody has, drawn at random so that neighbours say nothing: (list, place)."""
    number = 1
    while True:
        for _ in range(DRAWS):
            place = secrets.randbelow(ENTRIES)
            if not await _taken(session, city, number, place):
                return number, place
        number += 1


async def _taken(session: AsyncSession, city: str, number: int, place: int) -> bool:
    found = await session.scalar(
        select(StatusEntryRow.id).where(
            StatusEntryRow.city == city, StatusEntryRow.list_number == number, StatusEntryRow.place == place
        )
    )
    return found is not None


async def issued(session: AsyncSession, award_id: str) -> Issued | None:
    """An award of ours, its row locked."""
    found = await session.execute(
        select(AwardRow, IssuedRow)
        .join(IssuedRow, IssuedRow.award_id == AwardRow.id)
        .where(AwardRow.id == award_id)
        .with_for_update()
    )
    row = found.one_or_none()
    return (row[0], row[1]) if row else None


async def listed(session: AsyncSession, city: str, organisation: str | None, limit: int = MOST) -> list[Issued]:
    """Awards of an organisation, newest first; of the whole city for None."""
    mine = [] if organisation is None else [IssuedRow.organisation == organisation]
    rows = await session.execute(
        select(AwardRow, IssuedRow)
        .join(IssuedRow, IssuedRow.award_id == AwardRow.id)
        .where(IssuedRow.city == city, *mine)
        .order_by(AwardRow.issued.desc(), AwardRow.id)
        .limit(min(limit, MOST))
    )
    return [(award, made) for award, made in rows]


async def with_reference(session: AsyncSession, badge: str, organisation: str, reference: str) -> IssuedRow | None:
    """An award of this badge under this reference that still stands."""
    found = await session.scalars(
        select(IssuedRow)
        .join(AwardRow, AwardRow.id == IssuedRow.award_id)
        .where(
            AwardRow.badge == badge,
            AwardRow.state == AwardState.HELD,
            IssuedRow.organisation == organisation,
            IssuedRow.reference == reference,
        )
        .limit(1)
    )
    return found.one_or_none()


async def by_claim(session: AsyncSession, claim_hash: str) -> Issued | None:
    """The award that a code is for, locked."""
    found = await session.execute(
        select(AwardRow, IssuedRow)
        .join(IssuedRow, IssuedRow.award_id == AwardRow.id)
        .where(IssuedRow.claim_hash == claim_hash)
        .with_for_update()
    )
    row = found.one_or_none()
    return (row[0], row[1]) if row else None


async def revoke(session: AsyncSession, award_id: str, reason: str, now: datetime) -> None:
    await session.execute(
        update(StatusEntryRow).where(StatusEntryRow.award_id == award_id).values(revoked=now, reason=reason)
    )


async def revoked_places(session: AsyncSession, city: str, number: int) -> list[int]:
    rows = await session.scalars(
        select(StatusEntryRow.place).where(
            StatusEntryRow.city == city, StatusEntryRow.list_number == number, StatusEntryRow.revoked.is_not(None)
        )
    )
    return list(rows)


async def list_exists(session: AsyncSession, city: str, number: int) -> bool:
    found = await session.scalar(
        select(StatusEntryRow.id).where(StatusEntryRow.city == city, StatusEntryRow.list_number == number).limit(1)
    )
    return found is not None


async def revocation(session: AsyncSession, award_id: str) -> str | None:
    """Why an award was taken back; None when it was not."""
    found = await session.execute(
        select(StatusEntryRow.revoked, StatusEntryRow.reason).where(StatusEntryRow.award_id == award_id)
    )
    row = found.one_or_none()
    return row[1] if row and row[0] else None


async def revoked_awards(session: AsyncSession, city: str) -> list[tuple[str, str]]:
    """Awards and reasons, for the 2.0 list."""
    rows = await session.execute(
        select(StatusEntryRow.award_id, StatusEntryRow.reason)
        .where(StatusEntryRow.city == city, StatusEntryRow.revoked.is_not(None), StatusEntryRow.award_id.is_not(None))
        .order_by(StatusEntryRow.revoked.desc())
        .limit(10 * MOST)
    )
    return [(award, reason) for award, reason in rows if award]


async def due_notices(session: AsyncSession, now: datetime) -> Sequence[NoticeRow]:
    rows = await session.scalars(select(NoticeRow).where(NoticeRow.due <= now).order_by(NoticeRow.due).limit(MOST))
    return rows.all()


async def take_notice(session: AsyncSession, notice_id: str) -> bool:
    """Removes a notice that is being said; False when another process did."""
    taken = await session.scalars(delete(NoticeRow).where(NoticeRow.id == notice_id).returning(NoticeRow.id))
    return taken.one_or_none() is not None


async def put_off(session: AsyncSession, notice_id: str, until: datetime) -> None:
    await session.execute(update(NoticeRow).where(NoticeRow.id == notice_id).values(due=until))
