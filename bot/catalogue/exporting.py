"""A city out of the store, as the files that the importer reads."""

import asyncio
import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.catalogue import tables
from bot.catalogue.city import UnknownCityError
from bot.catalogue.formats.waymark_csv import ID_COLUMNS
from bot.catalogue.importing.specs import SPECS, Spec
from bot.store.engine import Store

BATCH = 1000


async def export_csv(store: Store, folder: Path, *, city: str) -> list[Path]:
    """Writes the city's file and one CSV for each kind of thing that it has; returns what was written.

    Everything that an import reads comes out again; what was withdrawn does not. UnknownCityError, OSError.
    """
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    written = [await _export_city(store, folder, city)]
    for spec in SPECS.values():
        path = folder / f"{spec.kind}.csv"
        if await _export(store, path, spec, city):
            written.append(path)
    return written


async def _export_city(store: Store, folder: Path, city: str) -> Path:
    async with store.read() as session:
        row = await session.get(tables.CityRow, city)
    if row is None:
        raise UnknownCityError(f"there is no city {city!r}")
    path = folder / "city.json"
    content = json.dumps(row.facts, ensure_ascii=False, indent=2) + "\n"
    await asyncio.to_thread(path.write_text, content, encoding="utf-8")
    return path


async def _export(store: Store, path: Path, spec: Spec, city: str) -> bool:
    """Writes one file, batch by batch, in the order of the ids. False when there is nothing of this kind."""
    extra = await _extra_columns(store, spec, city)
    header = [ID_COLUMNS.get(spec.kind, "id"), *(field.name for field in spec.fields), *extra]
    last, first = "", True
    while rows := await _batch(store, spec, city, last):
        last = rows[-1]["id"]
        lines = [_line(spec, extra, row) for row in rows]
        await asyncio.to_thread(_write, path, [header, *lines] if first else lines, first)
        first = False
    return not first


async def _batch(store: Store, spec: Spec, city: str, last: str) -> Sequence[Mapping[str, Any]]:
    columns = spec.columns
    query = select(tables.table_of(spec.table)).where(columns.city == city, columns.withdrawn.is_(None))
    async with store.read() as session:
        found = await session.execute(query.where(columns.id > last).order_by(columns.id).limit(BATCH))
        return [dict(row) for row in found.mappings()]


async def _extra_columns(store: Store, spec: Spec, city: str) -> list[str]:
    names: set[str] = set()
    columns = spec.columns
    query = select(columns.extra).where(columns.city == city, columns.withdrawn.is_(None))
    async with store.read() as session:
        async for extra in await session.stream_scalars(query.execution_options(yield_per=BATCH)):
            names.update(extra)
    return sorted(names)


def _line(spec: Spec, extra: Iterable[str], row: Mapping[str, Any]) -> list[str]:
    values = [_value(row, field.name) for field in spec.fields]
    return [row["source_id"], *map(_cell, values), *(row["extra"].get(name, "") for name in extra)]


def _value(row: Mapping[str, Any], name: str) -> Any:
    if name.startswith("riasec_"):
        return row["riasec"].get(name[-1].upper())
    return row[name]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "|".join(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _write(path: Path, lines: Iterable[Sequence[str]], first: bool) -> None:
    with path.open("w" if first else "a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(lines)
