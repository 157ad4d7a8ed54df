"""An issuer's queue: what learners ask to have recognised, in their own words."""

from aiohttp import web

from bot.badges.issuing.errors import IssuingError
from bot.badges.issuing.keys import KeyTroubleError
from bot.badges.issuing.orders import Giver
from bot.console.badges import RECOGNITION, giver, givers, name_of, note
from bot.console.guard import RefusedError
from bot.console.keys import VIEWER
from bot.console.model import Role
from bot.console.rendering import render, see_other
from bot.console.routes import Link, route

ISSUERS = frozenset({Role.ISSUER})


async def page(request: web.Request) -> web.StreamResponse:
    """GET /console/recognition"""
    return await _page(request, await giver(request), "")


async def answer(request: web.Request) -> web.StreamResponse:
    """POST /console/recognition/{request}/{answer}: approve, ask or decline."""
    by, asked, deed = await giver(request), request.match_info["request"], request.match_info["answer"]
    said = str((await request.post()).get("said", ""))
    recognition = request.app[RECOGNITION]
    try:
        if deed == "approve":
            await recognition.approve(by, asked)
        elif deed == "ask":
            await recognition.ask_back(by, asked, said)
        elif deed == "decline":
            await recognition.decline(by, asked, said)
        else:
            raise RefusedError(404, "There is nothing at this address.")
    except (IssuingError, KeyTroubleError) as wrong:
        return await _page(request, by, str(wrong), 422)
    await note(request, by, f"recognition: {deed}", f"request {asked}")
    return see_other(f"/recognition?org={name_of(by)}", "sent")


async def _page(request: web.Request, by: Giver, problem: str, status: int = 200) -> web.StreamResponse:
    queue = await request.app[RECOGNITION].queue(by)
    mine = [name_of(one) for one in givers(request[VIEWER])]
    return render(request, "recognition.html", status, queue=queue, problem=problem, org=name_of(by), orgs=mine)


ROUTES = [
    route("GET", "/recognition", page, ISSUERS),
    route("POST", "/recognition/{request}/{answer}", answer, ISSUERS),
]
LINKS = [Link("Recognition", "/recognition", ISSUERS, 32)]
