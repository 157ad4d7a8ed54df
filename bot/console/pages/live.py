"""What is new, as it happens: server-sent events for the inbox and for one conversation.

Both tell only that there is news (and, in a conversation, give the new bubbles as the page shows them), so that what a
viewer may see and what is masked is decided in one place: where pages are made. Both tell of worries, by the newest
open flag's number, so that a page sounds once for each.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web
from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat import arrivals
from bot.chat.advising import transcript
from bot.chat.advising.summary import Need
from bot.chat.advising.transcript import Line
from bot.chat.flags import Flag
from bot.chat.model import Handling
from bot.chat.tables import ConversationRow as Row
from bot.chat.tables import FlagRow
from bot.console import masks
from bot.console.desk import READERS, Place, conversation, place, reader
from bot.console.keys import DESK, TEMPLATES, VIEWER, Desk
from bot.console.rendering import wanted, when
from bot.console.routes import background
from bot.console.shared import Shared
from bot.console.streams import Events, opened, wait

LOOK = 2.0
"""Seconds between looks for what other processes did."""
CALM = 0.5
"""Seconds that an inbox is left alone after news, however much there is."""
Sight = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the inbox of some cities looks like from afar: cheap enough to ask for at every piece of news."""

    last: datetime | None
    need: int
    """How many need a person."""
    needs: int | None
    worried: int
    newest: int
    """The newest open worry's number."""


Looks = Shared[tuple[str, ...], Seen]
LOOKS = web.AppKey("looks", Looks)


def looks(desk: Desk) -> Looks:
    """One look for all whose inboxes show the same cities."""

    async def look(cities: tuple[str, ...]) -> Seen:
        async with desk.store.read() as session:
            return Seen(*await _sight(session, cities), *await _worries(session, cities))

    return Shared(look)


async def inbox(request: web.Request) -> web.StreamResponse:
    """GET /console/live: `worry`, and `inbox` when the list may have changed, with how many need a person"""
    desk, cities = request.app[DESK], tuple(sorted(reader(request[VIEWER]).cities))
    async with opened(request) as events:
        seen: Seen | None = None
        with desk.advising.news.subscribe_to_all() as news:
            while await events.is_welcome():
                news.clear()
                now = await request.app[LOOKS].of(cities)
                if seen is None or now.newest != seen.newest:
                    await events.send("worry", {"newest": now.newest})
                if seen is not None and now != seen:
                    await events.send("inbox", {"need": now.need, "worried": now.worried})
                seen = now
                await wait(news, LOOK)
                await asyncio.sleep(CALM)
    return events.response


async def one(request: web.Request) -> web.StreamResponse:
    """GET /console/conversations/{id}/live?after=: `line` for each new bubble, `state` when who answers changes,
    `arrived` when something has reached the learner's screen, `worry`"""
    desk, after = request.app[DESK], _start(request)
    async with desk.store.read() as session:
        row = await conversation(request, session)
    here = await place(request, row.city)
    async with opened(request) as events:
        teller = Teller(request, events, here, after)
        with desk.advising.news.subscribe(row.id) as news:
            while await events.is_welcome():
                news.clear()
                if await teller.tell() is Handling.ERASED:
                    break
                await wait(news, LOOK)
    return events.response


class Teller:
    """Tells one viewer what is new in one conversation, and knows what was told."""

    def __init__(self, request: web.Request, events: Events, here: Place, after: int) -> None:
        self._request = request
        self._events = events
        self._place = here
        self._after = after
        self._reached = 0
        self._state: Sight = ()
        self._worry = -1
        self._known: masks.Mask | None = None

    async def tell(self) -> Handling:
        """Sends what is new; gives who answers."""
        desk, viewer = self._request.app[DESK], self._request[VIEWER]
        async with desk.store.read() as session:
            row = await conversation(self._request, session)
            behind = row.next_seq > self._after + 1
            lines = (await transcript.read(session, row, after=self._after)).lines if behind else ()
            mask = await self._mask(session, row, lines) if lines else masks.Mask()
            others = await desk.advising.presence.others(session, row.id, reader(viewer))
            reached = await arrivals.since(session, row.id, self._reached + 1)
        for line in lines:
            await self._line(line, row, mask)
        await self._told(row, others)
        for seq, at in reached:
            await self._arrived(seq, at)
        await self._worried()
        return Handling(row.handling)

    async def _mask(self, session: AsyncSession, row: Row, lines: Sequence[Line]) -> masks.Mask:
        desk, viewer = self._request.app[DESK], self._request[VIEWER]
        if await masks.is_lifted(session, viewer, row, desk.now()):
            return masks.Mask(is_lifted=True)
        if self._known is None:
            self._known = await masks.of_conversation(session, row, self._place.public)
        self._known = await self._known.having_read(lines)
        return self._known

    async def _line(self, line: Line, row: Row, mask: masks.Mask) -> None:
        self._after, desk = line.row.seq, self._request.app[DESK]
        html = (
            self._request.app[TEMPLATES]
            .get_template("conversation/line.html")
            .render(
                line=line,
                mask=mask,
                zone=self._place.zone,
                names={},
                acts=False,
                row=row,
                fresh=True,
                address=desk.address,
            )
        )
        told = {"seq": self._after, "from": line.row.speaker, "html": html}
        await self._events.send("line", told, self._after)

    async def _told(self, row: Row, others: Sequence[tuple[str, bool]]) -> None:
        state: Sight = (row.handling, row.holder, tuple(others))
        if state != self._state:
            self._state = state
            told = {"handling": row.handling, "holder": row.holder, "others": _said(others)}
            await self._events.send("state", told, self._after)

    async def _worried(self) -> None:
        cities = tuple(sorted(reader(self._request[VIEWER]).cities))
        newest = (await self._request.app[LOOKS].of(cities)).newest
        if newest != self._worry:
            self._worry = newest
            await self._events.send("worry", {"newest": newest})

    async def _arrived(self, seq: int, at: datetime) -> None:
        self._reached = seq
        await self._events.send("arrived", {"seq": seq, "at": when(at, self._place.zone, "%H:%M:%S")})


async def _sight(session: AsyncSession, cities: Sequence[str]) -> tuple[datetime | None, int, int | None]:
    """The last word, how many need a person, and how much they do together."""
    here = Row.city.in_(cities)
    last = await session.scalar(select(func.max(Row.last_word)).where(here))
    asked = select(func.count(), func.sum(Row.need)).where(here, Row.need > Need.NONE)
    needing = (await session.execute(asked)).one()
    return last, needing[0], needing[1]


async def _worries(session: AsyncSession, cities: Sequence[str]) -> tuple[int, int]:
    """How many conversations somebody has to worry about, and the newest open flag's number."""
    open_ones = and_(FlagRow.conversation_id == Row.id, FlagRow.kind == Flag.HARM, FlagRow.resolved.is_(None))
    asked = select(func.count(Row.id.distinct()), func.max(FlagRow.id)).outerjoin(FlagRow, open_ones)
    found = (await session.execute(asked.where(Row.city.in_(cities), Row.need == Need.WORRIED))).one()
    return found[0], found[1] or 0


def _start(request: web.Request) -> int:
    text = request.headers.get("Last-Event-ID") or wanted(request, "after")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _said(others: Sequence[tuple[str, bool]]) -> list[str]:
    return [f"{name} is writing" if writes else f"{name} is here" for name, writes in others]


ROUTES = [
    background("GET", "/live", inbox, READERS),
    background("GET", "/conversations/{id}/live", one, READERS),
]
