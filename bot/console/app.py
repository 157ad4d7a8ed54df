"""Puts the console together: the routes of all its pages, each behind its guard."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from types import ModuleType

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.console import rendering
from bot.console.chores import Chores
from bot.console.days import Days
from bot.console.dry_runs import DryRuns
from bot.console.guard import RefusedError, guarded
from bot.console.keys import CLOSING, DESK, TEMPLATES, Desk
from bot.console.pages import (
    audit_log,
    awards,
    badges,
    conversation,
    elsewhere,
    employing,
    endorsing,
    following_up,
    gaps,
    glance,
    home,
    inbox,
    introductions,
    live,
    me,
    recognition,
    reviewing,
    rules,
    search,
    signing_in,
    static,
    stepping_in,
    taking_out,
)
from bot.console.rendering import NAVIGATION, render
from bot.console.routes import Link, Route

MODULES: tuple[ModuleType, ...] = (
    static,
    signing_in,
    elsewhere,
    home,
    inbox,
    conversation,
    stepping_in,
    following_up,
    glance,
    gaps,
    live,
    search,
    taking_out,
    rules,
    badges,
    awards,
    recognition,
    reviewing,
    endorsing,
    introductions,
    employing,
    audit_log,
    me,
)
"""Every module with ROUTES; pages of further topics are added here."""
WORDS = {
    404: "There is nothing at this address.",
    405: "This address does not take that.",
    413: "That is too much at once.",
}

log = logging.getLogger("waymark.console")


def routes() -> list[Route]:
    return [route for module in MODULES for route in module.ROUTES]


def links() -> list[Link]:
    found = [link for module in MODULES for link in getattr(module, "LINKS", ())]
    return sorted(found, key=lambda link: link.place)


def build(desk: Desk, chores: bool = True) -> web.Application:
    """The console, to be put under /console of the edge's application. `chores`: whether it works by itself too."""
    app = web.Application(middlewares=[errors_as_pages])
    app[DESK] = desk
    app[TEMPLATES] = rendering.environment()
    app[NAVIGATION] = links()
    app[CLOSING] = asyncio.Event()
    app[glance.COUNTED] = Days(desk)
    app[rules.DRY_RUNS] = DryRuns(desk)
    app[live.LOOKS] = live.looks(desk)
    app.on_shutdown.append(_close)
    if chores:
        app.cleanup_ctx.append(_at_work)
    for route in routes():
        app.router.add_route(route.method, route.path, guarded(route))
    return app


async def _close(app: web.Application) -> None:
    app[CLOSING].set()
    app[rules.DRY_RUNS].close()
    app[glance.COUNTED].close()


async def _at_work(app: web.Application) -> AsyncIterator[None]:
    working = asyncio.create_task(Chores(app[DESK], app[glance.COUNTED]).run())
    yield
    working.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await working


@web.middleware
async def errors_as_pages(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Every refusal is a page in plain words; what broke is logged without what anybody wrote."""
    try:
        return await handler(request)
    except RefusedError as error:
        return refusal(request, error.status, error.message)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        return refusal(request, error.status, WORDS.get(error.status, "That did not work."))
    except (asyncio.CancelledError, ConnectionError):
        raise
    except Exception as error:  # noqa: BLE001 - the last place before the framework's own page
        log.error("%s %s broke: %s", request.method, _route(request), _place(error))  # noqa: TRY400
        return refusal(request, 500, "Something went wrong here. It has been noted; please try again.")


def refusal(request: web.Request, status: int, message: str) -> web.Response:
    return render(request, "refused.html", status, message=message, why=status)


def _route(request: web.Request) -> str:
    resource = request.match_info.route.resource
    return resource.canonical if resource else "(no route)"


def _place(error: BaseException) -> str:
    """The error's kind and the innermost place: its words may quote a learner."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
    return f"{type(error).__name__} at {where}"
