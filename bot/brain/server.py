"""The brain's three pages: /turn, /parse and /healthz."""

import logging
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson
from aiohttp import web

from bot.brain.errors import RefusedError, TooLargeError
from bot.brain.request import BODY_LIMIT, read_object, read_text, read_turn

# Rasa takes seconds to import; until then this module answers /healthz without it.
if TYPE_CHECKING:
    from bot.brain.brain import Brain

logger = logging.getLogger("waymark.brain")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Serving:
    """What the pages answer with; the brain is None while the model is being loaded."""

    model: str
    brain: "Brain | None" = None


SERVING = web.AppKey("SERVING", Serving)


def make_app(serving: Serving) -> web.Application:
    app = web.Application(client_max_size=BODY_LIMIT, middlewares=[plain_errors])
    app[SERVING] = serving
    app.add_routes([web.post("/turn", turn), web.post("/parse", parse), web.get("/healthz", healthz)])
    return app


async def turn(request: web.Request) -> web.Response:
    asked = read_turn(await request.read())
    return _answer(await _brain(request).take(asked))


async def parse(request: web.Request) -> web.Response:
    text = read_text(read_object(await request.read()))
    return _answer(await _brain(request).parse(text))


async def healthz(request: web.Request) -> web.Response:
    serving = request.app[SERVING]
    ready = serving.brain is not None
    state = {"status": "ok" if ready else "loading", "model": serving.model, "ready": ready}
    return _answer(state, 200 if ready else 503)


@web.middleware
async def plain_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Every error as `{"error": {"code", "message"}}`; logs hold codes and places, never a learner's words."""
    try:
        return await handler(request)
    except web.HTTPRequestEntityTooLarge:
        return _refusal(TooLargeError(f"A body has at most {BODY_LIMIT} bytes."))
    except web.HTTPException as error:
        return _refusal(RefusedError(error.status, "not_found" if error.status == 404 else "bad_request", error.reason))
    except RefusedError as refused:
        if refused.status >= 500:
            logger.warning("%s: %s (%s)", request.path, refused.code, _cause(refused))
        return _refusal(refused)
    except Exception as error:  # noqa: BLE001 - the last line: one bad turn must not end the others
        # Not the traceback: an error's own text may quote the message.
        logger.error("%s: %s at %s", request.path, type(error).__name__, _place(error))  # noqa: TRY400
        return _refusal(RefusedError(500, "internal", "The brain could not take this turn."))


def _brain(request: web.Request) -> "Brain":
    brain = request.app[SERVING].brain
    if brain is None:
        raise RefusedError(503, "not_ready", "The brain is still loading its model.")
    return brain


def _answer(content: dict[str, Any], status: int = 200) -> web.Response:
    return web.Response(body=orjson.dumps(content), status=status, content_type="application/json")


def _refusal(refused: RefusedError) -> web.Response:
    return _answer({"error": {"code": refused.code, "message": refused.message}}, refused.status)


def _cause(error: BaseException) -> str:
    return type(error.__cause__).__name__ if error.__cause__ else "no cause"


def _place(error: BaseException) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{frame.filename}:{frame.lineno}"
