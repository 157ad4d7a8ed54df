"""One file into the store: streaming, in whole batches, every row accounted for."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot.catalogue.duplicates.service import Duplicates
from bot.catalogue.formats import READERS
from bot.catalogue.formats.rows import UnreadableError
from bot.catalogue.importing.batches import Order
from bot.catalogue.importing.cities import import_city
from bot.catalogue.importing.report import ImportReport
from bot.catalogue.importing.run import Run
from bot.store.engine import Store


def no_progress(rows: int) -> None:
    """For whoever shows none."""


async def import_file(
    store: Store,
    fmt: str,
    path: Path,
    *,
    city: str,
    kind: str | None = None,
    dry_run: bool = False,
    replace_source: bool = False,
    force: bool = False,
    progress: Callable[[int], None] = no_progress,
    today: date,
    source: str | None = None,
    mapped: Path | None = None,
    organisation: str = "",
    weeks: int = 0,
    facts: Mapping[str, Any] | None = None,
) -> ImportReport:
    """Loads one file and reports on every row; never raises for what stands in the file.

    `fmt` is `city` or a name in READERS. `source` names where the rows come from (default: the format and the file's
    name); with `replace_source`, rows of it that are gone are withdrawn, unless that is more than half of them and not
    `force`. `mapped` is a mapping file for a CSV that is not Waymark's; `organisation` stands in where a row names
    none. `weeks` shifts all dates. `progress` is called with the number of rows read so far. `facts` is the city file
    where the city need not be in the store yet: in a dry run.
    """
    if fmt == "city":
        return await import_city(store, path, dry_run=dry_run, today=today)
    report = ImportReport(path, kind or "", dry_run=dry_run)
    if fmt not in READERS:
        report.error = f"{fmt} is no format; there are {', '.join(sorted(READERS))}"
        return report
    order = Order(path, fmt, city, kind, mapped, organisation, weeks)
    run = Run(store, order, source or f"{fmt}:{path.stem}", report, facts)
    try:
        report.credit = order.credit()
        await run.take(progress, replace=replace_source, force=force)
    except (UnreadableError, OSError) as error:
        report.error = f"{path.name}: {error}"
    except SQLAlchemyError as error:
        report.error = f"{path.name}: the store refused ({type(error).__name__}); what was counted before is kept"
    await run.finish()
    if "opportunities" in run.stored:
        found = await Duplicates(store, lambda: datetime.combine(today, time(), UTC)).after_import(city)
        report.duplicates = found.waiting if found else None
    return report
