"""SQL that narrows a city's opportunities to those that pass all hard limits and touch the topics.

The statements are put together as text: they differ with every request, and to build them as expressions takes
longer than the databases need to answer them. Only fixed words stand in the text; what anybody said is bound.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import time
from decimal import Decimal
from math import cos, prod, radians
from typing import Any, Self

from sqlalchemy import Connection, Select, String, cast, select

from bot.catalogue import tables
from bot.catalogue.index import CityIndex
from bot.catalogue.limits import Limits
from bot.catalogue.model import Times
from bot.catalogue.terms import ANY_TIME, FREE, day, facet, hour
from bot.store import raw

OPPORTUNITY = tables.table_of(tables.OpportunityRow).c
KM_PER_DEGREE = 111.2
"""Of latitude; the mean radius of the Earth is 6,371 km."""
GATHERED = 500
"""To meet enough opportunities with the terms along the keys costs PostgreSQL as much as to gather those of a part of
the keys, where their share, times that of the rarest set of terms, times how many opportunities there are, is this."""
ENOUGH = 400
"""With the terms, among which as many as are ranked pass the other limits as a rule."""
READ, MOST_HAVE = 75, 0.5
"""Entries of SQLite's index that are read in the time in which one opportunity's row is looked at; and the share from
which PostgreSQL loses more by looking for a term beside rarer ones than it gains."""
NO_SESSION = "NOT EXISTS (SELECT 1 FROM opportunity_session s WHERE s.key = o.key)"

Needles = Sequence[frozenset[str]]
"""Index terms: one of each set must be there."""


@dataclass(slots=True)
class Look:
    """A query for keys of opportunities while it is put together."""

    sqlite: bool
    source: str = "opportunity o"
    key: str = "o.key"
    """The column to order and part keys by: that of the index where it is looked into, so that the database can walk
    along it."""
    conditions: list[str] = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)

    def bind(self, value: Any) -> str:
        """The placeholder for a value."""
        name = f"v{len(self.values)}"
        self.values[name] = float(value) if self.sqlite and isinstance(value, Decimal) else value
        return f":{name}" if self.sqlite else f"%({name})s"

    def bind_all(self, values: Iterable[Any]) -> str:
        return ", ".join(self.bind(value) for value in values) or "NULL"

    def where(self, *conditions: str) -> Self:
        self.conditions += conditions
        return self

    def keys(self, connection: Connection, most: int) -> list[int]:
        """The first keys; the parts that they are sorted by come first, then the keys themselves.

        They come as one value: with every row that SQLite gives, a thread has to wait for the others.
        """
        order = ", ".join([*self.order, self.key])
        where = " AND ".join(self.conditions)
        rows = f"SELECT o.key AS key FROM {self.source} WHERE {where} ORDER BY {order} LIMIT {most:d}"  # noqa: S608
        together = f"SELECT {'json_group_array' if self.sqlite else 'json_agg'}(key) FROM ({rows}) AS found"  # noqa: S608
        found = raw.value(connection, together, self.values)
        return json.loads(found) if isinstance(found, str) else found or []


def candidates(
    index: CityIndex, limits: Limits, topics: frozenset[str], dialect: str, between: tuple[int, int] | None = None
) -> Look:
    """Keys that pass the limits (distance only roughly: a square) and, with `topics`, have one of these terms.

    With `between`, the first and the last key, they are walked along until there are enough; without, it is a look at
    all of a small city.
    """
    look = Look(dialect == "sqlite")
    needles = _needles(index, limits, topics, look.sqlite)
    if needles:
        look.key = "i.rowid" if look.sqlite else "i.key"
        # To SQLite, CROSS says which comes first: the index, which without statistics it might ask for every row.
        join = "CROSS JOIN" if look.sqlite else "JOIN"
        look.source = f"opportunity_index i {join} opportunity o ON o.key = {look.key}"
        look.where(_holds(look, needles, "i"))
    if between:
        # PostgreSQL does not conclude from one key's limits that the other has them, and might walk along all of it.
        for key in dict.fromkeys((look.key, look.key if look.sqlite else "o.key")):
            look.where(f"{key} >= {between[0]:d}", f"{key} <= {between[1]:d}")
    if needles and not look.sqlite and _is_gathered(index, needles):
        # PostgreSQL knows no word that is not among the commonest, takes it for a common one, and would walk along
        # a million keys to find five: what is no plain key it cannot walk.
        look.key = "i.key + 0"
    _limit(look, index, limits, between is None or bool(needles))
    return look


def walks(index: CityIndex, limits: Limits, topics: frozenset[str], dialect: str, start: int) -> list[Look]:
    """For a large city: never more rows than are needed, in the order of the index, from a start and round to it."""
    parts = [(start, index.last), (index.first, start - 1)]
    needles = _needles(index, limits, topics, dialect == "sqlite")
    if dialect != "sqlite" and needles and _is_gathered(index, needles) and (share := _share(index, needles)):
        parts = [each for part in parts for each in growing(part, int(ENOUGH / share))]
    return [candidates(index, limits, topics, dialect, part) for part in parts if part[0] <= part[1]]


def growing(part: tuple[int, int], size: int) -> Iterator[tuple[int, int]]:
    """The same keys in parts, each twice the one before: what is gathered is gathered at once, so first where enough of
    it should be."""
    first, last = part
    while first <= last:
        yield first, min(first + size - 1, last)
        first, size = first + size, size * 2


def _is_gathered(index: CityIndex, needles: Needles) -> bool:
    """Whether to gather all that have the terms costs less than to meet enough of them along the keys."""
    rarest = min(_share(index, [terms]) for terms in needles)
    return rarest * _share(index, needles) * index.size < GATHERED


def _share(index: CityIndex, needles: Needles) -> float:
    """Of the city's opportunities, about how many have one term of each set, were the sets independent."""
    counts, sample = index.vocabulary.counts, max(index.vocabulary.sample, 1)
    return prod(min(1.0, sum(counts.get(term, 0) for term in terms) / sample) for terms in needles)


def has_terms(look: Look, terms: frozenset[str]) -> str:
    """Whether an opportunity has one of the terms, as a condition."""
    key = "rowid" if look.sqlite else "key"
    return f"o.key IN (SELECT i2.{key} FROM opportunity_index i2 WHERE {_holds(look, [terms], 'i2')})"  # noqa: S608


def _holds(look: Look, needles: Needles, index: str) -> str:
    if look.sqlite:
        return f"{index}.opportunity_index MATCH {look.bind(fts5(needles))}"
    return f"{index}.lexemes @@ CAST({look.bind(tsquery(needles))} AS tsquery)"


def fts5(needles: Needles) -> str:
    """SQLite's full-text query; a term never holds a quotation mark."""
    return " AND ".join("(" + " OR ".join(f'"{term}"' for term in sorted(terms)) + ")" for terms in needles)


def tsquery(needles: Needles) -> str:
    """PostgreSQL's full-text query; a term never holds an apostrophe or a backslash."""
    return " & ".join("(" + " | ".join(f"'{term}'" for term in sorted(terms)) + ")" for terms in needles)


def _needles(index: CityIndex, limits: Limits, topics: frozenset[str], sqlite: bool) -> Needles:
    """What is looked for in the index: the topics and the limits that stand there as facets.

    Price and times are looked at in the rows too: a set of terms that most have is left out where few rows are left.
    """
    found = [*([topics] if topics else []), *_facets(limits)]
    few = _share(index, found) if found else 1.0
    for terms in _checked(limits):
        share = _share(index, [terms])
        if few * READ * (1 - share) >= share if sqlite else share < MOST_HAVE or few**2 * index.size >= GATHERED:
            found.append(terms)
    return found


def _facets(limits: Limits) -> Needles:
    found = list(limits.access)
    if limits.kinds:
        found.append(frozenset(facet("k", kind) for kind in limits.kinds))
    if limits.area is not None:
        found.append(frozenset({facet("a", limits.area)}))
    if limits.online is not None:
        found.append(frozenset({"o:both", "o:yes" if limits.online else "o:no"}))
    return found


def _checked(limits: Limits) -> Iterable[frozenset[str]]:
    if limits.max_cost == 0:
        yield frozenset({FREE})
    if limits.times:
        yield from _when(limits.times)


def _when(times: Times) -> Iterable[frozenset[str]]:
    """Terms of days and of hours: what has both may still have them at different times, which the query itself sees."""
    if times.days:
        yield frozenset({ANY_TIME, *map(day, times.days)})
    if times.earliest or times.latest:
        first = times.earliest.hour if times.earliest else 0
        last = (minutes(times.latest) - 1) // 60 if times.latest else 23
        yield frozenset({ANY_TIME, *map(hour, range(first, last + 1))})


def _limit(look: Look, index: CityIndex, limits: Limits, whole: bool) -> None:
    # Without the plus SQLite would gather all that is still on by its index, and sort it, instead of walking keys.
    walked = "" if whole or not look.sqlite else "+"
    today = look.bind(limits.today.isoformat() if look.sqlite else limits.today)
    look.where(f"{walked}o.city = {look.bind(index.city.id)}", f"{walked}o.last_day >= {today}")
    look.where("o.withdrawn IS NULL", "(o.places IS NULL OR o.places > 0)")
    if limits.age is not None:
        age = look.bind(limits.age)
        look.where(f"(o.age_min IS NULL OR o.age_min <= {age})", f"(o.age_max IS NULL OR o.age_max >= {age})")
    if limits.max_cost is not None:
        look.where(f"o.cost <= {look.bind(limits.max_cost)}")
    if limits.not_kinds:
        look.where(f"o.kind NOT IN ({look.bind_all(limits.not_kinds)})")
    if limits.within_km is not None and limits.centre is not None:
        look.where(_square(look, index, limits))
    if limits.times is not None or limits.not_times is not None:
        look.where(_at_times(look, limits.times, limits.not_times))


def _square(look: Look, index: CityIndex, limits: Limits) -> str:
    """Within the square around the circle; a thing without a position counts as at the centre of its area."""
    assert limits.centre is not None and limits.within_km is not None  # noqa: PT018, S101 - the caller looked
    lat, lon = limits.centre.lat, limits.centre.lon
    up = limits.within_km / KM_PER_DEGREE
    across = up / max(cos(radians(lat)), 0.01)
    near = [
        area.id
        for area in index.areas.values()
        if area.position and abs(area.position.lat - lat) <= up and abs(area.position.lon - lon) <= across
    ]
    lats, lons = (
        f"o.{name} BETWEEN {look.bind(at - half)} AND {look.bind(at + half)}"
        for name, at, half in (("lat", lat, up), ("lon", lon, across))
    )
    return f"(({lats} AND {lons}) OR (o.lat IS NULL AND o.area IN ({look.bind_all(near)})))"


def _at_times(look: Look, times: Times | None, not_times: Times | None) -> str:
    """One regular time that fits. What is online without times can be done at any; of what else has none nobody knows
    when it is, so it only passes where times are ruled out and none are asked for."""
    fits = ["s.key = o.key"]
    if times is not None:
        fits += _within(look, times)
    if not_times is not None:
        fits.append(f"NOT ({' AND '.join(_touches(look, not_times))})")
    one = f"EXISTS (SELECT 1 FROM opportunity_session s WHERE {' AND '.join(fits)})"  # noqa: S608 - fixed words
    return f"({one} OR {NO_SESSION if times is None else f'''(o.online = 'yes' AND {NO_SESSION})'''})"


def _within(look: Look, times: Times) -> list[str]:
    found: list[str] = []
    if times.days:
        found.append(f"s.day IN ({look.bind_all(sorted(times.days))})")
    if times.earliest is not None:
        found.append(f"s.starts >= {look.bind(minutes(times.earliest))}")
    if times.latest is not None:
        found.append(f"s.ends <= {look.bind(minutes(times.latest))}")
    return found


def _touches(look: Look, times: Times) -> list[str]:
    """Whether a session lies in times that are ruled out, in part at least; one without hours does on its day."""
    found: list[str] = []
    if times.days:
        found.append(f"s.day IN ({look.bind_all(sorted(times.days))})")
    if times.earliest is not None:
        found.append(f"(s.ends IS NULL OR s.ends > {look.bind(minutes(times.earliest))})")
    if times.latest is not None:
        found.append(f"(s.starts IS NULL OR s.starts < {look.bind(minutes(times.latest))})")
    return found


def minutes(moment: time) -> int:
    """After midnight."""
    return moment.hour * 60 + moment.minute


def organisations(ids: Sequence[str]) -> Select[Any]:
    """Public ids and names of organisations."""
    columns = tables.table_of(tables.OrganisationRow).c
    return select(columns.id, cast(columns.name, String)).where(columns.id.in_(ids))
