"""What is to be told to a learner about a badge of theirs, by day."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.badges.issuing import queries
from bot.badges.issuing.tables import NoticeRow
from bot.clock import Clock, utc_now
from bot.store.engine import Store


@dataclass(frozen=True, slots=True)
class Notice:
    id: str
    learner_id: str
    key: str
    """Of words/en/."""
    places: Mapping[str, str]
    buttons: Sequence[Mapping[str, Any]] = ()


def notice(learner_id: str, key: str, places: Mapping[str, str], now: datetime) -> NoticeRow:
    """A row to add to the transaction that makes it true."""
    return NoticeRow(id=secrets.token_hex(16), learner_id=learner_id, key=key, places=dict(places), due=now)


class Notices:
    """What waits to be said; the chat says it (bot/chat/notices.py)."""

    def __init__(self, store: Store, now: Clock = utc_now) -> None:
        self._store = store
        self._now = now

    async def due(self) -> list[Notice]:
        """Earliest first."""
        async with self._store.read() as session:
            rows = await queries.due_notices(session, self._now())
        return [Notice(row.id, row.learner_id, row.key, row.places) for row in rows]

    async def claim(self, session: AsyncSession, notice_id: str) -> bool:
        """Within the transaction that says it; False when another process did."""
        return await queries.take_notice(session, notice_id)

    async def put_off(self, notice_id: str, until: datetime) -> None:
        async with self._store.write() as session:
            await queries.put_off(session, notice_id, until)
