"""Requests that change something are finished even when their client has gone or the server is about to stop."""

import asyncio
from collections.abc import Awaitable

from aiohttp import web


class Changes:
    """The changes that are under way."""

    def __init__(self) -> None:
        self._running: set[asyncio.Future[web.StreamResponse]] = set()

    async def finish(self, change: Awaitable[web.StreamResponse]) -> web.StreamResponse:
        """What the change comes to; it goes on when the caller is cancelled."""
        running = asyncio.ensure_future(change)
        self._running.add(running)
        running.add_done_callback(self._running.discard)
        return await asyncio.shield(running)

    async def settle(self, seconds: float) -> None:
        """Waits until all are done, for `seconds` at most."""
        if self._running:
            await asyncio.wait(self._running, timeout=seconds)
