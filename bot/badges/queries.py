"""The SQL about badges."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.badges.model import AwardState, Format, Held, Verdict, Way
from bot.badges.tables import AwardRow, ClaimRow, RecognitionRow, RefusalRow, ShareRow

MOST = 500
"""Awards, refusals or requests of one learner that are ever read at once."""


async def awards(session: AsyncSession, learner_id: str) -> Sequence[AwardRow]:
    """Every award of a learner, whatever became of it, oldest first."""
    rows = await session.scalars(
        select(AwardRow).where(AwardRow.learner_id == learner_id).order_by(AwardRow.received, AwardRow.id).limit(MOST)
    )
    return rows.all()


async def held(session: AsyncSession, learner_id: str) -> list[Held]:
    return [as_held(row) for row in await awards(session, learner_id) if row.state == AwardState.HELD]


def as_held(row: AwardRow) -> Held:
    return Held(
        id=row.id,
        badge=row.badge,
        name=row.name,
        issuer=row.issuer,
        description=row.about.get("description", ""),
        image=row.about.get("image", ""),
        skills=tuple(row.about.get("skills", ())),
        issued=row.issued,
        expires=row.expires,
        verdict=Verdict(row.verdict),
        reasons=tuple(row.reasons),
        checked=row.checked,
        format=Format(row.format),
        state=AwardState(row.state),
        confirmed=bool(row.about.get("confirmed", True)),
        site="" if row.way == Way.ISSUED else site_of(row.issuer_id),
    )


def site_of(issuer_id: str) -> str:
    """`https://x.example/y` and `did:web:x.example:y` are of x.example; other names are of no site."""
    if issuer_id.startswith("did:web:"):
        return issuer_id.removeprefix("did:web:").partition(":")[0].partition("%")[0]
    return urlsplit(issuer_id).hostname or "" if issuer_id.startswith(("https://", "http://")) else ""


async def refusals(session: AsyncSession, learner_id: str) -> Sequence[RefusalRow]:
    rows = await session.scalars(
        select(RefusalRow).where(RefusalRow.learner_id == learner_id).order_by(RefusalRow.id).limit(MOST)
    )
    return rows.all()


async def requests(session: AsyncSession, learner_id: str) -> Sequence[RecognitionRow]:
    rows = await session.scalars(
        select(RecognitionRow).where(RecognitionRow.learner_id == learner_id).order_by(RecognitionRow.asked).limit(MOST)
    )
    return rows.all()


async def shares(session: AsyncSession, learner_id: str) -> Sequence[ShareRow]:
    rows = await session.scalars(
        select(ShareRow).where(ShareRow.learner_id == learner_id).order_by(ShareRow.made).limit(MOST)
    )
    return rows.all()


async def claims(session: AsyncSession, learner_id: str) -> Sequence[ClaimRow]:
    rows = await session.scalars(
        select(ClaimRow).where(ClaimRow.learner_id == learner_id).order_by(ClaimRow.made).limit(MOST)
    )
    return rows.all()
