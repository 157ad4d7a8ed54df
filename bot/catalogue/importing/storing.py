"""Batches of prepared rows into the tables: each batch one transaction, whole rows only."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from bot.catalogue import tables
from bot.catalogue.importing.bulk import Bulk
from bot.catalogue.importing.indexing import session_rows
from bot.catalogue.importing.prepare import Prepared, digest
from bot.catalogue.importing.specs import Spec

CITY = tables.table_of(tables.CityRow)
ORGANISATION = tables.table_of(tables.OrganisationRow)
OPPORTUNITY = tables.table_of(tables.OpportunityRow)
SESSION = tables.table_of(tables.SessionRow)


@dataclass(slots=True)
class Sorted:
    """A batch, sorted by what has to be done with each row."""

    added: list[Prepared] = field(default_factory=list)
    changed: list[Prepared] = field(default_factory=list)
    unchanged: list[Prepared] = field(default_factory=list)


async def sort(session: AsyncSession, spec: Spec, batch: Sequence[Prepared]) -> Sorted:
    """Compares the rows with what is stored. A row that had been withdrawn and is back counts as changed."""
    columns = spec.columns
    query = select(columns.id, columns.digest, columns.withdrawn).where(columns.id.in_([row.id for row in batch]))
    stored = {id: None if withdrawn else digest for id, digest, withdrawn in await session.execute(query)}
    result = Sorted()
    for row in batch:
        if row.id not in stored:
            result.added.append(row)
        else:
            (result.unchanged if stored[row.id] == row.digest else result.changed).append(row)
    return result


class Writer:
    """Writes rows of one kind and source for one city."""

    def __init__(self, spec: Spec, city: str, source: str) -> None:
        self._spec = spec
        self._table = tables.table_of(spec.table)
        self._city = city
        self._source = source
        self._key: int | None = None
        self._bulk = Bulk(self._table)
        self._sessions = Bulk(SESSION)

    async def write(self, session: AsyncSession, rows: Sorted) -> None:
        connection = await session.connection()
        if self._table is OPPORTUNITY:
            await self._write_opportunities(session, connection, rows)
            return
        await self._bulk.insert(connection, [self._stored(row) for row in rows.added])
        await self._bulk.update(connection, [self._stored(row) for row in rows.changed], "id")

    def _stored(self, row: Prepared) -> dict[str, Any]:
        shared = {"id": row.id, "city": self._city, "source": self._source, "source_id": row.source_id}
        return {**row.values, **row.indexed, **shared, "digest": row.digest, "withdrawn": None}

    async def _write_opportunities(self, session: AsyncSession, connection: AsyncConnection, rows: Sorted) -> None:
        keys = await self._keys(session, rows)
        added, changed, regular = await asyncio.to_thread(self._indexed, rows, keys)
        await self._bulk.insert(connection, added)
        await self._bulk.update(connection, changed, "id")
        if changed:
            await session.execute(delete(SESSION).where(SESSION.c.key.in_([keys[row.id] for row in rows.changed])))
        await self._sessions.insert(connection, regular)

    def _indexed(self, rows: Sorted, keys: Mapping[str, int]) -> tuple[list[Any], list[Any], list[Any]]:
        """Rows to insert, rows to update, and the regular times of all of them."""
        added, changed = ([self._stored(row) for row in some] for some in (rows.added, rows.changed))
        for row in added:
            row["key"] = keys[row["id"]]
        both = (*rows.added, *rows.changed)
        return added, changed, [times for row in both for times in session_rows(keys[row.id], row.values)]

    async def _keys(self, session: AsyncSession, rows: Sorted) -> dict[str, int]:
        """Keys count up in the order of import, so that they are the same on every database."""
        query = select(OPPORTUNITY.c.id, OPPORTUNITY.c.key).where(
            OPPORTUNITY.c.id.in_([row.id for row in rows.changed])
        )
        keys: dict[str, int] = dict((await session.execute(query)).all()) if rows.changed else {}
        if self._key is None:
            self._key = (await session.execute(select(func.max(OPPORTUNITY.c.key)))).scalar() or 0
        for row in rows.added:
            self._key += 1
            keys[row.id] = self._key
        return keys


async def add_organisations(session: AsyncSession, city: str, source: str, names: Mapping[str, str]) -> None:
    """Organisations that are known by their names alone."""
    rows = [
        {
            "id": f"{city}:org:{source_id}",
            "city": city,
            "source": source,
            "source_id": source_id,
            "digest": digest({"name": name}),
            "name": name,
            "kind": "provider",
            "extra": {},
        }
        for source_id, name in names.items()
    ]
    if rows:
        await session.execute(insert(ORGANISATION), rows)


async def raise_version(session: AsyncSession, city: str) -> None:
    """Tells everybody who keeps something of the city in memory that it changed."""
    await session.execute(update(CITY).where(CITY.c.id == city).values(version=CITY.c.version + 1))
