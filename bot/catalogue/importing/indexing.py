"""What is worked out of an opportunity when it is stored, so that search need not."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from bot.catalogue.access import offered
from bot.catalogue.importing.references import References
from bot.catalogue.importing.values import session
from bot.catalogue.terms import ANY_TIME, FREE, Indexed, day, facet, hour, terms

NO_END = date(9999, 12, 31)
MIDNIGHT = 24 * 60


def index_values(values: Mapping[str, Any], references: References) -> dict[str, Any]:
    """`terms` and `last_day` of an opportunity."""
    return {"terms": _terms(values, references), "last_day": last_day(values)}


def last_day(values: Mapping[str, Any]) -> date:
    """The last day on which it may be suggested. A single date without regular times is over on that day."""
    ends = values["ends"]
    if ends is None and not values["sessions"]:
        ends = values["starts"]
    return min(ends or NO_END, values["valid_until"] or NO_END)


def session_rows(key: int, values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Its regular times; a single date counts as its week day."""
    for number, (at, starts, ends) in enumerate(_times(values)):
        yield {"key": key, "number": number, "day": at, "starts": starts, "ends": ends}


def _times(values: Mapping[str, Any]) -> list[tuple[int, int | None, int | None]]:
    """Days with the minutes after midnight of start and end."""
    if values["sessions"]:
        return [_minutes(part) for part in values["sessions"]]
    single = values["starts"] if values["ends"] in (None, values["starts"]) else None
    return [(single.weekday(), None, None)] if single else []


@lru_cache(maxsize=5_000)
def _minutes(part: str) -> tuple[int, int, int]:
    regular = session(part)
    starts = regular.starts.hour * 60 + regular.starts.minute
    ends = regular.ends.hour * 60 + regular.ends.minute
    return regular.day, starts, ends if ends > starts else MIDNIGHT


def _terms(values: Mapping[str, Any], references: References) -> str:
    names = [
        *(references.name("interests", each) for each in values["interests"]),
        *(references.name("skills", each) for each in values["skills"]),
        values["kind"],
    ]
    rest = [references.name("organisations", values["organisation"]), values["description"]]
    return terms(Indexed(values["title"], names, values["summary"], rest, _facets(values)))


def _facets(values: Mapping[str, Any]) -> Iterator[str]:
    yield facet("k", values["kind"])
    yield facet("o", values["online"])
    yield facet("a", values["area"])
    for mark, name in (("i", "interests"), ("s", "skills"), ("b", "awards")):
        yield from (facet(mark, word) for word in values[name])
    yield from (f"x:{word}" for word in offered(values["access"]))
    yield from _when(values)


def _when(values: Mapping[str, Any]) -> Iterator[str]:
    """What limits of price and time are looked up by."""
    if values["cost"] == 0:
        yield FREE
    times = _times(values)
    if not times and values["online"] == "yes":
        yield ANY_TIME
    for number, starts, _ in times:
        yield day(number)
        if starts is not None:
            yield hour(starts // 60)
