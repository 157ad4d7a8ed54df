"""`waymark export`"""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.cli.common import Failure, open_store, settings

FORMS = ("csv", "schema-org", "open-referral", "xcri", "ical")


@click.command("export", short_help="Write the catalogue to files.")
@click.argument("form", metavar="FORMAT", type=click.Choice(FORMS))
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--city", required=True, help="Which city's.")
@click.option("--id", "item", default="", help="With ical: only this opportunity, by its public id.")
def command(form: str, path: Path, city: str, item: str) -> None:
    """Write a city's catalogue.

    FORMAT csv writes everything into the folder PATH, as `waymark import folder` reads it. The others write the
    opportunities into the file PATH: schema-org (JSON-LD, openings too), open-referral (Open Referral UK 3), xcri
    (XCRI-CAP 1.2), ical (the regular times and dates, for calendars).
    """
    for line in asyncio.run(_export(form, path, city, item)):
        click.echo(line)


async def _export(form: str, path: Path, city: str, item: str) -> list[str]:
    from bot.catalogue.exporting import export_csv
    from bot.catalogue.exports import export_calendar, export_file

    now = datetime.now(UTC)
    async with open_store(settings()) as store:
        try:
            if form == "csv":
                return [str(file) for file in await export_csv(store, path, city=city)]
            if form == "ical":
                done = await export_calendar(store, path, city=city, now=now, item=item)
            else:
                done = await export_file(store, form, path, city=city, now=now)
        except (LookupError, OSError) as error:
            raise Failure(f"{error}.") from error
    return [f"{done.path}: {done.things:,} written"]
