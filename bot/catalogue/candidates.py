"""SQL that narrows a city's opportunities to those that pass all hard limits and touch the topics."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from math import cos, radians
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, cast, column, exists, false, or_, select, table
from sqlalchemy.dialects.postgresql import TSQUERY

from bot.catalogue import tables
from bot.catalogue.index import CityIndex
from bot.catalogue.limits import Limits
from bot.catalogue.model import Times
from bot.catalogue.terms import facet

OPPORTUNITY = tables.table_of(tables.OpportunityRow).c
SESSION = tables.table_of(tables.SessionRow).c
INDEX = table("opportunity_index", column("rowid"), column("key"), column("lexemes"))
KM_PER_DEGREE = 111.2
"""Of latitude; the mean radius of the Earth is 6,371 km."""

Needles = Sequence[frozenset[str]]
"""Index terms: one of each set must be there."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """A query for keys, and the column to order and part them by: that of the index where it is looked into, so that
    the database can walk along it."""

    query: Select[int]
    key: ColumnElement[int]


def candidates(index: CityIndex, limits: Limits, topics: frozenset[str], dialect: str) -> Candidates:
    """Keys that pass the limits (distance only roughly: a square) and, with `topics`, have one of these terms."""
    query = select(OPPORTUNITY.key).where(*_conditions(index, limits))
    needles = [*([topics] if topics else []), *_needles(limits)]
    if not needles:
        return Candidates(query, OPPORTUNITY.key)
    key = _index_key(dialect)
    joined = query.join_from(INDEX, OPPORTUNITY.key.table, OPPORTUNITY.key == key)
    return Candidates(joined.where(_holds(needles, dialect)), key)


def _index_key(dialect: str) -> ColumnElement[int]:
    return INDEX.c.rowid if dialect == "sqlite" else INDEX.c.key


def has_terms(terms: frozenset[str], dialect: str) -> ColumnElement[bool]:
    """Whether an opportunity has one of the terms, as a condition."""
    return OPPORTUNITY.key.in_(select(_index_key(dialect)).where(_holds([terms], dialect)))


def _holds(needles: Needles, dialect: str) -> ColumnElement[bool]:
    if dialect == "sqlite":
        return column("opportunity_index").op("MATCH")(fts5(needles))
    return INDEX.c.lexemes.op("@@")(cast(tsquery(needles), TSQUERY))


def fts5(needles: Needles) -> str:
    """SQLite's full-text query; a term never holds a quotation mark."""
    return " AND ".join("(" + " OR ".join(f'"{term}"' for term in sorted(terms)) + ")" for terms in needles)


def tsquery(needles: Needles) -> str:
    """PostgreSQL's full-text query; a term never holds an apostrophe or a backslash."""
    return " & ".join("(" + " | ".join(f"'{term}'" for term in sorted(terms)) + ")" for terms in needles)


def _needles(limits: Limits) -> list[frozenset[str]]:
    """The limits that stand in the index as facets."""
    found = list(limits.access)
    if limits.kinds:
        found.append(frozenset(facet("k", kind) for kind in limits.kinds))
    if limits.area is not None:
        found.append(frozenset({facet("a", limits.area)}))
    if limits.online is not None:
        found.append(frozenset({"o:both", "o:yes" if limits.online else "o:no"}))
    return found


def _conditions(index: CityIndex, limits: Limits) -> list[ColumnElement[bool]]:
    found = [
        OPPORTUNITY.city == index.city.id,
        OPPORTUNITY.last_day >= limits.today,
        OPPORTUNITY.withdrawn.is_(None),
        or_(OPPORTUNITY.places.is_(None), OPPORTUNITY.places > 0),
    ]
    if limits.age is not None:
        found.append(or_(OPPORTUNITY.age_min.is_(None), OPPORTUNITY.age_min <= limits.age))
        found.append(or_(OPPORTUNITY.age_max.is_(None), OPPORTUNITY.age_max >= limits.age))
    if limits.max_cost is not None:
        found.append(OPPORTUNITY.cost <= limits.max_cost)
    if limits.not_kinds:
        found.append(OPPORTUNITY.kind.not_in(limits.not_kinds))
    if limits.within_km is not None and limits.centre is not None:
        found.append(_square(index, limits))
    if limits.times is not None or limits.not_times is not None:
        found.append(_at_times(limits.times, limits.not_times))
    return found


def _square(index: CityIndex, limits: Limits) -> ColumnElement[bool]:
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
    here = and_(OPPORTUNITY.lat.between(lat - up, lat + up), OPPORTUNITY.lon.between(lon - across, lon + across))
    return or_(here, and_(OPPORTUNITY.lat.is_(None), OPPORTUNITY.area.in_(near) if near else false()))


def _at_times(times: Times | None, not_times: Times | None) -> ColumnElement[bool]:
    """One regular time that fits. What is online without times can be done at any; of what else has none nobody knows
    when it is, so it only passes where times are ruled out and none are asked for."""
    fits: list[ColumnElement[bool]] = [SESSION.key == OPPORTUNITY.key]
    if times is not None:
        fits += _within(times)
    if not_times is not None:
        fits.append(~_touches(not_times))
    no_times = ~exists().where(SESSION.key == OPPORTUNITY.key)
    return or_(exists().where(*fits), no_times if times is None else and_(OPPORTUNITY.online == "yes", no_times))


def _within(times: Times) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if times.days:
        found.append(SESSION.day.in_(sorted(times.days)))
    if times.earliest is not None:
        found.append(SESSION.starts >= minutes(times.earliest))
    if times.latest is not None:
        found.append(SESSION.ends <= minutes(times.latest))
    return found


def _touches(times: Times) -> ColumnElement[bool]:
    """Whether a session lies in times that are ruled out, in part at least; one without hours does on its day."""
    found: list[ColumnElement[bool]] = []
    if times.days:
        found.append(SESSION.day.in_(sorted(times.days)))
    if times.earliest is not None:
        found.append(or_(SESSION.ends.is_(None), SESSION.ends > minutes(times.earliest)))
    if times.latest is not None:
        found.append(or_(SESSION.starts.is_(None), SESSION.starts < minutes(times.latest)))
    return and_(*found)


def minutes(moment: time) -> int:
    """After midnight."""
    return moment.hour * 60 + moment.minute


def organisations(ids: Sequence[str]) -> Select[Any]:
    """Public ids and names of organisations."""
    columns = tables.table_of(tables.OrganisationRow).c
    return select(columns.id, cast(columns.name, String)).where(columns.id.in_(ids))
