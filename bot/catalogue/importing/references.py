"""What the rows of a file may name: the things of the city by id, by name and by alternative label."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue import tables
from bot.catalogue.city import City
from bot.language.words import fold
from bot.store.base import Base

NAMED: Mapping[str, type[Base]] = {
    "organisations": tables.OrganisationRow,
    "interests": tables.InterestRow,
    "skills": tables.SkillRow,
    "occupations": tables.OccupationRow,
    "badges": tables.BadgeRow,
}
WHERE = ("area", "address", "postcode", "lat", "lon")
LABELLED = frozenset({"interests", "skills", "occupations"})


class References:
    """Resolves words to source ids, one map for each kind of thing."""

    def __init__(self) -> None:
        self._known: dict[str, dict[str, str]] = {}
        self.names: dict[str, dict[str, str]] = {}
        """Names by source id, for each kind of thing."""
        self.venues: dict[str, Mapping[str, Any]] = {}
        """Where venues are (area, address, postcode, lat, lon), by each id that their provider has for them."""

    def add(self, kind: str, source_id: str, names: Iterable[str]) -> None:
        """A thing with its names, the first being the one that is shown. An id or name that is taken stays as it is."""
        known = self._known.setdefault(kind, {})
        known[source_id.lower()] = source_id
        first = ""
        for name in names:
            first = first or name
            known.setdefault(_bare(name), source_id)
        self.names.setdefault(kind, {}).setdefault(source_id, first or source_id)

    def resolve(self, kind: str, word: str) -> str | None:
        """The source id of what is called so, None when there is nothing."""
        known: Mapping[str, str] = self._known.get(kind, {})
        return known.get(word.lower()) or known.get(_bare(word))

    def name(self, kind: str, source_id: str) -> str:
        """What it is called; an unknown one is called as it is written."""
        return self.names.get(kind, {}).get(source_id, source_id)


def _bare(name: str) -> str:
    return " ".join(fold(name).split())


async def load(session: AsyncSession, city: City, into: References | None = None) -> References:
    """All that rows of this city may refer to. Names go before labels, so that a label never hides a name."""
    references = into or References()
    for area in city.areas:
        references.add("areas", area.id, (area.name, *area.aliases))
    for kind, table in NAMED.items():
        await _load(session, references, city.id, kind, table)
    references.venues = await _venues(session, city.id)
    return references


async def _venues(session: AsyncSession, city: str) -> dict[str, Mapping[str, Any]]:
    columns = tables.table_of(tables.OrganisationRow).c
    place = (columns.area, columns.address, columns.postcode, columns.lat, columns.lon)
    query = select(columns.source_id, columns.extra, *place).where(columns.city == city, columns.kind == "venue")
    found: dict[str, Mapping[str, Any]] = {}
    for source_id, extra, *where in (await session.execute(query)).all():
        known = dict(zip(WHERE, where, strict=True))
        found |= {id: known for id in (source_id, extra.get("reference_id")) if id}
    return found


async def _load(session: AsyncSession, references: References, city: str, kind: str, table: type[Base]) -> None:
    columns: Any = tables.table_of(table).c
    rows = (await session.execute(select(columns.source_id, columns.name).where(columns.city == city))).all()
    for source_id, name in rows:
        references.add(kind, source_id, (name,))
    if kind in LABELLED:
        query = select(columns.source_id, columns.name, columns.labels).where(columns.city == city)
        for source_id, name, labels in (await session.execute(query)).all():
            references.add(kind, source_id, (name, *labels))
