"""Dates and regular times as feeds write them, in Waymark CSV's words and the city's time."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta, tzinfo

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DAY = re.compile(r"(?:.*[/:#])?\s*[+-]?\d*\s*(mo|tu|we|th|fr|sa|su)[a-z]*", re.IGNORECASE)
"""Of "Monday", "MO", "2TU" (RFC 5545, section 3.3.10) or "https://schema.org/Monday"."""
CODES = ("mo", "tu", "we", "th", "fr", "sa", "su")
CLOCK = re.compile(r"(?:.*T)?(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?")
LENGTH = re.compile(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?")
WHOLE_DAY = timedelta(hours=24)
Fields = dict[str, str | list[str]]


def moment(written: str, zone: tzinfo) -> tuple[str, time | None]:
    """A date, as ISO text, and the time of day where there is one; an instant is given in `zone`.

    What is no date comes back as it is, so that the importer names it.
    """
    try:
        if "T" not in written.upper() and " " not in written.strip():
            return date.fromisoformat(written.strip()).isoformat(), None
        at = datetime.fromisoformat(written.strip())
    except ValueError:
        return written, None
    try:
        here = at.astimezone(zone) if at.tzinfo else at
    except OverflowError:
        return written, None
    return here.date().isoformat(), here.time().replace(second=0, microsecond=0, tzinfo=None)


def clock(written: str) -> time | None:
    """A time of day; "24:00" is midnight. None where there is none."""
    found = CLOCK.fullmatch(written.strip())
    if found is None or int(found[1]) > 24 or int(found[2]) > 59:
        return None
    return time(int(found[1]) % 24, int(found[2]))


def length(written: str) -> timedelta | None:
    """An ISO 8601 duration of weeks, days, hours and minutes; None for another."""
    found = LENGTH.fullmatch(written.strip())
    if found is None or not any(found.groups()) or len(written) > 30:
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    if max(weeks, days) > 4000 or max(hours, minutes, seconds) > 10_000_000:
        return None
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)


def days(written: Iterable[str]) -> list[int]:
    """Week days, 0 for Monday; what is none falls out."""
    found = (DAY.fullmatch(word.strip()) for word in written)
    return sorted({CODES.index(match[1].lower()) for match in found if match})


def regular(on: Iterable[int], starts: time | None, ends: time | None) -> list[str]:
    """Sessions on these week days; none where the hours are not known, or are those of the whole day."""
    if starts is None or ends is None or starts == ends or (starts, ends) == (time(0), time(23, 59)):
        return []
    return [f"{DAYS[day]} {starts:%H:%M}-{ends:%H:%M}" for day in on]


def after(starts: time | None, duration: timedelta | None) -> time | None:
    """When something ends that starts then and takes so long, within a day."""
    if starts is None or duration is None or not timedelta() < duration < WHOLE_DAY:
        return None
    return (datetime.combine(date(2000, 1, 3), starts) + duration).time()


def span(starts: str, ends: str, zone: tzinfo, duration: str = "") -> Fields:
    """`starts`, `ends` and, for what is over within a day and has hours, `sessions`."""
    first, at = moment(starts, zone)
    last, until = moment(ends, zone)
    fields: Fields = {"starts": first, "ends": last}
    if at is None:
        return fields
    until = until if until is not None else after(at, length(duration))
    overnight = until is not None and until <= at and _next_day(first) == last
    if until is not None and (last in ("", first) or overnight) and (day := _week_day(first)) is not None:
        fields |= {"ends": first, "sessions": regular([day], at, until)}
    return fields


def _next_day(day: str) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return ""


def _week_day(day: str) -> int | None:
    try:
        return date.fromisoformat(day).weekday()
    except ValueError:
        return None


def every_day(starts: str, ends: str) -> list[int]:
    """The week days from one date to another; all of them where either is missing."""
    try:
        first, last = date.fromisoformat(starts), date.fromisoformat(ends)
    except ValueError:
        return list(range(7))
    return sorted({(first.weekday() + number) % 7 for number in range(max(0, min(6, (last - first).days)) + 1)})


def on_day(day: str) -> list[int]:
    """The week day of a date, as a list; empty for what is no date."""
    found = _week_day(day)
    return [] if found is None else [found]


def earliest(dates: Iterable[str]) -> str:
    """The first of some ISO dates, empty where there are none."""
    return min(_given(dates), default="")


def latest(dates: Iterable[str]) -> str:
    """The last of some ISO dates, empty where there are none or one of them is open."""
    dates = list(dates)
    return max(dates, default="") if all(dates) else ""


def _given(dates: Iterable[str]) -> Iterator[str]:
    return (each for each in dates if each)
