"""The SQL about requests for recognition."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.badges.model import RequestState
from bot.badges.recognition.model import Recognisable
from bot.badges.tables import RecognitionRow
from bot.catalogue.tables import BadgeRow

MOST = 200
OPEN = (RequestState.ASKED, RequestState.ASKED_BACK)


async def draft(session: AsyncSession, learner_id: str) -> RecognitionRow | None:
    found = await session.scalars(
        select(RecognitionRow)
        .where(RecognitionRow.learner_id == learner_id, RecognitionRow.state == RequestState.DRAFT)
        .order_by(RecognitionRow.asked.desc())
        .limit(1)
        .with_for_update()
    )
    return found.one_or_none()


async def drop_drafts(session: AsyncSession, learner_id: str) -> None:
    await session.execute(
        delete(RecognitionRow).where(
            RecognitionRow.learner_id == learner_id, RecognitionRow.state == RequestState.DRAFT
        )
    )


async def of_learner(session: AsyncSession, learner_id: str, *states: RequestState) -> Sequence[RecognitionRow]:
    """Newest first."""
    rows = await session.scalars(
        select(RecognitionRow)
        .where(RecognitionRow.learner_id == learner_id, RecognitionRow.state.in_(states))
        .order_by(RecognitionRow.asked.desc())
        .limit(MOST)
        .with_for_update()
    )
    return rows.all()


async def queue(session: AsyncSession, city: str, organisation: str | None) -> Sequence[RecognitionRow]:
    """What waits for an issuer, longest first; for None what waits in the whole city."""
    mine = [] if organisation is None else [RecognitionRow.issuer == organisation]
    rows = await session.scalars(
        select(RecognitionRow)
        .where(RecognitionRow.city == city, RecognitionRow.state.in_(OPEN), *mine)
        .order_by(RecognitionRow.asked, RecognitionRow.id)
        .limit(MOST)
    )
    return rows.all()


async def request(session: AsyncSession, request_id: str) -> RecognitionRow | None:
    """One of any state, locked."""
    return await session.get(RecognitionRow, request_id, with_for_update=True)


async def as_recognisable(session: AsyncSession, row: RecognitionRow) -> Recognisable:
    badge = await session.get(BadgeRow, row.badge) if row.badge else None
    return Recognisable(
        id=row.id,
        city=row.city,
        badge=row.badge,
        badge_name=badge.name if badge else row.badge,
        issuer=row.issuer,
        words=row.words,
        answers={one["about"]: one["said"] for one in row.evidence},
        skills=tuple(row.skills),
        state=RequestState(row.state),
        reason=row.reason,
        asked=row.asked,
    )
