"""`waymark import`"""

import asyncio
import contextlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.common import Failure, open_store, settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.catalogue.importing import ImportReport

SHOWN = 20
"""Rejected rows of a file that are shown; the file of rejected rows has them all."""


@click.command("import", short_help="Load a file or a folder into the catalogue.")
@click.argument("form", metavar="FORMAT")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--city", help="The city that it belongs to.")
@click.option("--kind", help="What it holds, where its name does not say: opportunities, badges, mentors ...")
@click.option("--mapping", type=click.Path(exists=True, path_type=Path), help="How somebody else's CSV becomes ours.")
@click.option("--source", help="What the feed is called, when the file's name changes from time to time.")
@click.option("--organisation", default="", help="Whose rows they are, where a row does not say.")
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.option("--replace-source", is_flag=True, help="Withdraw what this source no longer has.")
@click.option("--force", is_flag=True, help="Withdraw even when that is more than half.")
def command(
    form: str, file: Path, city: str | None, kind: str | None, mapping: Path | None, source: str | None,
    organisation: str, dry_run: bool, replace_source: bool, force: bool,
) -> None:  # fmt: skip
    """Load FILE into the catalogue.

    FORMAT is csv (any of the files of a city, or any CSV with --mapping), folder (a whole city), city, or a format that
    others publish in; docs/importing.md lists them.
    """
    _check(form, city, kind)
    plan = Plan(form, file, city, kind, mapping, source, organisation, dry_run, replace_source, force)
    reports = asyncio.run(_load(plan))
    for report in reports:
        _show(report)
    if errors := [report.error for report in reports if report.error]:
        raise Failure(f"{errors[0]}.")


def _check(form: str, city: str | None, kind: str | None) -> None:
    """UsageError for what no file can make good."""
    from bot.catalogue.formats import READERS
    from bot.catalogue.importing.specs import SPECS

    if form not in {"folder", "city", *READERS}:
        raise click.UsageError(f"{form} is no format; there are city, folder, {', '.join(sorted(READERS))}.")
    if form not in {"folder", "city"} and not city:
        raise click.UsageError("Say which city it is for: --city NAME.")
    if kind and kind not in SPECS:
        raise click.UsageError(f"{kind} is no kind of thing; there are {', '.join(SPECS)}.")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked for on the command line."""

    form: str
    file: Path
    city: str | None
    kind: str | None
    mapping: Path | None
    source: str | None
    organisation: str
    dry_run: bool
    replace_source: bool
    force: bool


async def _load(plan: Plan) -> "Sequence[ImportReport]":
    from bot.catalogue.gazetteer import write_gazetteer
    from bot.catalogue.importing import import_file, import_folder

    today = datetime.now(UTC).date()
    async with open_store(settings()) as store:
        with _progress() as progress:
            if plan.form == "folder":
                reports = await import_folder(
                    store, plan.file, city=plan.city, dry_run=plan.dry_run, replace_source=plan.replace_source,
                    force=plan.force, progress=progress, today=today,
                )  # fmt: skip
            else:
                report = await import_file(
                    store, plan.form, plan.file, city=plan.city or "", kind=plan.kind, dry_run=plan.dry_run,
                    replace_source=plan.replace_source, force=plan.force, progress=progress, today=today,
                    source=plan.source, mapped=plan.mapping, organisation=plan.organisation,
                )  # fmt: skip
                reports = [report]
        if not plan.dry_run:
            # A brain that runs reads the new names at its next message.
            await write_gazetteer(store, settings().gazetteer)
        return reports


@contextlib.contextmanager
def _progress() -> "Iterator[Callable[[int], None]]":
    """Shows how many rows were read, on a terminal."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed:,.0f} rows"), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("import", total=None)
        yield lambda rows: bar.update(task, completed=rows)


def _show(report: "ImportReport") -> None:
    counts = [
        (report.added, "added"),
        (report.changed, "changed"),
        (report.unchanged, "unchanged"),
        (report.withdrawn, "withdrawn"),
        (report.rejected, "rejected"),
    ]
    told = ", ".join(f"{count:,} {name}" for count, name in counts if count)
    if told or report.ok:
        click.echo(f"{report.path.name}: {told or 'nothing in it'}{' (dry run)' if report.dry_run else ''}")
    if report.duplicates != 0:
        count = "maybe" if report.duplicates is None else f"{report.duplicates:,}"
        click.echo(f"  likely duplicates: {count}; see `waymark duplicates`")
    if report.credit and report.rows:
        click.echo(f"  data from: {report.credit}")
    if report.unknown_columns:
        click.echo(f"  kept as extra facts: {', '.join(report.unknown_columns)}")
    for problem in report.problems[:SHOWN]:
        field = f"{problem.field}: " if problem.field else ""
        click.echo(f"  line {problem.line}, {problem.id or 'no id'}: {field}{problem.reason}")
    if report.rejected_file:
        click.echo(f"  rejected rows: {report.rejected_file}")
