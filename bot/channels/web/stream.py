"""Server-sent events: what is new, as it comes, and what was missed meanwhile.

The format is the "Server-sent events" chapter of the HTML standard. An event's id is the newest sequence number that
its reader has when it arrives, so that `Last-Event-ID` after a break asks for exactly what was missed.
"""

import asyncio
import time
from dataclasses import dataclass
from typing import Any

import orjson
from aiohttp import web

from bot.channels.web.keys import CHAT, CLOSING, WAITS
from bot.channels.web.requests import COOKIE, bearer, owner, whole_number
from bot.channels.web.waiting import news
from bot.chat.model import Handling, View

HEARTBEAT = 15.0
"""Seconds between signs of life: proxies cut a silent connection."""
LOOK = 5.0
"""Seconds after which the state is looked at again, also without news."""
PATIENCE = 20.0
"""Seconds that a reader may leave the connection full before it is closed."""
PAGE = 100
RECONNECT_MILLISECONDS = 2000

HEADERS = {"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no"}


async def stream(request: web.Request) -> web.StreamResponse:
    """GET /api/v1/stream"""
    token = bearer(request) or request.cookies.get(COOKIE, "")
    conversation = await owner(request, token)
    # The header wins: an EventSource that comes back repeats its first address, with an old `after`.
    after = request.headers.get("Last-Event-ID") or request.query.get("after", "0")
    reader = Reader(request, token, conversation.id, whole_number(after, "after"))
    with request.app[WAITS].hold(conversation.id):
        return await reader.follow()


@dataclass(slots=True)
class Reader:
    """One open stream and what its reader knows so far."""

    request: web.Request
    token: str
    conversation: str
    seq: int
    typing: bool = False
    handling: Handling = Handling.GUIDE
    written: float = 0.0

    async def follow(self) -> web.StreamResponse:
        response = web.StreamResponse(headers=HEADERS)
        await response.prepare(self.request)
        try:
            await self._write(response, f"retry: {RECONNECT_MILLISECONDS}\n\n")
            while await self._tell(response):
                await news(self.request.app, self.conversation, self.seq, LOOK)
        except (TimeoutError, ConnectionError):
            _cut(self.request)
        return response

    async def _tell(self, response: web.StreamResponse) -> bool:
        """Sends what is new; False when there is no more to follow."""
        found = await self.request.app[CHAT].open(self.token)
        if found is None:
            return False
        await self._tell_news(response)
        if found.handling is not self.handling:
            self.handling = found.handling
            await self._event(response, "adviser", {"state": str(found.handling)})
        if time.monotonic() - self.written > HEARTBEAT - LOOK:
            await self._write(response, ": still here\n\n")
        return not (found.handling is Handling.ERASED or self.request.app[CLOSING].is_set())

    async def _tell_news(self, response: web.StreamResponse) -> None:
        """Messages stand between the start and the end of typing, as a reader expects them."""
        seen = await self._look()
        if seen.typing:
            await self._tell_typing(response, seen.typing)
        while seen.messages:
            for message in seen.messages:
                self.seq = message.seq
                await self._event(response, "message", message.as_json())
            self.request.app[CHAT].arrived(self.conversation, self.seq)
            seen = await self._look() if len(seen.messages) == PAGE else View(seen.typing, ())
        if not seen.typing:
            await self._tell_typing(response, seen.typing)

    async def _look(self) -> View:
        return await self.request.app[CHAT].view(self.conversation, self.seq, PAGE)

    async def _tell_typing(self, response: web.StreamResponse, typing: bool) -> None:
        if typing != self.typing:
            self.typing = typing
            await self._event(response, "typing", {"typing": typing})

    async def _event(self, response: web.StreamResponse, name: str, data: Any) -> None:
        await self._write(response, f"id: {self.seq}\nevent: {name}\ndata: {orjson.dumps(data).decode()}\n\n")

    async def _write(self, response: web.StreamResponse, text: str) -> None:
        async with asyncio.timeout(PATIENCE):
            await response.write(text.encode())
        self.written = time.monotonic()


def _cut(request: web.Request) -> None:
    """Drops a connection whose reader has gone or does not read, with what still waits in its buffer."""
    if request.transport is not None:
        request.transport.abort()
