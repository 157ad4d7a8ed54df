"""What is to be told to a learner outside their own turn; the chat says it by day (bot/chat/notices.py)."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock, utc_now
from bot.people.tables import NoticeRow
from bot.store.engine import Store

KEY = "notice.plain"
"""The words are made when the notice is; they only have to be said."""
BATCH = 100
Button = Mapping[str, Any]
"""{"title", "intent", "entities"}."""


@dataclass(frozen=True, slots=True)
class LearnerNotice:
    id: str
    learner_id: str
    places: Mapping[str, str]
    buttons: Sequence[Button] = ()
    key: str = field(default=KEY)


def notice(learner_id: str, text: str, at: datetime, buttons: Sequence[Button] = ()) -> NoticeRow:
    """A row to add to the transaction that makes it true."""
    return NoticeRow(
        id=secrets.token_hex(16),
        learner_id=learner_id,
        at=at,
        text=text[:1000],
        buttons=[dict(button) for button in buttons],
        sent=False,
    )


class LearnerNotices:
    """A board of notices, as the chat reads them."""

    def __init__(self, store: Store, now: Clock = utc_now) -> None:
        self._store = store
        self._now = now

    async def due(self) -> list[LearnerNotice]:
        """Earliest first."""
        query = (
            select(NoticeRow)
            .where(NoticeRow.sent.is_(False), NoticeRow.at <= self._now())
            .order_by(NoticeRow.at, NoticeRow.id)
            .limit(BATCH)
        )
        async with self._store.read() as session:
            rows = (await session.scalars(query)).all()
        return [LearnerNotice(row.id, row.learner_id, {"text": row.text}, row.buttons) for row in rows]

    async def claim(self, session: AsyncSession, notice_id: str) -> bool:
        """Within the transaction that says it; False when another process did."""
        claimed = await session.scalars(
            update(NoticeRow)
            .where(NoticeRow.id == notice_id, NoticeRow.sent.is_(False))
            .values(sent=True)
            .returning(NoticeRow.id)
        )
        return claimed.one_or_none() is not None

    async def put_off(self, notice_id: str, until: datetime) -> None:
        async with self._store.write() as session:
            await session.execute(update(NoticeRow).where(NoticeRow.id == notice_id).values(at=until))
