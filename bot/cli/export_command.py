"""`waymark export`"""

import asyncio
from pathlib import Path

import click

from bot.cli.common import Failure, open_store, settings


@click.command("export", short_help="Write the catalogue to files.")
@click.argument("form", metavar="FORMAT", type=click.Choice(["csv"]))
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--city", required=True, help="Which city's.")
def command(form: str, folder: Path, city: str) -> None:
    """Write everything of a city into DIR, as `waymark import folder DIR` reads it. FORMAT is csv."""
    files = asyncio.run(_export(folder, city))
    for path in files:
        click.echo(str(path))


async def _export(folder: Path, city: str) -> list[Path]:
    from bot.catalogue.exporting import export_csv

    async with open_store(settings()) as store:
        try:
            return list(await export_csv(store, folder, city=city))
        except (LookupError, OSError) as error:
            raise Failure(f"{error}.") from error
