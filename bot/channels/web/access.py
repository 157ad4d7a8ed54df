"""One line for each request, without addresses, tokens, texts or query strings."""

import logging

from aiohttp import web
from aiohttp.abc import AbstractAccessLogger

log = logging.getLogger("waymark.access")


class AccessLogger(AbstractAccessLogger):
    """Logs method, route, status and milliseconds."""

    @property
    def enabled(self) -> bool:
        return log.isEnabledFor(logging.INFO)

    def log(self, request: web.BaseRequest, response: web.StreamResponse, time: float) -> None:
        log.info("%s %s %d %.0f ms", request.method, route_of(request), response.status, time * 1000)


def route_of(request: web.BaseRequest) -> str:
    """The address as a pattern, such as `/api/v1/messages/{seq}/feedback`: what stands in it may be a secret."""
    resource = request.match_info.route.resource if isinstance(request, web.Request) else None
    return resource.canonical if resource else "(no route)"
