"""One's own account: password, second factor, sessions."""

import logging

from aiohttp import web
from markupsafe import Markup

from bot.console import second_factor
from bot.console.cookies import end_session
from bot.console.errors import WrongSignInError
from bot.console.keys import DESK, VIEWER
from bot.console.model import EVERY_ROLE
from bot.console.passwords import WeakPasswordError
from bot.console.rendering import fields, render, see_other
from bot.console.routes import Link, route
from bot.console.vault import VaultError

log = logging.getLogger("waymark.console")
FIRST = {
    "password": "Before you go on, choose a password of your own.",
    "second-factor": "Before you go on, set up a second factor: this console shows what young people wrote.",
}


async def page(request: web.Request) -> web.StreamResponse:
    """GET /console/me"""
    return await _page(request, FIRST.get(request.query.get("first", ""), ""))


async def change_password(request: web.Request) -> web.StreamResponse:
    """POST /console/me/password"""
    sent, viewer = await fields(request), request[VIEWER]
    if sent.get("new", "") != sent.get("again", ""):
        return await _page(request, "The two new passwords are not the same.", 422)
    try:
        await request.app[DESK].staff.change_password(
            viewer.id, sent.get("old", ""), sent.get("new", ""), viewer.session
        )
    except WrongSignInError:
        return await _page(request, "The old password is not right.", 403)
    except WeakPasswordError as error:
        return await _page(request, str(error), 422)
    return see_other("/me", "password")


async def new_factor(request: web.Request) -> web.StreamResponse:
    """POST /console/me/second-factor: a secret to put into an app."""
    return _factor(request, second_factor.new_secret(), "")


async def confirm_factor(request: web.Request) -> web.StreamResponse:
    """POST /console/me/second-factor/confirm"""
    sent = await fields(request)
    secret = sent.get("secret", "")
    if len(secret) != 32 or not secret.isalnum() or not secret.isascii():
        return await _page(request, "Please begin again with the second factor.", 422)
    try:
        await request.app[DESK].staff.set_second_factor(request[VIEWER].id, secret, sent.get("code", ""))
    except WrongSignInError:
        return _factor(request, secret, "That code is not right. Codes change every 30 seconds.")
    except VaultError as error:
        log.error("a second factor cannot be kept: %s", error)  # noqa: TRY400
        return await _page(request, "That cannot be kept here right now. The person who runs Waymark can help.", 503)
    return see_other("/me", "factor")


async def end_sessions(request: web.Request) -> web.StreamResponse:
    """POST /console/me/end-sessions"""
    await request.app[DESK].sessions.end_all(request[VIEWER].id)
    response = see_other("/sign-in", "ended")
    end_session(response)
    return response


def _factor(request: web.Request, secret: str, problem: str) -> web.Response:
    drawn = Markup(second_factor.picture(secret, request[VIEWER].person.email))  # noqa: S704 - made here of digits
    status = 422 if problem else 200
    return render(request, "second_factor.html", status, secret=secret, picture=drawn, problem=problem)


async def _page(request: web.Request, problem: str = "", status: int = 200) -> web.Response:
    sessions = await request.app[DESK].sessions.of(request[VIEWER].id)
    return render(request, "me.html", status, problem=problem, sessions=sessions)


ROUTES = [
    route("GET", "/me", page),
    route("POST", "/me/password", change_password),
    route("POST", "/me/second-factor", new_factor),
    route("POST", "/me/second-factor/confirm", confirm_factor),
    route("POST", "/me/end-sessions", end_sessions),
]
LINKS = [Link("Your account", "/me", EVERY_ROLE, 99)]
