"""Personal data is masked for everybody, and shown to those who work with a learner when they say why."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.console import audit
from bot.console.model import DESK, Viewer
from bot.console.tables import UnmaskedRow
from bot.language.personal import mask

SHOWN_FOR = timedelta(minutes=30)
MAY_UNMASK = DESK
REASON = 300
Mask = Callable[[str], str]


async def for_viewer(
    session: AsyncSession, viewer: Viewer, conversation_id: str, now: datetime, public: Collection[str] = ()
) -> Mask:
    """How this viewer reads this conversation's text: masked, or as it is while they have it unmasked. What is public,
    such as the number of a helpline, is never masked."""
    row = await session.get(UnmaskedRow, (viewer.id, conversation_id))
    may = row is not None and row.until > now and viewer.has(*MAY_UNMASK)
    return plainly if may else partial(mask, public=public)


def plainly(text: str) -> str:
    return text


async def lift(
    session: AsyncSession, viewer: Viewer, conversation_id: str, city: str, reason: str, now: datetime
) -> None:
    """Shows them the personal data of one conversation for half an hour; the reason is kept in the audit."""
    await session.merge(UnmaskedRow(person_id=viewer.id, conversation_id=conversation_id, until=now + SHOWN_FOR))
    subject = f"conversation {conversation_id}"
    await audit.record(session, now, viewer.id, "unmasked", subject, city, {"reason": reason[:REASON]})


async def sweep(session: AsyncSession, now: datetime) -> None:
    await session.execute(delete(UnmaskedRow).where(UnmaskedRow.until < now))
