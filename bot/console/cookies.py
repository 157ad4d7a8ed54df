"""The console's two cookies: a session's, and a visitor's before they sign in."""

import secrets

from aiohttp import web

from bot.console.keys import DESK

SESSION, VISIT = "waymark_console", "waymark_console_visit"
PATH = "/console"
TOKEN_LIMIT = 100


def session_of(request: web.Request) -> str:
    return request.cookies.get(SESSION, "")[:TOKEN_LIMIT]


def secret_of(request: web.Request) -> str:
    """What the form token of this visitor is made from."""
    return session_of(request) or request.cookies.get(VISIT, "")[:TOKEN_LIMIT]


def set_session(request: web.Request, response: web.StreamResponse, token: str) -> None:
    _set(request, response, SESSION, token)
    response.del_cookie(VISIT, path=PATH)


def end_session(response: web.StreamResponse) -> None:
    response.del_cookie(SESSION, path=PATH)


def set_visit(request: web.Request, response: web.StreamResponse, secret: str) -> None:
    _set(request, response, VISIT, secret)


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def _set(request: web.Request, response: web.StreamResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, path=PATH, httponly=True, samesite="Lax", secure=is_https(request))


def is_https(request: web.Request) -> bool:
    forwarded = request.headers.get("X-Forwarded-Proto", "") if request.app[DESK].trust_proxy else ""
    return (forwarded or request.scheme) == "https"


def address_of(request: web.Request) -> str:
    """The address that calls; behind a trusted proxy the last one named, since earlier ones are the client's claim."""
    forwarded = request.headers.get("X-Forwarded-For", "") if request.app[DESK].trust_proxy else ""
    return forwarded.rpartition(",")[2].strip() or request.remote or ""
