"""One day in words: "tomorrow", "next fri", "on the 3rd", "in 2 weeks"."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from bot.language.numbers import number
from bot.language.times import DAY_NAMES

FIRST_HALF = ("january", "february", "march", "april", "may", "june")
SECOND_HALF = ("july", "august", "september", "october", "november", "december")
MONTHS = (*FIRST_HALF, *SECOND_HALF)
MONTH = {name[:3]: index for index, name in enumerate(MONTHS, start=1)}
MONTH_WORDS = "|".join([*MONTHS, *MONTH, "sept"])
WEEK = 7

TOMORROW = re.compile(r"\b(tomorrow|tomoz|tmrw?|tmw|2moro|2mrw|tomo|tommorow|tomorow)\b", re.IGNORECASE)
TODAY = re.compile(r"\b(today|tonight|2nite|2day|now)\b", re.IGNORECASE)
AFTER = re.compile(r"\bin (?:a|an|(\d+|[a-z]+)) (day|week|month)s?\b", re.IGNORECASE)
NEXT_WEEK = re.compile(r"\bnext (week|month)\b", re.IGNORECASE)
WEEKEND = re.compile(r"\b(this|the|at the|next|nxt)?\s*weekend\b", re.IGNORECASE)
DAY = re.compile(
    r"\b(next|nxt|this|on|by)?\s*(" + "|".join(sorted(DAY_NAMES, key=len, reverse=True)) + r")\b", re.IGNORECASE
)
DAY_MONTH = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({MONTH_WORDS})\b", re.IGNORECASE)
MONTH_DAY = re.compile(rf"\b({MONTH_WORDS}) (\d{{1,2}})(?:st|nd|rd|th)?\b", re.IGNORECASE)
NUMERIC = re.compile(r"\b(\d{1,2})[/.](\d{1,2})(?:[/.](\d{2,4}))?\b")
DAY_ONLY = re.compile(r"\b(?:the )?(\d{1,2})(?:st|nd|rd|th)\b", re.IGNORECASE)


def when(text: str, today: date) -> date | None:
    """The day meant, seen from `today`, in the order day/month as in Britain; None when the text names none.

    A week day is the next such day after today; with "next" the one in the week after when it is less than 2 days off.
    """
    for read in READERS:
        if (day := read(text, today)) is not None:
            return day
    return None


def _relative(text: str, today: date) -> date | None:
    if TOMORROW.search(text):
        return today + timedelta(days=1)
    if match := AFTER.search(text):
        return _after(match, today)
    if match := NEXT_WEEK.search(text):
        return today + (timedelta(days=WEEK) if match.group(1).casefold() == "week" else timedelta(days=30))
    return None


def _after(match: re.Match[str], today: date) -> date | None:
    many = number(match.group(1)) if match.group(1) else 1
    days = {"day": 1, "week": WEEK, "month": 30}[match.group(2).casefold()]
    return today + timedelta(days=days * int(many)) if many and many < 100 else None


def _calendar(text: str, today: date) -> date | None:
    if match := DAY_MONTH.search(text):
        return _day_of(int(match.group(1)), MONTH[match.group(2).casefold()[:3]], today)
    if match := MONTH_DAY.search(text):
        return _day_of(int(match.group(2)), MONTH[match.group(1).casefold()[:3]], today)
    if match := NUMERIC.search(text):
        return _day_of(int(match.group(1)), int(match.group(2)), today)
    if match := DAY_ONLY.search(text):
        return _in_this_month_or_next(int(match.group(1)), today)
    return None


def _week_day(text: str, today: date) -> date | None:
    if WEEKEND.search(text):
        return today + timedelta(days=(5 - today.weekday()) % WEEK or WEEK)
    match = DAY.search(text)
    if match is None:
        return None
    ahead = (DAY_NAMES[match.group(2).casefold()] - today.weekday()) % WEEK or WEEK
    if (match.group(1) or "").casefold() in ("next", "nxt") and ahead <= 1:
        ahead += WEEK
    return today + timedelta(days=ahead)


def _today(text: str, today: date) -> date | None:
    return today if TODAY.search(text) else None


def _day_of(day: int, month: int, today: date) -> date | None:
    """That day this year, or next year when it is over."""
    for year in (today.year, today.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    return None


def _in_this_month_or_next(day: int, today: date) -> date | None:
    return _day_of(day, today.month, today.replace(day=1)) if day > today.day else _next_month(day, today)


def _next_month(day: int, today: date) -> date | None:
    return _day_of(day, today.month % 12 + 1, today)


READERS: tuple[Callable[[str, date], date | None], ...] = (_relative, _calendar, _week_day, _today)
