"""`waymark search`"""

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from bot.cli.common import no_city, open_store, settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from bot.catalogue.model import Found, Loosened, Match, Opportunity, Request


@click.command("search", short_help="Search the catalogue as the guide does.")
@click.argument("text")
@click.option("--city", help="Which city's (default: WAYMARK_CITY).")
@click.option("--age", type=click.IntRange(5, 120), help="The learner's age.")
@click.option("--limit", type=click.IntRange(1, 20), default=3, show_default=True, help="How many to show.")
def command(text: str, city: str | None, age: int | None, limit: int) -> None:
    """Search the catalogue for TEXT, such as "free art stuff saturdays", and show what fits and why."""
    from rich.console import Console

    request, found, place = asyncio.run(_search(text, city or settings().city, age, limit))
    console = Console(highlight=False, markup=False)
    if found.matches:
        if found.nearest:
            console.print("Nothing is just about that. These come nearest:")
        console.print(_table(found.matches))
        console.print(f"{len(found.matches)} of {found.total} that fit.")
        return
    for loosened in found.loosened:
        console.print(_instead(request, loosened, place))
        console.print(_table(loosened.matches))
    if not found.loosened:
        console.print("Nothing fits.")


async def _search(text: str, city: str, age: int | None, limit: int) -> "tuple[Request, Found, str]":
    """What was asked for, what was found, and what the city calls the place that was asked for."""
    from bot.catalogue.city import UnknownCityError
    from bot.catalogue.model import Seeker
    from bot.catalogue.service import Catalogue
    from bot.catalogue.vectors import similarity

    async with open_store(settings()) as store:
        try:
            catalogue = Catalogue(store, similarity=similarity(store))
            await catalogue.prepare(city)
            request = replace(await catalogue.request(city, text), limit=limit)
            area = await catalogue.area(city, request.area or "")
            return request, await catalogue.search(Seeker(city, age), request), area.name if area else ""
        except UnknownCityError:
            raise no_city(city) from None


def _instead(request: "Request", loosened: "Loosened", place: str) -> str:
    from bot import words
    from bot.catalogue.near_misses import what_instead

    said = words.load()
    return said.say("near_misses.but", **what_instead(said, request, loosened, place))


def _table(matches: "Sequence[Match]") -> "Table":
    from rich.table import Table

    from bot import words

    said = words.load()
    table = Table("What", "Who", "Where", "Cost", "Ages", "Why", show_lines=True)
    for match in matches:
        one = match.opportunity
        facts = (said.say(f"why.{reason.name}", value=reason.value) for reason in match.reasons)
        table.add_row(
            one.title,
            one.organisation,
            one.area_name or one.area,
            _cost(one),
            _ages(one),
            ", ".join(dict.fromkeys(facts)),
        )
    return table


def _cost(one: "Opportunity") -> str:
    if one.cost is None:
        return "?"
    return f"{one.cost:.2f} {one.currency}".strip() if one.cost else "free"


def _ages(one: "Opportunity") -> str:
    return f"{'' if one.age_min is None else one.age_min}-{'' if one.age_max is None else one.age_max}"
