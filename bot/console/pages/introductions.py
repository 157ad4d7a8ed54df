"""Introductions to mentors: what waits for an adviser, and the page behind a mentor's link."""

from collections.abc import Collection

from aiohttp import web

from bot.console import audit
from bot.console.guard import RefusedError
from bot.console.keys import DESK, VIEWER, Desk
from bot.console.mail import NoMail
from bot.console.model import DESK as ADVISERS
from bot.console.rendering import fields, not_found, render, see_other
from bot.console.routes import Link, public, route
from bot.mentors.model import OutOfTurnError, State
from bot.mentors.service import NoSuchIntroductionError

SUBJECT = "A young person would like to ask you something"
LETTER = """Hello,

somebody in the city would like to ask you about your work. The careers team has looked at the question first.

Read it here, and say yes with some times, or no: {link}

The link is yours alone, so please don't pass it on. You share no number and no address, and neither do they.
"""
GONE = RefusedError(404, "This link is not good any more. Ask the careers team of the city for another.")
SHOWN = (State.APPROVED, State.ACCEPTED, State.FIXED)


async def queue(request: web.Request) -> web.StreamResponse:
    """GET /console/introductions"""
    service, cities = request.app[DESK].introductions, request[VIEWER].cities(*ADVISERS)
    waiting = await service.waiting(cities)
    rest = [one for state in SHOWN for one in await service.waiting(cities, state)]
    contacts = {one.id: await service.contact(one.id, cities) for one in rest}
    return render(request, "introductions.html", waiting=waiting, rest=rest, contacts=contacts)


async def decide(request: web.Request) -> web.StreamResponse:
    """POST /console/introductions/{id}: approve or refuse."""
    sent, desk, viewer = await fields(request), request.app[DESK], request[VIEWER]
    service, id = request.app[DESK].introductions, request.match_info["id"]
    approves = sent.get("do") == "approve"
    change, action = (service.approve, "approved") if approves else (service.refuse, "refused")
    try:
        async with desk.store.write() as session:
            city = await change(session, id, viewer.cities(*ADVISERS), viewer.id)
            await audit.record(session, desk.now(), viewer.id, action, f"introduction {id}", city)
    except NoSuchIntroductionError:
        raise not_found() from None
    except OutOfTurnError:
        raise RefusedError(409, "Somebody decided about this one meanwhile.") from None
    if sent.get("do") == "approve" and await mailed(desk, id, viewer.cities(*ADVISERS)):
        return see_other("/introductions", "mailed")
    return see_other("/introductions", "saved")


async def mailed(desk: Desk, id: str, cities: Collection[str]) -> bool:
    """Sends the mentor their link, where mail is set up and they gave an address; else an adviser sends it."""
    contact = await desk.introductions.contact(id, cities)
    if not contact.email or isinstance(desk.mailer, NoMail):
        return False
    return await desk.mailer.send([contact.email], SUBJECT, LETTER.format(link=contact.link))


async def invitation(request: web.Request) -> web.StreamResponse:
    """GET /console/meet/{link}: what a young person would like to ask, for the mentor who has the link."""
    return await _invitation(request)


async def reply(request: web.Request) -> web.StreamResponse:
    """POST /console/meet/{link}: the mentor accepts with times, or declines."""
    sent, link, service = await fields(request), request.match_info["link"], request.app[DESK].introductions
    try:
        if sent.get("do") == "accept":
            await service.accept(link, sent.get("times", ""))
        else:
            await service.decline(link)
    except NoSuchIntroductionError:
        raise GONE from None
    except OutOfTurnError:
        return await _invitation(request, "You have answered already.", 409)
    except ValueError:
        return await _invitation(request, "Please give one to five times, one a line, and no way to reach you.", 422)
    return see_other(f"/meet/{link}", "sent")


async def _invitation(request: web.Request, problem: str = "", status: int = 200) -> web.Response:
    try:
        one = await request.app[DESK].introductions.by_link(request.match_info["link"])
    except NoSuchIntroductionError:
        raise GONE from None
    return render(request, "meet.html", status, one=one, problem=problem, link=request.match_info["link"])


ROUTES = [
    route("GET", "/introductions", queue, ADVISERS),
    route("POST", "/introductions/{id}", decide, ADVISERS),
    public("GET", "/meet/{link}", invitation),
    public("POST", "/meet/{link}", reply),
]
LINKS = [Link("Introductions", "/introductions", ADVISERS, 40)]
