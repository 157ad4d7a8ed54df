"""The days of "at a glance" that are over, kept as they were counted: a long past is never counted for a page."""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.catalogue.tables import CityRow
from bot.console import figures
from bot.console.figures import Day
from bot.console.keys import Desk
from bot.console.tables import DayRow

DAYS = 30
FRESH = timedelta(minutes=5)
"""How old the figures of today may be."""
KEY = ("city", "day")
WAIT = 0.5
"""Seconds that a page waits for figures; those of a long past that nobody has counted yet take longer."""


Counted = tuple[datetime, list[Day]]


class Days:
    """The last 30 days of cities, today the last. One viewer counts for all."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._today: dict[tuple[str, date], tuple[datetime, Day]] = {}
        self._counting: dict[str, asyncio.Task[Counted]] = {}

    async def of(self, city: str) -> Counted | None:
        """When today was counted, and the days, the oldest first; None while they are being counted."""
        counting = self._counting.get(city)
        if counting is None:
            self._counting[city] = counting = asyncio.create_task(self._of(city))
            counting.add_done_callback(lambda _: self._counting.pop(city, None))
        done, _ = await asyncio.wait({counting}, timeout=WAIT)
        return counting.result() if done and not counting.cancelled() else None

    def close(self) -> None:
        for counting in self._counting.values():
            counting.cancel()

    async def _of(self, city: str) -> Counted:
        zone = await self._zone(city)
        dates = self._dates(zone)
        known = await self._kept(city, dates[:-1])
        missing = [day for day in dates[:-1] if day not in known]
        if missing:
            await self._keep(city, [day for day in dates[:-1] if day >= missing[0]], zone)
            known = await self._kept(city, dates[:-1])
        at, today = await self._counted(city, dates[-1], zone)
        return at, [*(known[day] for day in dates[:-1]), today]

    async def count_again(self) -> None:
        """Counts the days that are over once more: some of it was deleted, or came late from elsewhere."""
        async with self._desk.store.read() as session:
            cities = list(await session.scalars(select(CityRow.id)))
        for city in cities:
            zone = await self._zone(city)
            await self._keep(city, self._dates(zone)[:-1], zone)

    def _dates(self, zone: ZoneInfo) -> list[date]:
        today = self._desk.now().astimezone(zone).date()
        return [today + timedelta(days=number) for number in range(1 - DAYS, 1)]

    async def _zone(self, city: str) -> ZoneInfo:
        known = await self._desk.catalogue.city(city)
        return known.zone if known else ZoneInfo("UTC")

    async def _kept(self, city: str, dates: Sequence[date]) -> dict[date, Day]:
        async with self._desk.store.read() as session:
            rows = await session.scalars(select(DayRow).where(DayRow.city == city, DayRow.day >= dates[0]))
            return {row.day: Day(**row.figures) for row in rows}

    async def _keep(self, city: str, dates: Sequence[date], zone: ZoneInfo) -> None:
        async with self._desk.store.read() as session:
            found = await figures.count(session, city, figures.midnights(dates, zone))
        rows = [{"city": city, "day": day, "figures": asdict(each)} for day, each in zip(dates, found, strict=True)]
        async with self._desk.store.write() as session:
            insert = (sqlite if self._desk.store.is_sqlite else postgresql).insert(DayRow)
            newer = {"figures": insert.excluded.figures}
            await session.execute(insert.values(rows).on_conflict_do_update(index_elements=KEY, set_=newer))
            too_old = dates[-1] - timedelta(days=DAYS)
            await session.execute(delete(DayRow).where(DayRow.city == city, DayRow.day < too_old))

    async def _counted(self, city: str, today: date, zone: ZoneInfo) -> tuple[datetime, Day]:
        known, now = self._today.get((city, today)), self._desk.now()
        if known is not None and now - known[0] <= FRESH:
            return known
        async with self._desk.store.read() as session:
            found = await figures.count(session, city, figures.midnights([today], zone))
        self._today = {key: each for key, each in self._today.items() if now - each[0] <= FRESH}
        self._today[city, today] = counted = (now, found[0])
        return counted
