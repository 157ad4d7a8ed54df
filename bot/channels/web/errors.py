"""Every error leaves as {"error": {"code", "message"}}, the framework's own too."""

import asyncio
import logging
from collections.abc import Mapping

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.channels.faults import describe
from bot.channels.web.access import route_of

log = logging.getLogger("waymark.web")

FRAMEWORK = {
    400: ("bad_request", "The request could not be read as HTTP."),
    403: ("forbidden", "This is not allowed."),
    404: ("not_found", "There is nothing at this address."),
    405: ("method_not_allowed", "This address does not take that method."),
    408: ("too_slow", "The request took too long to arrive."),
    413: ("too_large", "A request may have 16 kB at most."),
    415: ("not_json", "Send JSON with the content type application/json."),
    417: ("bad_request", "The request expects something that is not offered here."),
    500: ("broken", "Something went wrong here; please try again in a moment."),
    503: ("busy", "Waymark is busy or closing; please try again in a moment."),
}


class ApiError(Exception):
    """An answer other than the one hoped for. `message` is one plain sentence and quotes nothing that was sent."""

    def __init__(self, status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.headers = headers or {}

    def response(self) -> web.Response:
        body = {"error": {"code": self.code, "message": self.message}}
        return web.json_response(body, status=self.status, headers=self.headers)


def framework_error(status: int, headers: Mapping[str, str] | None = None) -> ApiError:
    code, message = FRAMEWORK.get(status, FRAMEWORK[500 if status >= 500 else 400])
    return ApiError(status, code, message, headers)


def malformed(message: str) -> ApiError:
    return ApiError(422, "malformed", message)


@web.middleware
async def errors_as_json(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except ApiError as error:
        return error.response()
    except web.HTTPException as error:
        if error.status < 400:
            raise
        return framework_error(error.status, _kept(error)).response()
    except (asyncio.CancelledError, ConnectionError):
        raise
    # The last place before the framework's own page, and a log that must not quote the error.
    except Exception as error:  # noqa: BLE001
        log.error("%s %s failed: %s", request.method, route_of(request), describe(error))  # noqa: TRY400
        return framework_error(500).response()


def _kept(error: web.HTTPException) -> dict[str, str]:
    return {"Allow": error.headers["Allow"]} if "Allow" in error.headers else {}
