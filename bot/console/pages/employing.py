"""What an employer sees: who is interested, as they chose to be seen, and how many young people come near."""

from aiohttp import web

from bot.catalogue.openings import Opening
from bot.catalogue.stock import Stock
from bot.console import audit
from bot.console.guard import RefusedError
from bot.console.keys import DESK, VIEWER
from bot.console.model import Role
from bot.console.rendering import not_found, plain, render, see_other
from bot.console.routes import Link, route
from bot.openings.wants import Wants, change

EMPLOYERS = (Role.EMPLOYER,)
LISTS = ("badges_must", "badges_nice", "skills_must")


async def openings(request: web.Request) -> web.StreamResponse:
    """GET /console/openings"""
    desk, viewer = request.app[DESK], request[VIEWER]
    mine = sorted(viewer.organisations(*EMPLOYERS))
    interested = await desk.openings.for_employer(mine)
    reach = [one for city in sorted(viewer.cities(*EMPLOYERS)) for one in await desk.openings.reach(city, mine)]
    return render(request, "openings.html", interested=interested, reach=reach)


async def edit(request: web.Request) -> web.StreamResponse:
    """GET /console/openings/{id}: what one opening asks for."""
    opening, stock = await _mine(request)
    skills = {name: id for id, name in stock.skills.items()}
    wanted = {
        "badges_must": [badge.id.rpartition(":")[2] for badge in opening.badges_must],
        "badges_nice": [badge.id.rpartition(":")[2] for badge in opening.badges_nice],
        "skills_must": [skills.get(name, name) for name in opening.skills_must],
    }
    badges = sorted((badge.name, id.rpartition(":")[2]) for id, badge in stock.badges.items())
    names = sorted((name, id) for id, name in stock.skills.items())
    return render(request, "opening_wants.html", opening=opening, wanted=wanted, badges=badges, skills=names)


async def save(request: web.Request) -> web.StreamResponse:
    """POST /console/openings/{id}"""
    opening, stock = await _mine(request)
    desk, viewer, sent = request.app[DESK], request[VIEWER], await request.post()
    chosen = {name: [plain(str(one)) for one in sent.getall(name, ())] for name in LISTS}
    try:
        async with desk.store.write() as session:
            await change(session, stock, opening.id, viewer.organisations(*EMPLOYERS), Wants(**chosen))
            await audit.record(session, desk.now(), viewer.id, "opening.wants", opening.id, opening.city)
    except ValueError:
        raise RefusedError(422, "Choose up to ten of each, from the list.") from None
    return see_other("/openings", "saved")


async def _mine(request: web.Request) -> tuple[Opening, Stock]:
    """The opening of one of the viewer's organisations."""
    desk, viewer = request.app[DESK], request[VIEWER]
    opening = await desk.catalogue.opening(request.match_info["id"])
    if opening is None or opening.organisation_id not in viewer.organisations(*EMPLOYERS):
        raise not_found()
    return opening, await desk.catalogue.stock(opening.city)


ROUTES = [
    route("GET", "/openings", openings, EMPLOYERS),
    route("GET", "/openings/{id}", edit, EMPLOYERS),
    route("POST", "/openings/{id}", save, EMPLOYERS),
]
LINKS = [Link("Openings", "/openings", frozenset(EMPLOYERS), 30)]
