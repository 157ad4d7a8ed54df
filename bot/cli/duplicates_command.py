"""`waymark duplicates`"""

import asyncio
from typing import TYPE_CHECKING, TypeVar

import click

from bot.cli.common import Failure, no_city, open_store, settings

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence

    from bot.catalogue.duplicates.service import Duplicate, Duplicates

SHOWN = 50
Result = TypeVar("Result")


@click.group("duplicates", invoke_without_command=True, short_help="Things that are listed twice.")
@click.option("--city", help="Which city's (default: WAYMARK_CITY).")
@click.pass_context
def command(context: click.Context, city: str | None) -> None:
    """Find what is listed twice, see why it looks so, and say whether it is. Nothing is merged without a yes.

    Without a command: looks for them and shows them.
    """
    if context.invoked_subcommand is None:
        here = city or settings().city
        _scan(here)
        _list(here, "")


@command.command("scan", short_help="Look for them.")
@click.option("--city", required=True)
def scan(city: str) -> None:
    """Compare everything that is on offer; imports into small cities do so by themselves."""
    _scan(city)


@command.command("list", short_help="Show them with the evidence.")
@click.option("--city", required=True)
@click.option("--decided", type=click.Choice(["yes", "no"]), help="Those that were decided so.")
def listed(city: str, decided: str | None) -> None:
    """Show the pairs that wait for a yes or no, most likely first."""
    _list(city, decided or "")


def _scan(city: str) -> None:
    found = _run(city, lambda duplicates: duplicates.scan(city))
    click.echo(f"{found.new:,} new, {found.waiting:,} waiting for a yes or no")


def _list(city: str, decided: str) -> None:
    pairs: Sequence[Duplicate] = _run(city, lambda duplicates: duplicates.pairs(city, decided))
    for pair in pairs[:SHOWN]:
        click.echo(f"{pair.pair}  {pair.score:.0%}  {pair.first}  {pair.second}")
        for name, told in pair.evidence.items():
            click.echo(f"    {name}: {told}")
    more = len(pairs) - SHOWN
    click.echo(f"and {more:,} more" if more > 0 else f"{len(pairs):,} in all")


@command.command("yes", short_help="Both are the same thing.")
@click.argument("pair")
@click.option("--city", required=True)
def yes(pair: str, city: str) -> None:
    """Say that both of PAIR are the same thing; learners then see one card with both sources."""
    _decide(city, pair, same=True)


@command.command("no", short_help="They are two things.")
@click.argument("pair")
@click.option("--city", required=True)
def no(pair: str, city: str) -> None:
    """Say that PAIR are two things; it is not asked again."""
    _decide(city, pair, same=False)


def _decide(city: str, pair: str, *, same: bool) -> None:
    from bot.catalogue.duplicates.service import UnknownPairError

    try:
        found = _run(city, lambda duplicates: duplicates.decide(city, pair, same=same))
    except UnknownPairError:
        raise Failure(
            f"There is no pair {pair} in {city}; `waymark duplicates list --city {city}` shows them."
        ) from None
    click.echo(f"{found.first} and {found.second} are {'one thing' if same else 'two things'}")


def _run(city: str, work: "Callable[[Duplicates], Coroutine[None, None, Result]]") -> "Result":
    from bot.catalogue.city import UnknownCityError

    try:
        return asyncio.run(_with_store(work))
    except UnknownCityError:
        raise no_city(city) from None


async def _with_store(work: "Callable[[Duplicates], Coroutine[None, None, Result]]") -> "Result":
    from bot.catalogue.duplicates.service import Duplicates

    async with open_store(settings()) as store:
        return await work(Duplicates(store))
