"""The console's own files: styles, scripts, icons."""

import asyncio
import re

from aiohttp import web

from bot.console.guard import RefusedError
from bot.console.rendering import FOLDER
from bot.console.routes import public

TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}
NAME = re.compile(rf"[a-z][a-z0-9-]*(\.min)?\.({'|'.join(TYPES)})")


async def file(request: web.Request) -> web.StreamResponse:
    """GET /console/static/{name}"""
    name = request.match_info["name"]
    path = FOLDER / "static" / name
    if not NAME.fullmatch(name) or not await asyncio.to_thread(path.is_file):
        raise RefusedError(404, "There is nothing at this address.")
    headers = {"Cache-Control": "public, max-age=300", "Content-Type": TYPES[path.suffix[1:]]}
    return web.FileResponse(path, headers=headers)


ROUTES = [public("GET", "/static/{name}", file)]
