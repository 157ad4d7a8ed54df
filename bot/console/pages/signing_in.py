"""Signing in and out."""

import math

from aiohttp import hdrs, web

from bot.console.cookies import PATH, address_of, end_session, session_of, set_session
from bot.console.errors import WrongSignInError
from bot.console.keys import DESK, VIEWER
from bot.console.lockout import LockedError
from bot.console.rendering import fields, render, see_other
from bot.console.routes import public, route

WRONG = "That does not fit. Check your address, your password and, if you use one, the code."


async def page(request: web.Request) -> web.StreamResponse:
    """GET /console/sign-in"""
    if request.get(VIEWER) is not None:
        return see_other("/")
    return _form(request)


async def sign_in(request: web.Request) -> web.StreamResponse:
    """POST /console/sign-in. A session is always a new one; that of the cookie that came along ends."""
    sent = await fields(request)
    email, password = sent.get("email", ""), sent.get("password", "")
    agent = request.headers.get(hdrs.USER_AGENT, "")
    try:
        token = await request.app[DESK].sessions.sign_in(
            email, password, sent.get("code", ""), address_of(request), agent, session_of(request)
        )
    except WrongSignInError:
        return _form(request, 403, WRONG, email)
    except LockedError as error:
        seconds = math.ceil(error.retry_after)
        response = _form(request, 429, f"Too many tries. Please wait {_span(seconds)} and try again.", email)
        response.headers[hdrs.RETRY_AFTER] = str(seconds)
        return response
    response = see_other(safe_next(sent.get("next", "")))
    set_session(request, response, token)
    return response


async def sign_out(request: web.Request) -> web.StreamResponse:
    """POST /console/sign-out"""
    await request.app[DESK].sessions.sign_out(request[VIEWER])
    response = see_other("/sign-in", "out")
    end_session(response)
    return response


def safe_next(asked: str) -> str:
    """A page of the console to go on to, below /console; never another site."""
    path = asked.removeprefix(PATH)
    inside = asked.startswith(f"{PATH}/") and "\\" not in asked and not path.startswith("//")
    return path if inside and path.isprintable() and "/sign-" not in path else "/"


def _form(request: web.Request, status: int = 200, problem: str = "", email: str = "") -> web.Response:
    after, elsewhere = request.query.get("next", ""), request.app[DESK].oidc is not None
    return render(request, "sign_in.html", status, problem=problem, email=email, after=after, elsewhere=elsewhere)


def _span(seconds: int) -> str:
    return f"{seconds} seconds" if seconds < 90 else f"{math.ceil(seconds / 60)} minutes"


ROUTES = [
    public("GET", "/sign-in", page),
    public("POST", "/sign-in", sign_in),
    route("POST", "/sign-out", sign_out),
]
