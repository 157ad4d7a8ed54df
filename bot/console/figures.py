"""The figures of "at a glance": counts by day, for the cities that somebody may see."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat.advising.tables import TakeoverRow
from bot.chat.advising.topics import BY_INTENT
from bot.chat.flags import Flag
from bot.chat.model import Speaker
from bot.chat.tables import ConversationRow, FeedbackRow, FlagRow, MessageRow, TurnRow
from bot.pathways.tables import StepRow
from bot.people.tables import LearnerRow, PlanRow

DAYS = 30
WAITS = 20_000
SLACK = timedelta(hours=1)
"""How long after a conversation's last word something may still be written down in it."""
BEGUN, FIRST, CAME, ANSWERED = "Conversations begun", "First answers", "Messages from learners", "Answered by the guide"
ASKED, LOST, UP, DOWN = "Asked for a person", "Guide at a loss", "Thumbs up", "Thumbs down"
SAVED, JOINED = "Saved to a plan", "Joined or done, as learners say"


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of the last 30 days, the oldest first, exact: whoever shows them hides the small ones."""

    days: Sequence[datetime]
    """The beginning of each day of the city, and of the day after the last."""
    counts: dict[str, list[int]] = field(default_factory=dict)
    waits: list[list[float]] = field(default_factory=list)
    """Seconds between a wish for a person and somebody's coming, by the day on which they came."""
    topics: dict[str, int] = field(default_factory=dict)


def days_until(now: datetime, zone: ZoneInfo) -> list[datetime]:
    """Midnights of the last 30 days and of tomorrow, in UTC."""
    today = now.astimezone(zone).date()
    dates = [today + timedelta(days=number) for number in range(1 - DAYS, 2)]
    return [datetime.combine(date, time(), zone).astimezone(UTC) for date in dates]


async def read(session: AsyncSession, cities: Sequence[str], days: Sequence[datetime]) -> Figures:
    """All the figures; on a long past each is one look through what happened in these days."""
    found = Figures(days, waits=await _waits(session, cities, days), topics=await _topics(session, cities, days[0]))
    for name, (column, chosen) in _asked(cities, days[0]).items():
        buckets = [func.sum(case((and_(column >= one, column < days[n + 1]), 1), else_=0)) for n, one in _pairs(days)]
        row = (await session.execute(chosen.with_only_columns(*buckets).where(column >= days[0]))).one()
        found.counts[name] = [count or 0 for count in row]
    return found


def _pairs(days: Sequence[datetime]) -> list[tuple[int, datetime]]:
    return list(enumerate(days[:-1]))


def _asked(cities: Sequence[str], start: datetime) -> dict[str, tuple[ColumnElement[datetime], Select[Any]]]:
    """What is counted: the column with the moment, and the rows."""
    here = ConversationRow.city.in_(cities)
    answered = select(TurnRow.seq).where(TurnRow.conversation_id == ConversationRow.id, TurnRow.seq > 0)
    started: Any = ConversationRow.started
    begun = select(started).where(here, ConversationRow.last_word >= start - SLACK)

    def of(table: Any, *more: Any) -> tuple[ColumnElement[datetime], Select[Any]]:
        joined = select(table.at).join(ConversationRow, ConversationRow.id == table.conversation_id)
        return table.at, joined.where(here, ConversationRow.last_word >= start - SLACK, *more)

    def theirs(table: Any, column: Any, *more: Any) -> tuple[ColumnElement[datetime], Select[Any]]:
        joined = select(column).join(LearnerRow, LearnerRow.id == table.learner_id)
        return column, joined.where(LearnerRow.city.in_(cities), *more)

    return {
        BEGUN: (started, begun),
        FIRST: (started, begun.where(answered.exists())),
        CAME: of(MessageRow, MessageRow.speaker == Speaker.YOU),
        ANSWERED: of(TurnRow, TurnRow.seq > 0),
        ASKED: of(FlagRow, FlagRow.kind == Flag.HANDOVER),
        LOST: of(FlagRow, FlagRow.kind == Flag.LOST),
        UP: of(FeedbackRow, FeedbackRow.value == "up"),
        DOWN: of(FeedbackRow, FeedbackRow.value == "down"),
        SAVED: theirs(PlanRow, PlanRow.added),
        JOINED: theirs(StepRow, StepRow.at, StepRow.state.in_(("doing", "done"))),
    }


async def _topics(session: AsyncSession, cities: Sequence[str], start: datetime) -> dict[str, int]:
    """Conversations by the topic of their last message."""
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


async def _waits(session: AsyncSession, cities: Sequence[str], days: Sequence[datetime]) -> list[list[float]]:
    rows = await session.execute(
        select(TakeoverRow.asked, TakeoverRow.began)
        .where(TakeoverRow.city.in_(cities), TakeoverRow.began >= days[0], TakeoverRow.asked.is_not(None))
        .limit(WAITS)
    )
    found: list[list[float]] = [[] for _ in days[:-1]]
    for asked, began in rows:
        day = next((n for n, _ in _pairs(days) if days[n] <= began < days[n + 1]), None)
        if day is not None and asked is not None:
            found[day].append((began - asked).total_seconds())
    return found


def middle(waits: Sequence[float]) -> float | None:
    """The median in minutes; None for none."""
    return statistics.median(waits) / 60 if waits else None
