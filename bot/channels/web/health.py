"""For whoever watches over the server, and the API's description."""

import asyncio
from pathlib import Path

from aiohttp import web

from bot.channels.web.keys import HEALTH

DESCRIPTION = Path(__file__).with_name("openapi.json")


async def alive(request: web.Request) -> web.Response:
    """GET /healthz: the process answers."""
    return web.json_response({"status": "alive"})


async def ready(request: web.Request) -> web.Response:
    """GET /readyz: whether a learner who writes now is answered."""
    missing = list(await request.app[HEALTH].missing())
    if not missing:
        return web.json_response({"status": "ready", "missing": []})
    message = f"Not ready yet: {', '.join(missing)} missing."
    return web.json_response({"error": {"code": "not_ready", "message": message}, "missing": missing}, status=503)


async def description(request: web.Request) -> web.Response:
    """GET /api/v1/openapi.json"""
    text = await asyncio.to_thread(DESCRIPTION.read_text, "utf-8")
    return web.Response(text=text, content_type="application/json", headers={"Cache-Control": "no-cache"})
