"""The route table: every address of the console, and which roles it admits.

Pages of a topic are one module with a `ROUTES` list (and `LINKS` for the navigation), named in `MODULES` of
bot/console/app.py. A test walks the whole table with each role and with none.
"""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from aiohttp import web

from bot.console.model import EVERY_ROLE, Role

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
FORM_LIMIT = 64 * 1024
"""Bytes of a form, unless a route takes more."""


@dataclass(frozen=True, slots=True)
class Route:
    method: str
    path: str
    """Below /console."""
    handler: Handler
    roles: frozenset[Role] | None
    """None: no session is needed."""
    limit: int = FORM_LIMIT
    background: bool = False
    """Whether pages call it by themselves: then it does not count as a sign of life of the session."""
    checked: bool = True
    """False only for addresses that another server calls, which proves itself by a signature and no form token."""


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of the navigation."""

    label: str
    path: str
    roles: frozenset[Role]
    place: int = 50
    """Smaller stands further to the left."""


def public(method: str, path: str, handler: Handler, checked: bool = True) -> Route:
    """A route for everybody, signed in or not."""
    return Route(method, path, handler, None, checked=checked)


def background(method: str, path: str, handler: Handler, roles: Iterable[Role]) -> Route:
    """As `route`, for what an open page asks for by itself."""
    return Route(method, path, handler, frozenset(roles), background=True)


def route(
    method: str, path: str, handler: Handler, roles: Iterable[Role] = EVERY_ROLE, limit: int = FORM_LIMIT
) -> Route:
    """A route for those who hold one of the roles somewhere; the handler looks at the city and the organisation."""
    return Route(method, path, handler, frozenset(roles), limit)
