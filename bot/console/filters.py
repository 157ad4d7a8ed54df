"""The inbox's filter as it stands in an address."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.chat.advising.narrowing import VIEWS, Filter

WORDS = ("city", "channel", "area", "age_band", "language", "topic", "intent", "adviser", "tag", "outcome")
LONGEST = 128


def read(query: Mapping[str, str], zone: str = "UTC") -> Filter:
    """The filter of an address; whatever makes no sense is left out. Dates are whole days in that time zone."""
    words = {name: _plain(query.get(name, "")) for name in WORDS}
    view = query.get("view", "")
    return Filter(
        view=view if view in VIEWS else VIEWS[0],
        unread=query.get("unread") == "1",
        unsure=query.get("unsure") == "1",
        below=_share(query.get("confidence", "")),
        since=_day(query.get("since", ""), zone),
        until=_day(query.get("until", ""), zone, later=1),
        **words,
    )


def values(query: Mapping[str, str]) -> dict[str, str]:
    """What of an address belongs to the filter, to be put into links and forms again."""
    names = ("view", "unread", "unsure", "confidence", "since", "until", *WORDS)
    return {name: _plain(query[name]) for name in names if query.get(name)}


def _plain(value: str) -> str:
    return "".join(sign for sign in value if sign.isprintable())[:LONGEST].strip()


def _share(value: str) -> float:
    try:
        return min(max(float(value), 0.0), 1.0)
    except ValueError:
        return 0.0


def _day(value: str, zone: str, later: int = 0) -> datetime | None:
    try:
        day = date.fromisoformat(value) + timedelta(days=later)
        return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
