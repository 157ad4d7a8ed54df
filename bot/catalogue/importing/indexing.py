"""What is worked out of an opportunity when it is stored, so that search need not."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from bot.catalogue.access import offered
from bot.catalogue.importing.references import References
from bot.catalogue.importing.values import session
from bot.catalogue.terms import Indexed, facet, terms

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
    for number, part in enumerate(values["sessions"]):
        regular = session(part)
        starts = regular.starts.hour * 60 + regular.starts.minute
        ends = regular.ends.hour * 60 + regular.ends.minute
        yield {
            "key": key,
            "number": number,
            "day": regular.day,
            "starts": starts,
            "ends": ends if ends > starts else MIDNIGHT,
        }
    single = values["starts"] if values["ends"] in (None, values["starts"]) else None
    if single and not values["sessions"]:
        yield {"key": key, "number": 0, "day": single.weekday(), "starts": None, "ends": None}


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
