"""When a city's advisers are there."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.catalogue.city import Hours

WEEK = 7


def next_opening(hours: Sequence[Hours], now: datetime, zone: ZoneInfo) -> datetime | None:
    """When advisers are back, in the city's time; None when they are there now or the city gives no hours."""
    here = now.astimezone(zone)
    if any(_is_open(one, here) for one in hours):
        return None
    openings = [_next(one, here) for one in hours]
    return min(openings, default=None)


def _is_open(hours: Hours, here: datetime) -> bool:
    return hours.day == here.weekday() and hours.starts <= here.time() < hours.ends


def _next(hours: Hours, here: datetime) -> datetime:
    day = here.date() + timedelta(days=(hours.day - here.weekday()) % WEEK)
    opening = datetime.combine(day, hours.starts, here.tzinfo)
    return opening if opening > here else opening + timedelta(days=WEEK)
