"""An employer vouches for a badge."""

from aiohttp import web

from bot.badges.issuing.errors import IssuingError
from bot.badges.issuing.keys import KeyTroubleError
from bot.badges.issuing.orders import Giver
from bot.console.badges import ISSUING, giver, name_of, note
from bot.console.model import Role
from bot.console.rendering import render, see_other
from bot.console.routes import Link, route

EMPLOYERS = frozenset({Role.EMPLOYER})


async def page(request: web.Request) -> web.StreamResponse:
    """GET /console/endorsing"""
    return await _page(request, await giver(request, Role.EMPLOYER), "")


async def endorse(request: web.Request) -> web.StreamResponse:
    """POST /console/endorsing"""
    by, form = await giver(request, Role.EMPLOYER), await request.post()
    badge = str(form.get("badge", ""))
    try:
        made = await request.app[ISSUING].endorse(by, badge, str(form.get("comment", "")))
    except (IssuingError, KeyTroubleError) as wrong:
        return await _page(request, by, str(wrong), 422)
    await note(request, by, "badge endorsed", f"badge {badge}", endorsement=made.rpartition("/")[2])
    return see_other(f"/endorsing?org={name_of(by)}", "sent")


async def _page(request: web.Request, by: Giver, problem: str, status: int = 200) -> web.StreamResponse:
    badges = await request.app[ISSUING].all_badges(by.city)
    return render(request, "endorsing.html", status, badges=badges, problem=problem, org=name_of(by))


ROUTES = [route("GET", "/endorsing", page, EMPLOYERS), route("POST", "/endorsing", endorse, EMPLOYERS)]
LINKS = [Link("Vouch for a badge", "/endorsing", EMPLOYERS, 33)]
