"""`waymark doctor`"""

import asyncio

import click

from bot.cli.common import Failure, settings


@click.command("doctor", short_help="Check everything that Waymark needs.")
def command() -> None:
    """Check the Pythons, the model, the store, the ports and the catalogue: one line each. Exit code 1 if one fails."""
    chosen = settings()
    from bot.supervisor.doctor import examine

    async def look() -> int:
        wrong = 0
        async for finding in examine(chosen):
            click.echo(f"{'ok  ' if finding.well else 'FAIL'} {finding.line}")
            wrong += not finding.well
        return wrong

    if wrong := asyncio.run(look()):
        raise Failure(f"{wrong} of these need something done; each line says what.")
