"""What an employer sees: who is interested, as they chose to be seen, and how many young people come near."""

from aiohttp import web

from bot.console.keys import DESK, VIEWER
from bot.console.model import Role
from bot.console.rendering import render
from bot.console.routes import Link, route

EMPLOYERS = (Role.EMPLOYER,)


async def openings(request: web.Request) -> web.StreamResponse:
    """GET /console/openings"""
    desk, viewer = request.app[DESK], request[VIEWER]
    mine = sorted(viewer.organisations(*EMPLOYERS))
    interested = await desk.openings.for_employer(mine)
    reach = [one for city in sorted(viewer.cities(*EMPLOYERS)) for one in await desk.openings.reach(city, mine)]
    return render(request, "openings.html", interested=interested, reach=reach)


ROUTES = [route("GET", "/openings", openings, EMPLOYERS)]
LINKS = [Link("Openings", "/openings", frozenset(EMPLOYERS), 30)]
