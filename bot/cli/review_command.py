"""`waymark review`"""

import asyncio
from pathlib import Path

import click

from bot.cli.common import Failure, open_store, settings


@click.group("review", short_help="Make training examples of what reviewers marked.")
def command() -> None:
    """What comes of reviewing in the console."""


@command.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--city", required=True)
def export(file: Path, city: str) -> None:
    """Write messages that were understood wrongly, with the right intent, as a file in Rasa's format to look through.

    Personal data is masked, and a message that had any is left out; nothing is trained on it by itself.
    """
    chosen = settings()
    from bot.console.training import write_examples

    async def written() -> int:
        async with open_store(chosen) as store:
            return await write_examples(store, city, file)

    try:
        count = asyncio.run(written())
    except OSError as error:
        raise Failure(f"{file} cannot be written: {error.strerror}.") from error
    click.echo(f"{file} has {count} examples. Look through them before they go into data/nlu/.")
