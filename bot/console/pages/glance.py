"""At a glance: today and the last 30 days, in counts that show nobody."""

import statistics
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat.advising.tables import TakeoverRow
from bot.chat.advising.topics import BY_INTENT
from bot.chat.tables import ConversationRow, FeedbackRow, FlagRow, InboxRow, TurnRow
from bot.console import charts
from bot.console.desk import READERS, place
from bot.console.keys import DESK, VIEWER
from bot.console.rendering import render
from bot.console.routes import Link, route
from bot.people.tables import LearnerRow, PlanRow

DAYS = 30
WAITS = 5000


async def page(request: web.Request) -> web.StreamResponse:
    """GET /console/glance"""
    desk, cities = request.app[DESK], sorted(request[VIEWER].cities(*READERS))
    zone = ZoneInfo((await place(request, cities[0])).zone)
    today = desk.now().astimezone(zone).date()
    start = datetime.combine(today - timedelta(days=DAYS - 1), time(), zone).astimezone(UTC)
    midnight = datetime.combine(today, time(), zone).astimezone(UTC)
    async with desk.store.read() as session:
        days = await _days(session, cities, start, zone)
        topics = await _topics(session, cities, start)
        month, now = await _figures(session, cities, start), await _figures(session, cities, midnight)
    spread = {f"{start.astimezone(zone).date() + timedelta(days=number):%d %b}": 0 for number in range(DAYS)}
    for day, count in days.items():
        spread[f"{day:%d %b}"] = spread.get(f"{day:%d %b}", 0) + count
    found = [
        ("Conversations begun", charts.columns("Conversations begun by day", spread), spread),
        ("Topics", charts.columns("Conversations by topic of the last message", topics), topics),
    ]
    return render(request, "glance.html", charts=found, month=month, today=now, said=charts.said, days=DAYS)


async def _days(session: AsyncSession, cities: Sequence[str], start: datetime, zone: ZoneInfo) -> dict[Any, int]:
    """Conversations begun, by the city's days."""
    began = select(ConversationRow.started).where(ConversationRow.city.in_(cities), ConversationRow.started >= start)
    counts: dict[Any, int] = {}
    for moment in await session.scalars(began):
        day = moment.astimezone(zone).date()
        counts[day] = counts.get(day, 0) + 1
    return counts


async def _topics(session: AsyncSession, cities: Sequence[str], start: datetime) -> dict[str, int]:
    rows = await session.execute(
        select(ConversationRow.intent, func.count())
        .where(ConversationRow.city.in_(cities), ConversationRow.last_word >= start, ConversationRow.intent != "")
        .group_by(ConversationRow.intent)
    )
    counts: dict[str, int] = {}
    for intent, count in rows:
        topic = BY_INTENT.get(intent, "other")
        counts[topic] = counts.get(topic, 0) + count
    return dict(sorted(counts.items(), key=lambda pair: -pair[1]))


async def _figures(session: AsyncSession, cities: Sequence[str], start: datetime) -> list[tuple[str, str]]:
    """Name and value of each figure since a moment."""
    here = ConversationRow.city.in_(cities)

    async def count(table: Any, column: Any, *more: Any) -> int:
        joined = (
            select(func.count()).select_from(table).join(ConversationRow, ConversationRow.id == table.conversation_id)
        )
        return await session.scalar(joined.where(here, column >= start, *more)) or 0

    begun = await session.scalar(select(func.count()).where(here, ConversationRow.started >= start)) or 0
    wrote = (
        await session.scalar(
            select(func.count()).where(
                here, ConversationRow.started >= start, ConversationRow.last_word > ConversationRow.started
            )
        )
        or 0
    )
    came, turns = await count(InboxRow, InboxRow.at), await count(TurnRow, TurnRow.at, TurnRow.seq > 0)
    lost = await count(FlagRow, FlagRow.at, FlagRow.kind == "lost")
    asked = await count(FlagRow, FlagRow.at, FlagRow.kind == "handover")
    up = await count(FeedbackRow, FeedbackRow.at, FeedbackRow.value == "up")
    down = await count(FeedbackRow, FeedbackRow.at, FeedbackRow.value == "down")
    saved = await session.scalar(
        select(func.count())
        .select_from(PlanRow)
        .join(LearnerRow, LearnerRow.id == PlanRow.learner_id)
        .where(LearnerRow.city.in_(cities), PlanRow.added >= start)
    )
    waits = await _waits(session, cities, start)
    return [
        ("Conversations begun", charts.said(begun)),
        ("of them, learners who wrote", charts.said(wrote)),
        ("Messages from learners", charts.said(came)),
        ("Answered by the guide", charts.said(turns)),
        ("Asked for a person", charts.said(asked)),
        ("Waited for one, in the middle", _span(waits)),
        ("Share of answers at a loss", charts.share(lost, turns)),
        ("Saved to a plan", charts.said(saved or 0)),
        ("Thumbs up", charts.said(up)),
        ("Thumbs down", charts.said(down)),
    ]


async def _waits(session: AsyncSession, cities: Sequence[str], start: datetime) -> list[float]:
    """Seconds between a wish for a person and somebody's coming."""
    rows = await session.execute(
        select(TakeoverRow.asked, TakeoverRow.began)
        .where(TakeoverRow.city.in_(cities), TakeoverRow.began >= start, TakeoverRow.asked.is_not(None))
        .limit(WAITS)
    )
    return [(row.began - row.asked).total_seconds() for row in rows]


def _span(waits: Sequence[float]) -> str:
    if len(waits) < charts.HIDDEN_UNDER:
        return "too few to say"
    minutes = statistics.median(waits) / 60
    return f"{minutes:.0f} min" if minutes < 90 else f"{minutes / 60:.1f} h"


ROUTES = [route("GET", "/glance", page, READERS)]
LINKS = [Link("At a glance", "/glance", READERS, 60)]
