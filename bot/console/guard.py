"""Stands before every route: session, role, form token. What a handler sees has passed all three."""

from urllib.parse import quote

from aiohttp import web

from bot.console import csrf
from bot.console.cookies import PATH, secret_of, session_of
from bot.console.keys import DESK, VIEWER
from bot.console.model import Viewer
from bot.console.routes import Handler, Route

OPEN_TO_UNFINISHED = frozenset({"/me", "/me/password", "/me/second-factor", "/me/second-factor/confirm", "/sign-out"})
"""What somebody may reach who still has to change a password or to set a second factor."""


class RefusedError(Exception):
    """The page is refused; `message` is said to the viewer."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


def guarded(route: Route) -> Handler:
    """The handler of a route behind its guard."""

    async def handle(came: web.Request) -> web.StreamResponse:
        request = came.clone(client_max_size=route.limit) if came.can_read_body else came
        token, sessions = session_of(request), request.app[DESK].sessions
        viewer = await sessions.viewer(token, active=not route.background) if token else None
        if viewer is not None:
            # Both, since a refusal is shown on the request that came.
            came[VIEWER] = request[VIEWER] = viewer
        if route.roles is not None and viewer is None:
            return _sign_in(request)
        if route.checked and request.method not in csrf.SAFE:
            await _check_form(request)
        if viewer is not None and route.roles is not None:
            if not viewer.has(*route.roles):
                raise RefusedError(403, "Your role does not open this page.")
            if (first := _unfinished(request, viewer)) and route.path not in OPEN_TO_UNFINISHED:
                if route.background:
                    return web.Response(status=204)
                raise web.HTTPSeeOther(f"{PATH}{first}")
        return await route.handler(request)

    return handle


async def _check_form(request: web.Request) -> None:
    if not csrf.is_own(request) or not await csrf.is_meant(request, secret_of(request)):
        raise RefusedError(403, "This form is out of date. Go back, load the page again and send it once more.")


def _unfinished(request: web.Request, viewer: Viewer) -> str | None:
    if viewer.is_vouched_for:
        return None
    if viewer.person.must_change:
        return "/me?first=password"
    if request.app[DESK].second_factor_required and not viewer.person.second_factor:
        return "/me?first=second-factor"
    return None


def _sign_in(request: web.Request) -> web.Response:
    """To the sign-in page and back here afterwards; a form that was sent is lost, so it says so instead."""
    if request.method not in csrf.SAFE:
        raise RefusedError(401, "You are signed out. Sign in and try again.")
    if request.headers.get("HX-Request"):
        return web.Response(status=401, headers={"HX-Redirect": f"{PATH}/sign-in"})
    raise web.HTTPSeeOther(f"{PATH}/sign-in?next={quote(request.path_qs, safe='')}")
