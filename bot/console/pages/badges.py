"""An issuer's badges: those there are, making, changing and withdrawing one, and awarding it singly or from a CSV."""

from typing import Any

from aiohttp import web
from aiohttp.web_request import FileField

from bot.badges.issuing.bulk import CHARACTERS, bulk
from bot.badges.issuing.errors import IssuingError, WrongError
from bot.badges.issuing.keys import KeyTroubleError
from bot.badges.issuing.making import LEVELS, BadgeDraft
from bot.badges.issuing.model import Achievement
from bot.badges.issuing.orders import Giver, Order
from bot.console.badges import ISSUING, giver, givers, name_of, note
from bot.console.guard import RefusedError
from bot.console.keys import VIEWER
from bot.console.model import Role
from bot.console.rendering import render, see_other
from bot.console.routes import Link, route

ISSUERS = frozenset({Role.ISSUER})
FIELDS = ("name", "summary", "criteria", "level", "skills")
ORDER = ("email", "reference", "evidence", "issued", "expires")
ROWS = 500
"""Rows of one file: seconds of work, so that the page with the codes comes before any proxy gives up."""
FILE_LIMIT = 4 * CHARACTERS
"""Bytes; a character of UTF-8 has up to four."""


async def page(request: web.Request) -> web.StreamResponse:
    """GET /console/badges"""
    by = await giver(request)
    found = [await request.app[ISSUING].one(by, badge) for badge, _ in await request.app[ISSUING].badges(by)]
    at = request.app[ISSUING].at
    badges = [(badge, at.picture(badge.id).removeprefix(at.base)) for badge in found]
    mine = [name_of(one) for one in givers(request[VIEWER])]
    return render(request, "badges.html", badges=badges, org=name_of(by), orgs=mine)


async def blank(request: web.Request) -> web.StreamResponse:
    """GET /console/badges/new"""
    return await _form(request, await giver(request), {}, "")


async def make(request: web.Request) -> web.StreamResponse:
    """POST /console/badges/new"""
    by, typed = await giver(request), await _typed(request, FIELDS)
    try:
        made = await request.app[ISSUING].make_badge(by, _draft(typed))
    except WrongError as wrong:
        return await _form(request, by, typed, str(wrong), 422)
    await note(request, by, "badge made", f"badge {made}")
    return see_other(f"/badges/{made}?org={name_of(by)}", "saved")


async def as_it_is(request: web.Request) -> web.StreamResponse:
    """GET /console/badges/{badge}/change"""
    by = await giver(request)
    badge = await _mine(request, by)
    typed = {"name": badge.name, "summary": badge.description, "criteria": badge.criteria, "level": badge.level}
    return await _form(request, by, typed | {"skills": ", ".join(skill.name for skill in badge.skills)}, "")


async def change(request: web.Request) -> web.StreamResponse:
    """POST /console/badges/{badge}/change: what was awarded stays as it was issued."""
    by, typed = await giver(request), await _typed(request, FIELDS)
    badge = await _mine(request, by)
    try:
        await request.app[ISSUING].change_badge(by, badge.id, _draft(typed))
    except WrongError as wrong:
        return await _form(request, by, typed, str(wrong), 422)
    await note(request, by, "badge changed", f"badge {badge.id}")
    return see_other(f"/badges/{badge.id}?org={name_of(by)}", "saved")


async def withdraw(request: web.Request) -> web.StreamResponse:
    """POST /console/badges/{badge}/withdraw"""
    by = await giver(request)
    badge = await _mine(request, by)
    await request.app[ISSUING].withdraw_badge(by, badge.id)
    await note(request, by, "badge withdrawn", f"badge {badge.id}")
    return see_other(f"/badges?org={name_of(by)}", "removed")


async def one(request: web.Request) -> web.StreamResponse:
    """GET /console/badges/{badge}"""
    return await _one(request, await giver(request), {}, "")


async def award(request: web.Request) -> web.StreamResponse:
    """POST /console/badges/{badge}/award: the code and link are shown once."""
    by, typed = await giver(request), await _typed(request, ORDER)
    try:
        given = await request.app[ISSUING].give(by, Order(request.match_info["badge"], **typed))
    except (IssuingError, KeyTroubleError) as wrong:
        return await _one(request, by, typed, str(wrong), 422)
    await note(request, by, "award given", f"award {given.award_id}", badge=given.badge)
    return render(request, "badge_given.html", given=[(1, typed["reference"], given)], rejected=[], org=name_of(by))


async def from_file(request: web.Request) -> web.StreamResponse:
    """POST /console/badges/{badge}/bulk: every row is accounted for on the page that follows."""
    by = await giver(request)
    badge = await _mine(request, by)
    try:
        report = await bulk(request.app[ISSUING], by, await _text(request), badge.id, ROWS)
    except (IssuingError, KeyTroubleError) as wrong:
        return await _one(request, by, {}, str(wrong), 422)
    await note(request, by, "awards given from a file", "awards", given=str(len(report.given)))
    return render(request, "badge_given.html", given=report.given, rejected=report.rejected, org=name_of(by))


async def _one(
    request: web.Request, by: Giver, typed: dict[str, str], problem: str, status: int = 200
) -> web.StreamResponse:
    badge = await _mine(request, by)
    at = request.app[ISSUING].at
    picture = at.picture(badge.id).removeprefix(at.base)
    values: dict[str, Any] = {"badge": badge, "picture": picture, "typed": typed, "problem": problem}
    return render(request, "badge.html", status, org=name_of(by), **values)


async def _mine(request: web.Request, by: Giver) -> Achievement:
    try:
        return await request.app[ISSUING].one(by, request.match_info["badge"])
    except IssuingError:
        raise RefusedError(404, "There is no such badge of yours.") from None


async def _form(
    request: web.Request, by: Giver, typed: dict[str, str], problem: str, status: int = 200
) -> web.StreamResponse:
    skills = await request.app[ISSUING].skill_names(by.city)
    values: dict[str, Any] = {"typed": typed, "problem": problem, "skills": skills, "levels": LEVELS}
    values["is_new"] = "badge" not in request.match_info
    return render(request, "badge_new.html", status, org=name_of(by), **values)


def _draft(typed: dict[str, str]) -> BadgeDraft:
    skills = [part.strip() for part in typed["skills"].replace("\n", ",").split(",")]
    return BadgeDraft(typed["name"], typed["summary"], typed["criteria"], skills, typed["level"])


async def _typed(request: web.Request, names: tuple[str, ...]) -> dict[str, str]:
    form = await request.post()
    return {name: str(form.get(name, "")) for name in names}


async def _text(request: web.Request) -> str:
    """The file that was sent, else what was pasted. WrongError when it is no text."""
    form = await request.post()
    sent = form.get("file")
    content = sent.file.read() if isinstance(sent, FileField) else b""
    if not content:
        return str(form.get("rows", ""))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongError("file", "is not in UTF-8; save it as CSV UTF-8") from None


ROUTES = [
    route("GET", "/badges", page, ISSUERS),
    route("GET", "/badges/new", blank, ISSUERS),
    route("POST", "/badges/new", make, ISSUERS),
    route("GET", "/badges/{badge}", one, ISSUERS),
    route("GET", "/badges/{badge}/change", as_it_is, ISSUERS),
    route("POST", "/badges/{badge}/change", change, ISSUERS),
    route("POST", "/badges/{badge}/withdraw", withdraw, ISSUERS),
    route("POST", "/badges/{badge}/award", award, ISSUERS),
    route("POST", "/badges/{badge}/bulk", from_file, ISSUERS, FILE_LIMIT),
]
LINKS = [Link("Badges", "/badges", ISSUERS, 30)]
