"""An issuer's awards: sending a link again, and taking one back."""

from aiohttp import web

from bot.badges.issuing.errors import IssuingError
from bot.badges.issuing.orders import Giver
from bot.console.badges import ISSUING, giver, givers, name_of, note
from bot.console.keys import VIEWER
from bot.console.model import Role
from bot.console.rendering import render, see_other
from bot.console.routes import Link, route

ISSUERS = frozenset({Role.ISSUER})
SHOWN = 200


async def page(request: web.Request) -> web.StreamResponse:
    """GET /console/awards"""
    return await _page(request, await giver(request), "")


async def resend(request: web.Request) -> web.StreamResponse:
    """POST /console/awards/{award}/resend: a new code and link, shown once."""
    by = await giver(request)
    try:
        given = await request.app[ISSUING].resend(by, request.match_info["award"])
    except IssuingError as wrong:
        return await _page(request, by, str(wrong), 422)
    await note(request, by, "claim link sent again", f"award {given.award_id}")
    return render(request, "badge_given.html", given=[(1, "", given)], rejected=[], org=name_of(by))


async def revoke(request: web.Request) -> web.StreamResponse:
    """POST /console/awards/{award}/revoke"""
    by, award = await giver(request), request.match_info["award"]
    try:
        await request.app[ISSUING].revoke(by, award, str((await request.post()).get("reason", "")))
    except IssuingError as wrong:
        return await _page(request, by, str(wrong), 422)
    await note(request, by, "award taken back", f"award {award}")
    return see_other(f"/awards?org={name_of(by)}", "removed")


async def _page(request: web.Request, by: Giver, problem: str, status: int = 200) -> web.StreamResponse:
    awards = await request.app[ISSUING].listed(by, SHOWN)
    mine = [name_of(one) for one in givers(request[VIEWER])]
    return render(request, "awards.html", status, awards=awards, problem=problem, org=name_of(by), orgs=mine)


ROUTES = [
    route("GET", "/awards", page, ISSUERS),
    route("POST", "/awards/{award}/resend", resend, ISSUERS),
    route("POST", "/awards/{award}/revoke", revoke, ISSUERS),
]
LINKS = [Link("Awards", "/awards", ISSUERS, 31)]
