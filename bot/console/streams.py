"""Server-sent events to a viewer: opened, kept alive, ended when the viewer is no longer welcome."""

import asyncio
import contextlib
import json
import logging
import time
from collections.abc import AsyncIterator

from aiohttp import web

from bot.console.cookies import session_of
from bot.console.guard import RefusedError
from bot.console.keys import CLOSING, DESK

HEADERS = {"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no"}
HEARTBEAT = 15.0
CHECK = 60.0
"""Seconds after which a session is looked at again."""
PATIENCE = 20.0
log = logging.getLogger("waymark.console")


class Events:
    """An open stream to one viewer."""

    def __init__(self, request: web.Request, response: web.StreamResponse) -> None:
        self.response = response
        self._request = request
        self._written = self._checked = time.monotonic()

    async def send(self, name: str, data: object, id: int = 0) -> None:
        mark = f"id: {id}\n" if id else ""
        await self._write(f"{mark}event: {name}\ndata: {json.dumps(data)}\n\n")

    async def is_welcome(self) -> bool:
        """Whether the viewer is still signed in and still reads."""
        now = time.monotonic()
        if self._request.app[CLOSING].is_set():
            return False
        if now - self._written > HEARTBEAT:
            await self._write(": still here\n\n")
        if now - self._checked > CHECK:
            self._checked = now
            return await self._request.app[DESK].sessions.is_open(session_of(self._request))
        return True

    async def _write(self, text: str) -> None:
        async with asyncio.timeout(PATIENCE):
            await self.response.write(text.encode())
        self._written = time.monotonic()


@contextlib.asynccontextmanager
async def opened(request: web.Request) -> AsyncIterator[Events]:
    """A stream that has begun. What breaks ends it, since no page of words can follow its headers."""
    response = web.StreamResponse(headers=HEADERS)
    await response.prepare(request)
    await response.write(b"retry: 2000\n\n")
    try:
        yield Events(request, response)
    except (TimeoutError, ConnectionError, RefusedError):
        pass
    except Exception as error:  # noqa: BLE001 - see above
        log.error("a stream broke: %s", type(error).__name__)  # noqa: TRY400 - its words may quote a learner


async def wait(news: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await news.wait()
