"""Who is told of a worry that nobody has read: the lead after ten minutes; out of hours the duty address at once.

Everything stands in the store, so a restart forgets nothing and two processes tell nobody twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.city import City
from bot.catalogue.hours import next_opening
from bot.chat import queries
from bot.chat.advising.tables import AlertRow
from bot.chat.flags import Flag
from bot.chat.parts import Parts
from bot.chat.tables import ConversationRow, FlagRow

UNREAD = timedelta(minutes=10)
LEAD, DUTY = "lead", "duty"
BATCH = 100
FIRST_RETRY, LAST_RETRY = timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Alert:
    id: int
    conversation_id: str
    city: str
    target: str
    made: datetime
    tries: int


class Alerts:
    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def raise_due(self) -> int:
        """Makes the alerts whose time has come; gives how many are new."""
        async with self._parts.store.read() as session:
            found = await session.execute(
                select(FlagRow.id, FlagRow.conversation_id, FlagRow.seq, FlagRow.at, ConversationRow.city)
                .join(ConversationRow, ConversationRow.id == FlagRow.conversation_id)
                .where(
                    FlagRow.kind == Flag.HARM,
                    FlagRow.resolved.is_(None),
                    ConversationRow.unread.is_(True),
                    ~exists().where(AlertRow.conversation_id == FlagRow.conversation_id, AlertRow.seq == FlagRow.seq),
                )
                .limit(BATCH)
            )
            flags = found.all()
        made = 0
        for flag in flags:
            target = await self._target(flag.city, flag.at)
            if target is not None:
                made += await self._raise(flag.conversation_id, flag.seq, target)
        return made

    async def waiting(self) -> Sequence[Alert]:
        """What has to be told now, the oldest first."""
        async with self._parts.store.read() as session:
            rows = await session.scalars(
                select(AlertRow)
                .where(AlertRow.told.is_(None), AlertRow.due <= self._parts.now())
                .order_by(AlertRow.id)
                .limit(BATCH)
            )
            return [Alert(row.id, row.conversation_id, row.city, row.target, row.made, row.tries) for row in rows]

    async def settle(self, alert: Alert, told: bool) -> None:
        """It was told; or it was not, and is tried again later and later, an hour apart at most."""
        now = self._parts.now()
        async with self._parts.store.write() as session:
            row = await session.get(AlertRow, alert.id, with_for_update=True)
            if row is None or row.told is not None:
                return
            row.tries += 1
            if told:
                row.told = now
            else:
                row.due = now + min(LAST_RETRY, FIRST_RETRY * 2 ** min(row.tries - 1, 6))

    async def open_in(self, session: AsyncSession, cities: frozenset[str]) -> Sequence[AlertRow]:
        """Alerts whose conversation nobody has read since, for the leads' page."""
        rows = await session.scalars(
            select(AlertRow)
            .join(ConversationRow, ConversationRow.id == AlertRow.conversation_id)
            .where(AlertRow.city.in_(cities), ConversationRow.unread.is_(True))
            .order_by(AlertRow.id)
            .limit(BATCH)
        )
        return rows.all()

    async def _target(self, city_id: str, at: datetime) -> str | None:
        """Whom to tell now; None while the team still has time to read it."""
        now = self._parts.now()
        city = await self._parts.cities.city(city_id)
        closed = isinstance(city, City) and next_opening(city.adviser_hours, now, city.zone) is not None
        if closed and isinstance(city, City) and city.duty_email:
            return DUTY
        return LEAD if now - at >= UNREAD else None

    async def _raise(self, conversation_id: str, seq: int, target: str) -> bool:
        now = self._parts.now()
        async with self._parts.store.write() as session:
            row = await queries.locked(session, conversation_id)
            known = await session.scalar(
                select(AlertRow.id).where(AlertRow.conversation_id == conversation_id, AlertRow.seq == seq)
            )
            if row is None or known is not None:
                return False
            session.add(
                AlertRow(
                    conversation_id=conversation_id, city=row.city, seq=seq, target=target, made=now, due=now, tries=0
                )
            )
        self._parts.news.tell(conversation_id)
        return True
