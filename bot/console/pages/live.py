"""What is new, as it happens: server-sent events for the inbox and for one conversation.

Both tell only that there is news (and, in a conversation, give the new bubbles as the page shows them), so that what a
viewer may see and what is masked is decided in one place: where pages are made.
"""

import asyncio
import contextlib
import json
import logging
import time
from collections.abc import AsyncIterator, Sequence

from aiohttp import web
from sqlalchemy import func, select

from bot.chat.advising import transcript
from bot.chat.advising.summary import Need
from bot.chat.model import Handling
from bot.chat.tables import ConversationRow as Row
from bot.console import masks
from bot.console.cookies import session_of
from bot.console.desk import READERS, conversation, place, reader
from bot.console.guard import RefusedError
from bot.console.keys import CLOSING, DESK, TEMPLATES, VIEWER
from bot.console.rendering import wanted
from bot.console.routes import background

HEADERS = {"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no"}
LOOK = 2.0
"""Seconds between looks for what other processes did."""
CALM = 0.5
"""Seconds that an inbox is left alone after news, however much there is."""
HEARTBEAT = 15.0
CHECK = 60.0
"""Seconds after which a session is looked at again."""
Sight = tuple[object, ...]
log = logging.getLogger("waymark.console")


async def inbox(request: web.Request) -> web.StreamResponse:
    """GET /console/live: `inbox` when the list may have changed, with how many need a person"""
    desk, who = request.app[DESK], reader(request[VIEWER])
    cities = sorted(who.cities)
    async with _open(request) as events:
        seen: Sight | None = None
        with desk.advising.news.subscribe_to_all() as news:
            while await events.is_welcome():
                news.clear()
                sight, need, worried = await _sight(request, cities)
                if seen is not None and sight != seen:
                    await events.send("inbox", {"need": need, "worried": worried})
                seen = sight
                await _wait(news, LOOK)
                await asyncio.sleep(CALM)
    return events.response


async def one(request: web.Request) -> web.StreamResponse:
    """GET /console/conversations/{id}/live?after=: `line` for each new bubble, `state` when who answers changes"""
    desk, after = request.app[DESK], _start(request)
    async with desk.store.read() as session:
        row = await conversation(request, session)
    here = await place(request, row.city)
    async with _open(request) as events:
        state: Sight | None = None
        with desk.advising.news.subscribe(row.id) as news:
            while await events.is_welcome():
                news.clear()
                async with desk.store.read() as session:
                    row = await conversation(request, session)
                    lines = (await transcript.read(session, row, after=after)).lines if row.next_seq > after + 1 else ()
                    mask = (
                        await masks.for_viewer(session, request[VIEWER], row.id, desk.now()) if lines else masks.plainly
                    )
                    others = await desk.advising.presence.others(session, row.id, reader(request[VIEWER]))
                for line in lines:
                    after = line.row.seq
                    html = (
                        request.app[TEMPLATES]
                        .get_template("conversation/line.html")
                        .render(
                            line=line,
                            mask=mask,
                            zone=here.zone,
                            names={},
                            acts=False,
                            row=row,
                            fresh=True,
                            address=desk.address,
                        )
                    )
                    await events.send("line", {"seq": after, "from": line.row.speaker, "html": html}, after)
                sight: Sight = (row.handling, row.holder, tuple(others))
                if sight != state:
                    await events.send(
                        "state", {"handling": row.handling, "holder": row.holder, "others": _said(others)}, after
                    )
                    state = sight
                if row.handling == Handling.ERASED:
                    break
                await _wait(news, LOOK)
    return events.response


async def _sight(request: web.Request, cities: list[str]) -> tuple[Sight, int, int]:
    """What the inbox looks like from afar: cheap enough to ask for every viewer and every piece of news."""
    here = Row.city.in_(cities)
    async with request.app[DESK].store.read() as session:
        last = await session.scalar(select(func.max(Row.last_word)).where(here))
        needing = (
            await session.execute(
                select(func.count(), func.max(Row.need_since), func.sum(Row.need)).where(here, Row.need > Need.NONE)
            )
        ).one()
        worried = await session.scalar(select(func.count()).where(here, Row.need == Need.WORRIED)) or 0
    return (last, *needing, worried), needing[0], worried


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
        async with asyncio.timeout(20):
            await self.response.write(text.encode())
        self._written = time.monotonic()


@contextlib.asynccontextmanager
async def _open(request: web.Request) -> AsyncIterator[Events]:
    response = web.StreamResponse(headers=HEADERS)
    await response.prepare(request)
    await response.write(b"retry: 2000\n\n")
    try:
        yield Events(request, response)
    except (TimeoutError, ConnectionError, RefusedError):
        pass
    except Exception as error:  # noqa: BLE001 - the headers are sent: a page of words cannot follow them
        log.error("a stream broke: %s", type(error).__name__)  # noqa: TRY400 - its words may quote a learner


async def _wait(news: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await news.wait()


def _start(request: web.Request) -> int:
    text = request.headers.get("Last-Event-ID") or wanted(request, "after")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _said(others: Sequence[tuple[str, bool]]) -> list[str]:
    return [f"{name} is writing" if writes else f"{name} is here" for name, writes in others]


ROUTES = [
    background("GET", "/live", inbox, READERS),
    background("GET", "/conversations/{id}/live", one, READERS),
]
