"""A whole city from a folder: its city file and its CSV files, in the order in which they refer to each other."""

import asyncio
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bot.catalogue.importing.cities import import_city, read_city, weeks_to_shift
from bot.catalogue.importing.importer import import_file, no_progress
from bot.catalogue.importing.report import ImportReport
from bot.catalogue.importing.specs import SPECS
from bot.store.engine import Store


async def import_folder(
    store: Store,
    folder: Path,
    *,
    city: str | None = None,
    dry_run: bool = False,
    replace_source: bool = False,
    force: bool = False,
    progress: Callable[[int], None] = no_progress,
    today: date,
) -> list[ImportReport]:
    """Loads `city.json` and every CSV that is there; one report a file.

    Where the city file has `dates_as_of`, all dates move by whole weeks so that this day becomes today. With `city`, a
    folder of another city is refused.
    """
    report = await import_city(store, folder / "city.json", dry_run=dry_run, today=today)
    if report.error:
        return [report]
    facts = await asyncio.to_thread(read_city, folder / "city.json")
    if city is not None and facts["id"] != city:
        report.error = f"{folder.name} is the folder of {facts['id']!r}, not of {city!r}"
        return [report]
    reports = [report]
    for kind in SPECS:
        path = folder / f"{kind}.csv"
        if path.is_file():
            reports.append(
                await import_file(
                    store, "csv", path, city=facts["id"], kind=kind, dry_run=dry_run,
                    replace_source=replace_source, force=force, progress=progress, today=today,
                    weeks=weeks_to_shift(facts, today), facts=facts if dry_run else None,
                )
            )  # fmt: skip
    return reports
