"""The city's page, the widget and their files."""

import asyncio
import hashlib
import html
import re
from pathlib import Path

from aiohttp import web

from bot.channels.web.bundle import bundle
from bot.channels.web.errors import framework_error
from bot.channels.web.keys import CITY_NAME, OPTIONS
from bot.channels.web.security import PAGE_POLICY

SHORT = "public, max-age=300"
"""The widget's address never changes, so browsers ask again after five minutes; the ETag makes that cheap."""
TYPES = {
    "css": "text/css; charset=utf-8",
    "ico": "image/x-icon",
    "js": "text/javascript; charset=utf-8",
    "png": "image/png",
    "svg": "image/svg+xml",
    "woff2": "font/woff2",
}
NAME = re.compile(rf"[a-z0-9][a-z0-9-]*(\.[a-z0-9-]+)*\.({'|'.join(TYPES)})")


async def page(request: web.Request) -> web.Response:
    """GET /: widget/page.html with the city's name and id in it."""
    options = request.app[OPTIONS]
    source = await asyncio.to_thread((options.widget / "page.html").read_text, "utf-8")
    name = await request.app[CITY_NAME]()
    filled = source.replace("{{city_name}}", html.escape(name)).replace("{{city}}", html.escape(options.city))
    headers = {"Content-Security-Policy": PAGE_POLICY, "Cache-Control": "no-cache"}
    return web.Response(text=filled, content_type="text/html", headers=headers)


async def widget(request: web.Request) -> web.Response:
    """GET /widget.js: the widget's modules as one script, compressed where the browser takes that."""
    options = request.app[OPTIONS]
    text = await asyncio.to_thread(bundle, options.widget / "src", telegram=options.telegram is not None)
    tag = hashlib.sha256(text.encode()).hexdigest()
    # Any site may include the script; what it may call is another question (WAYMARK_WIDGET_ORIGINS).
    headers = {"Cache-Control": SHORT, "Cross-Origin-Resource-Policy": "cross-origin", "Vary": "Accept-Encoding"}
    known = any(one.value in (tag, "*") for one in request.if_none_match or ())
    response = web.Response(status=304 if known else 200, headers=headers)
    response.etag = tag
    if not known:
        response.content_type, response.charset = "text/javascript", "utf-8"
        response.text = text
        response.enable_compression()
    return response


async def static(request: web.Request) -> web.StreamResponse:
    """GET /static/{name}: a file of widget/static, by its plain name."""
    name = request.match_info["name"]
    response = await _file(request.app[OPTIONS].widget / "static" / name) if NAME.fullmatch(name) else None
    if response is None:
        raise framework_error(404)
    return response


async def _file(path: Path) -> web.FileResponse | None:
    """The file with an ETag; aiohttp answers If-None-Match by itself."""
    if not await asyncio.to_thread(path.is_file):
        return None
    return web.FileResponse(path, headers={"Cache-Control": SHORT, "Content-Type": TYPES[path.suffix[1:]]})
