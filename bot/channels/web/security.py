"""Headers that every answer carries, and which other sites may call."""

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

from bot.channels.web.keys import OPTIONS

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
API_POLICY = "default-src 'none'; frame-ancestors 'none'"
API = "/api/"
PREFLIGHT_SECONDS = "600"


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """A signal handler, so that streams and files have them as well."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", API_POLICY)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "no-referrer"
    headers["X-Frame-Options"] = "DENY"
    headers.setdefault("Cache-Control", "no-store")
    headers["Server"] = "waymark"
    if request.path.startswith(API) and request.app[OPTIONS].origins:
        _add_origin(request, response)


def _add_origin(request: web.Request, response: web.StreamResponse) -> None:
    response.headers.add(hdrs.VARY, hdrs.ORIGIN)
    if is_allowed(request):
        response.headers[hdrs.ACCESS_CONTROL_ALLOW_ORIGIN] = request.headers[hdrs.ORIGIN]
        response.headers[hdrs.ACCESS_CONTROL_EXPOSE_HEADERS] = hdrs.RETRY_AFTER


def is_allowed(request: web.Request) -> bool:
    return request.headers.get(hdrs.ORIGIN) in request.app[OPTIONS].origins


@web.middleware
async def preflight(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answers a browser that asks whether another site may call. Never with credentials: the cookie stays at home."""
    asks = request.method == "OPTIONS" and hdrs.ACCESS_CONTROL_REQUEST_METHOD in request.headers
    if not (asks and request.path.startswith(API) and is_allowed(request)):
        return await handler(request)
    headers = {
        hdrs.ACCESS_CONTROL_ALLOW_METHODS: "GET, POST, DELETE",
        hdrs.ACCESS_CONTROL_ALLOW_HEADERS: "Authorization, Content-Type, Last-Event-ID",
        hdrs.ACCESS_CONTROL_MAX_AGE: PREFLIGHT_SECONDS,
    }
    return web.Response(status=204, headers=headers)
