"""What a city lacks: badges that nobody awards, and what young people looked for in vain. Counts that show nobody."""

import asyncio
from dataclasses import dataclass

from aiohttp import web

from bot.catalogue.stock import Stock
from bot.console import charts
from bot.console.desk import READERS, place
from bot.console.keys import DESK, VIEWER, Desk
from bot.console.rendering import render
from bot.console.routes import Link, route

PROVIDERS = 5
"""Organisations that are named for a badge."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A badge that pathways or openings here ask for and that nothing in the city awards."""

    name: str
    asked_by: list[str]
    """Titles of the pathways and openings."""


async def page(request: web.Request) -> web.StreamResponse:
    """GET /console/gaps"""
    desk, cities = request.app[DESK], sorted(request[VIEWER].cities(*READERS))
    found = [await _of_city(request, desk, city) for city in cities]
    return render(request, "gaps.html", cities=[each for each in found if each], fewest=charts.HIDDEN_UNDER)


async def _of_city(request: web.Request, desk: Desk, city: str) -> dict[str, object] | None:
    if await desk.catalogue.city(city) is None:
        return None
    stock = await desk.catalogue.stock(city)
    wanted = [
        (stock.badges[badge].name, await _goal(desk, goal), charts.said(times))
        for badge, goal, times in await desk.pathways.gaps(city)
        if badge in stock.badges
    ]
    sought = [each for each in await desk.pathways.unmet(city) if each.times >= charts.HIDDEN_UNDER]
    return {
        "name": (await place(request, city)).name,
        "missing": await asyncio.to_thread(missing, stock),
        "wanted": wanted,
        "sought": [(each.word, each.kind, each.limit, charts.said(each.times)) for each in sought],
    }


async def _goal(desk: Desk, id: str) -> str:
    goal = await desk.pathways.goal(id)
    return goal.title if goal else ""


def missing(stock: Stock) -> list[Missing]:
    """By name."""
    awarded = {badge for one in stock.awarding.values() for badge in one.awards}
    asked: dict[str, list[str]] = {}
    for pathway in stock.pathways:
        for badge in (id for step in pathway.steps if step.rule != "opening" for id, _ in step.items):
            asked.setdefault(badge, []).append(pathway.title)
    for opening in stock.openings.values():
        for must in opening.badges_must:
            asked.setdefault(must.id, []).append(opening.title)
    nobody = (id for id in asked if id not in awarded and id in stock.badges)
    found = [Missing(stock.badges[id].name, sorted(set(asked[id]))[:PROVIDERS]) for id in nobody]
    return sorted(found, key=lambda each: each.name)


ROUTES = [route("GET", "/gaps", page, READERS)]
LINKS = [Link("Gaps", "/gaps", READERS, 65)]
