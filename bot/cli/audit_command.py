"""`waymark audit`"""

import asyncio

import click

from bot.cli.common import Failure, open_store, settings


@click.group("audit", short_help="Check the record of who did what in the console.")
def command() -> None:
    """The audit: who saw, changed, exported and unmasked what. Its entries form a chain of hashes."""


@command.command()
def verify() -> None:
    """Check the whole chain. Exit code 1 when an entry was changed, removed or slipped in.

    The last hash is printed: whoever notes it elsewhere can tell later that nothing before it was rewritten.
    """
    chosen = settings()
    from bot.console import audit

    async def look() -> audit.Verdict:
        async with open_store(chosen) as store:
            return await audit.verify(store)

    verdict = asyncio.run(look())
    if verdict.wrong is not None:
        raise Failure(f"The audit is broken: entry {verdict.wrong} {verdict.why}.")
    click.echo(f"The audit is whole: {verdict.entries:,} entries, the last hash is {verdict.head}.")
