"""A city's opportunities and openings out of the store, batch by batch, with names in place of ids."""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from sqlalchemy import func, select, tuple_

from bot.catalogue import tables
from bot.catalogue.city import City, UnknownCityError, city_from
from bot.catalogue.exports.countries import country_of
from bot.catalogue.importing.references import References, load
from bot.catalogue.importing.specs import SPECS, Spec
from bot.store.engine import Store

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Thing:
    """One row. `fields` has what Waymark CSV has, things that it refers to by name; empty ones are left out."""

    id: str
    """The public id."""
    fields: Mapping[str, Any]
    organisation: Mapping[str, Any]
    """The organisation's `id` (public), `name` and what else is known of it."""
    country: str = ""
    """The city's, in two letters (ISO 3166)."""

    @property
    def urn(self) -> str:
        """The id as other formats keep it."""
        return urn(self.id)


def urn(id: str) -> str:
    """A public id as a URN, which formats/naming.py reads."""
    city, type, source_id = id.split(":", 2)
    return f"urn:waymark:{quote(city)}:{type}:{quote(source_id, safe='')}"


async def load_city(store: Store, city: str) -> City:
    """The city's facts. UnknownCityError."""
    async with store.read() as session:
        row = await session.get(tables.CityRow, city)
    if row is None:
        raise UnknownCityError(f"there is no city {city!r}")
    return city_from(row.facts)


async def count(store: Store, city: str, kind: str) -> int:
    """How many things of a kind are there and not withdrawn."""
    columns = SPECS[kind].columns
    query = select(func.count()).where(columns.city == city, columns.withdrawn.is_(None))
    async with store.read() as session:
        return (await session.execute(query)).scalar_one()


async def things(store: Store, city: City, kind: str) -> AsyncIterator[list[Thing]]:
    """All things of a kind that are not withdrawn, in batches, organisation by organisation."""
    spec = SPECS[kind]
    async with store.read() as session:
        references = await load(session, city)
    last = ("", "")
    while rows := await _batch(store, spec, city.id, last):
        last = (rows[-1]["organisation"], rows[-1]["id"])
        whose = await _organisations(store, city.id, {row["organisation"] for row in rows})
        country = country_of(city.time_zone)
        yield [replace(_thing(spec, references, row, whose), country=country) for row in rows]


async def _batch(store: Store, spec: Spec, city: str, last: tuple[str, str]) -> Sequence[Mapping[str, Any]]:
    columns = spec.columns
    order = (columns.organisation, columns.id)
    query = select(tables.table_of(spec.table)).where(columns.city == city, columns.withdrawn.is_(None))
    query = query.where(tuple_(*order) > last).order_by(*order).limit(BATCH)
    async with store.read() as session:
        return [dict(row) for row in (await session.execute(query)).mappings()]


async def _organisations(store: Store, city: str, ids: Iterable[str]) -> dict[str, Mapping[str, Any]]:
    columns = SPECS["organisations"].columns
    query = select(tables.table_of(tables.OrganisationRow))
    query = query.where(columns.city == city, columns.source_id.in_(list(ids)))
    async with store.read() as session:
        return {row["source_id"]: dict(row) for row in (await session.execute(query)).mappings()}


def _thing(spec: Spec, references: References, row: Mapping[str, Any], whose: Mapping[str, Mapping[str, Any]]) -> Thing:
    fields = {}
    for field in spec.fields:
        value = row[field.name]
        if field.refers and isinstance(value, list):
            value = [references.name(field.refers, each) for each in value]
        elif field.refers and value:
            value = references.name(field.refers, value)
        if value not in (None, "", []):
            fields[field.name] = value
    known = whose.get(row["organisation"], {"id": "", "name": row["organisation"], "summary": "", "url": ""})
    return Thing(row["id"], fields, known)
