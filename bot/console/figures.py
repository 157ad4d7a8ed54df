"""The figures of "at a glance": counts by day of a city. Days that are over are kept as they were counted
(bot/console/days.py); today is counted when somebody asks.
"""

import statistics
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Integer, Select, and_, case, func, literal_column, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat.advising.tables import TakeoverRow
from bot.chat.advising.topics import BY_INTENT
from bot.chat.flags import Flag
from bot.chat.model import Speaker
from bot.chat.tables import ConversationRow, FeedbackRow, FlagRow, MessageRow, TurnRow
from bot.pathways.tables import StepRow
from bot.people.tables import LearnerRow, PlanRow

WAITS = 20_000
SLACK = timedelta(hours=1)
"""How long after a conversation's last word something may still be written down in it."""
BEGUN, FIRST, CAME, ANSWERED = "Conversations begun", "First answers", "Messages from learners", "Answered by the guide"
ASKED, LOST, UP, DOWN = "Asked for a person", "Guide at a loss", "Thumbs up", "Thumbs down"
SAVED, JOINED = "Saved to a plan", "Joined or done, as learners say"


@dataclass(frozen=True, slots=True)
class Day:
    """The counts of one day of a city, exact: whoever shows them hides the small ones."""

    counts: dict[str, int] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)
    """Seconds between a wish for a person and somebody's coming, of those who came on this day."""
    topics: dict[str, int] = field(default_factory=dict)
    """Conversations whose last word was on this day, by the topic of that word."""


def midnights(dates: Sequence[date], zone: ZoneInfo) -> list[datetime]:
    """The beginnings of these days, one after the other, and of the day after the last, in UTC."""
    days = [*dates, dates[-1] + timedelta(days=1)]
    return [datetime.combine(day, time(), zone).astimezone(UTC) for day in days]


async def count(session: AsyncSession, city: str, days: Sequence[datetime]) -> list[Day]:
    """The figures between each of these moments and the next; each is one look through what happened meanwhile."""
    waits, topics = await _waits(session, city, days), await _topics(session, city, days)
    found = [Day(waits=waited, topics=told) for waited, told in zip(waits, topics, strict=True)]
    for name, (column, chosen) in _asked(city, days[0]).items():
        by_day = chosen.with_only_columns(_day_of(column, days), func.count()).where(_within(column, days))
        numbers = {row[0]: row[1] for row in await session.execute(by_day.group_by(text("1")))}
        for number, day in enumerate(found):
            day.counts[name] = numbers.get(number, 0)
    return found


def _day_of(column: Any, days: Sequence[datetime], first: int = 0, beyond: int = 0) -> ColumnElement[int]:
    """The number of the day that a moment is in: halved again and again, since it is told for each of many rows."""
    beyond = beyond or len(days) - 1
    if beyond - first == 1:
        return literal_column(str(first), Integer)
    half = (first + beyond) // 2
    return case((column < days[half], _day_of(column, days, first, half)), else_=_day_of(column, days, half, beyond))


def _within(column: Any, days: Sequence[datetime]) -> ColumnElement[bool]:
    return and_(column >= days[0], column < days[-1])


def _asked(city: str, start: datetime) -> dict[str, tuple[ColumnElement[datetime], Select[Any]]]:
    """What is counted: the column with the moment, and the rows."""
    here = ConversationRow.city == city
    answered = select(TurnRow.seq).where(TurnRow.conversation_id == ConversationRow.id, TurnRow.seq > 0)
    started: Any = ConversationRow.started
    begun = select(started).where(here, ConversationRow.last_word >= start - SLACK)

    def of(table: Any, *more: Any) -> tuple[ColumnElement[datetime], Select[Any]]:
        joined = select(table.at).join(ConversationRow, ConversationRow.id == table.conversation_id)
        return table.at, joined.where(here, ConversationRow.last_word >= start - SLACK, *more)

    def theirs(table: Any, column: Any, *more: Any) -> tuple[ColumnElement[datetime], Select[Any]]:
        joined = select(column).join(LearnerRow, LearnerRow.id == table.learner_id)
        return column, joined.where(LearnerRow.city == city, *more)

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


async def _topics(session: AsyncSession, city: str, days: Sequence[datetime]) -> list[dict[str, int]]:
    last: Any = ConversationRow.last_word
    rows = await session.execute(
        select(ConversationRow.intent, _day_of(last, days), func.count())
        .where(ConversationRow.city == city, _within(last, days), ConversationRow.intent != "")
        .group_by(text("1, 2"))
    )
    found: list[dict[str, int]] = [{} for _ in days[:-1]]
    for intent, number, counted in rows:
        topic = BY_INTENT.get(intent, "other")
        found[number][topic] = found[number].get(topic, 0) + counted
    return found


async def _waits(session: AsyncSession, city: str, days: Sequence[datetime]) -> list[list[float]]:
    rows = await session.execute(
        select(TakeoverRow.asked, TakeoverRow.began)
        .where(TakeoverRow.city == city, _within(TakeoverRow.began, days), TakeoverRow.asked.is_not(None))
        .limit(WAITS)
    )
    found: list[list[float]] = [[] for _ in days[:-1]]
    for asked, began in rows:
        if asked is not None:
            found[bisect_right(days, began) - 1].append((began - asked).total_seconds())
    return found


def middle(waits: Sequence[float]) -> float | None:
    """The median in minutes; None for none."""
    return statistics.median(waits) / 60 if waits else None
