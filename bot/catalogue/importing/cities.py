"""A city's file into the store."""

import asyncio
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bot.catalogue import tables
from bot.catalogue.city import city_from
from bot.catalogue.importing.report import ImportReport, Problem
from bot.store.engine import Store

LARGEST = 5_000_000
"""Bytes of a city file; a real one has a hundredth."""
AS_OF = "dates_as_of"


def read_city(path: Path) -> dict[str, Any]:
    """The JSON object of a city file. ValueError, one sentence, when it is none or makes no sense."""
    if path.stat().st_size > LARGEST:
        raise ValueError(f"larger than {LARGEST:,} bytes")
    try:
        facts = json.loads(path.read_text(encoding="utf-8-sig"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"no JSON: {error}") from error
    except RecursionError as error:
        raise ValueError("no JSON that can be read: too deeply nested") from error
    if not isinstance(facts, dict):
        raise ValueError("the city file is one JSON object")  # noqa: TRY004 - the file is wrong, not the caller
    city_from(facts)
    return facts


def weeks_to_shift(facts: dict[str, Any], today: date) -> int:
    """How many whole weeks the dates of a sample move, so that its present is now and week days stay what they are."""
    as_of = facts.get(AS_OF)
    return (today - date.fromisoformat(as_of)).days // 7 if as_of else 0


def moved(facts: dict[str, Any], today: date) -> dict[str, Any]:
    """The facts with `dates_as_of` as the dates are after their move, so that an export can be read again."""
    weeks = weeks_to_shift(facts, today)
    if not weeks:
        return facts
    return facts | {AS_OF: (date.fromisoformat(facts[AS_OF]) + timedelta(weeks=weeks)).isoformat()}


async def import_city(store: Store, path: Path, *, dry_run: bool = False, today: date) -> ImportReport:
    """Loads a city file. One row: the city."""
    report = ImportReport(path, "city", dry_run=dry_run)
    try:
        facts = moved(await asyncio.to_thread(read_city, path), today)
    except (ValueError, OSError) as error:
        report.rejected = 1
        report.problems.append(Problem(1, path.stem, "", str(error)))
        report.error = f"{path.name}: {error}"
        return report
    await _store(store, facts, report)
    return report


async def _store(store: Store, facts: dict[str, Any], report: ImportReport) -> None:
    async with store.write() as session:
        row = await session.get(tables.CityRow, facts["id"])
        if row is None:
            report.added = 1
            session.add(tables.CityRow(id=facts["id"], name=facts["name"], facts=facts, version=1))
        elif row.facts == facts:
            report.unchanged = 1
        else:
            report.changed = 1
            row.name, row.facts, row.version = facts["name"], facts, row.version + 1
        if report.dry_run:
            await session.rollback()
