"""Codes that a provider hands out to many: printed on a certificate, read out at the last session."""

import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, time

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.badges.issuing.codes import digest_code
from bot.badges.tables import CodeRow
from bot.catalogue.tables import ClaimCodeRow

MOST = 10_000
"""Codes of one city."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A code of the catalogue, as its file has it."""

    badge: str
    uses: int | None
    expires: datetime | None
    note: str


async def badge_for(session: AsyncSession, city: str, code: str, now: datetime) -> str | None:
    """Spends one use of a code; gives the badge (source id or public id) that it is for.

    None when the code is unknown, used up or over, without saying which. How long it takes says nothing either: the
    code is looked up by its hash, and held against every code of the city's files."""
    digest = digest_code(code)
    listed = await _listed(session, city, digest)
    if listed is not None:
        await _adopt(session, city, digest, listed, now)
    spent = await session.scalars(
        update(CodeRow)
        .where(
            CodeRow.code_hash == digest,
            CodeRow.city == city,
            or_(CodeRow.uses.is_(None), CodeRow.used < CodeRow.uses),
            or_(CodeRow.expires.is_(None), CodeRow.expires > now),
        )
        .values(used=CodeRow.used + 1)
        .returning(CodeRow.badge)
    )
    return spent.one_or_none()


async def _listed(session: AsyncSession, city: str, digest: str) -> Listed | None:
    rows = await session.scalars(
        select(ClaimCodeRow).where(ClaimCodeRow.city == city, ClaimCodeRow.withdrawn.is_(None)).limit(MOST)
    )
    found = None
    for row in rows:
        if hmac.compare_digest(digest_code(row.source_id), digest):
            found = row
    return Listed(found.badge, found.uses_left, _end_of(found), found.note) if found else None


def _end_of(row: ClaimCodeRow) -> datetime | None:
    """The last moment of its last day, in UTC."""
    return datetime.combine(row.expires, time(23, 59, 59), UTC) if row.expires else None


async def _adopt(session: AsyncSession, city: str, digest: str, listed: Listed, now: datetime) -> None:
    """A code of the files is counted here from its first use on; what the files say of it goes on to hold."""
    row = await session.get(CodeRow, digest, with_for_update=True)
    if row is None:
        row = CodeRow(code_hash=digest, city=city, badge=listed.badge, used=0, note=listed.note, made=now)
        session.add(row)
    row.badge, row.uses, row.expires = listed.badge, listed.uses, listed.expires
    await session.flush()
