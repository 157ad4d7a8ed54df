"""The console's front door: on to the first page that the viewer's roles open."""

from aiohttp import web

from bot.console.keys import VIEWER
from bot.console.rendering import NAVIGATION, see_other
from bot.console.routes import route


async def home(request: web.Request) -> web.StreamResponse:
    """GET /console/"""
    viewer = request[VIEWER]
    return see_other(next((link.path for link in request.app[NAVIGATION] if viewer.has(*link.roles)), "/me"))


ROUTES = [route("GET", "", home), route("GET", "/", home)]
