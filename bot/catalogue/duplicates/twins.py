"""Which opportunities a person said are the same thing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from bot.catalogue import tables
from bot.catalogue.model import AlsoListed

MOST = 500
"""Ids in one statement."""


def twins(session: Session, city: str) -> Mapping[str, Sequence[AlsoListed]]:
    """By public id, the other listings of the same thing that are not withdrawn; no entry where there is none."""
    row = tables.DuplicateRow
    pairs = session.execute(select(row.first, row.second).where(row.city == city, row.decision == "yes")).all()
    groups = groups_of((first, second) for first, second in pairs)
    listed = _listed(session, sorted({id for group in groups for id in group}))
    found = {}
    for group in groups:
        for id in group:
            if others := [listed[other] for other in sorted(group) if other != id and other in listed]:
                found[id] = others
    return found


def groups_of(pairs: Iterable[tuple[str, str]]) -> list[frozenset[str]]:
    """Pairs put together: of "a is b" and "b is c" comes one group of three."""
    near: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        near[one].add(other)
        near[other].add(one)
    groups: list[frozenset[str]] = []
    left = dict.fromkeys(near)
    while left:
        group, edge = set(), [next(iter(left))]
        while edge:
            id = edge.pop()
            if id not in group:
                group.add(id)
                edge.extend(near[id])
                left.pop(id, None)
        groups.append(frozenset(group))
    return groups


def _listed(session: Session, ids: Sequence[str]) -> dict[str, AlsoListed]:
    row, organisation = tables.OpportunityRow, tables.OrganisationRow
    ours = and_(organisation.city == row.city, organisation.source_id == row.organisation)
    query = select(row.id, row.organisation, organisation.name, row.url).outerjoin(organisation, ours)
    found = {}
    for start in range(0, len(ids), MOST):
        some = query.where(row.id.in_(ids[start : start + MOST]), row.withdrawn.is_(None))
        for id, source_id, name, url in session.execute(some):
            found[id] = AlsoListed(id, name or source_id, url)
    return found
