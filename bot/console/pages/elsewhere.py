"""Signing in at the city's provider, and being signed out there."""

from aiohttp import hdrs, web

from bot.console.cookies import PATH, is_https, session_of, set_session
from bot.console.errors import WrongSignInError
from bot.console.guard import RefusedError
from bot.console.keys import DESK
from bot.console.oidc import Oidc, OidcError, begun_from
from bot.console.rendering import fields, not_found, see_other
from bot.console.routes import public

COOKIE = "waymark_console_oidc"
LIFE = 600
"""Seconds that a sign-in may take."""
FAILED = "That did not work: the provider did not say who you are. Please try again."
ELSEWHERE = "That sign-in was begun in another place or too long ago. Please begin again at {address}/console/sign-in."
UNKNOWN = "Nobody of that address was added here. The person who runs Waymark in your city can add you."


def _oidc(request: web.Request) -> Oidc:
    oidc = request.app[DESK].oidc
    if oidc is None:
        raise not_found()
    return oidc


async def begin(request: web.Request) -> web.StreamResponse:
    """GET /console/oidc/begin"""
    try:
        address, begun = await _oidc(request).begin()
    except OidcError as error:
        raise RefusedError(502, "The provider cannot be reached right now. Please try again in a moment.") from error
    response = web.Response(status=303, headers={"Location": address})
    response.set_cookie(
        COOKIE,
        begun.sealed(),
        path=f"{PATH}/oidc",
        max_age=LIFE,
        httponly=True,
        samesite="Lax",
        secure=is_https(request),
    )
    return response


async def callback(request: web.Request) -> web.StreamResponse:
    """GET /console/oidc/callback"""
    desk, oidc, begun = request.app[DESK], _oidc(request), request.cookies.get(COOKIE, "")
    if not begun:
        raise RefusedError(403, ELSEWHERE.format(address=desk.address))
    try:
        identity = await oidc.finish(begun_from(begun), request.query)
        agent = request.headers.get(hdrs.USER_AGENT, "")
        token = await desk.sessions.sign_in_elsewhere(
            identity.subject, identity.email, identity.session, agent, session_of(request)
        )
    except OidcError as error:
        raise RefusedError(403, FAILED) from error
    except WrongSignInError as error:
        raise RefusedError(403, UNKNOWN) from error
    response = see_other("/")
    set_session(request, response, token)
    response.del_cookie(COOKIE, path=f"{PATH}/oidc")
    return response


async def logout(request: web.Request) -> web.StreamResponse:
    """POST /console/oidc/logout: called by the provider, which proves itself by the token's signature"""
    try:
        identity = await _oidc(request).logged_out((await fields(request, 8000)).get("logout_token", ""))
    except OidcError as error:
        raise RefusedError(400, "That is no logout token of our provider.") from error
    await request.app[DESK].sessions.end_at_provider(identity.subject, identity.session)
    return web.Response(status=200, headers={"Cache-Control": "no-store"})


ROUTES = [
    public("GET", "/oidc/begin", begin),
    public("GET", "/oidc/callback", callback),
    public("POST", "/oidc/logout", logout, checked=False),
]
