"""Stepping into a conversation: take over, write, show opportunities, hand back; who is here; drafts."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from aiohttp import web

from bot.catalogue.model import Opportunity, Request, Seeker
from bot.chat.advising.model import Adviser
from bot.console import audit
from bot.console.desk import CHAT_ERRORS, READERS, adviser, conversation, reader, refused
from bot.console.guard import RefusedError
from bot.console.keys import DESK, VIEWER
from bot.console.model import DESK as DESK_ROLES
from bot.console.rendering import fields, not_found, render, see_other, wanted
from bot.console.routes import background, route

CARDS = 3
"""Opportunities in one message."""
FOUND = 8


async def take_over(request: web.Request) -> web.StreamResponse:
    """POST /console/conversations/{id}/take. From the moment this is confirmed the guide says nothing more."""
    sent, who = await fields(request), adviser(request[VIEWER])
    conversation_id = request.match_info["id"]
    try:
        await request.app[DESK].advising.takeover.take_over(conversation_id, who, sent.get("from_holder") == "1")
    except CHAT_ERRORS as error:
        raise refused(error) from error
    await _record(request, "took over")
    return see_other(f"/conversations/{conversation_id}", fragment="write")


async def say(request: web.Request) -> web.StreamResponse:
    """POST /console/conversations/{id}/say"""
    sent, desk, who = await fields(request), request.app[DESK], adviser(request[VIEWER])
    conversation_id = request.match_info["id"]
    chosen = [value for value in (await request.post()).getall("card", []) if isinstance(value, str)]
    cards = [desk.card(one) for one in await _opportunities(request, who, chosen[:CARDS])]
    try:
        message = await desk.advising.takeover.say(
            conversation_id, who, sent.get("text", ""), cards, sent.get("key", "")[:40]
        )
    except CHAT_ERRORS as error:
        raise refused(error) from error
    await _record(request, "wrote", message.seq)
    if request.headers.get("HX-Request"):
        return web.Response(status=204)
    return see_other(f"/conversations/{conversation_id}", fragment="write")


async def hand_back(request: web.Request) -> web.StreamResponse:
    """POST /console/conversations/{id}/hand-back"""
    sent, who = await fields(request), adviser(request[VIEWER])
    conversation_id = request.match_info["id"]
    try:
        await request.app[DESK].advising.takeover.hand_back(conversation_id, who, sent.get("agreed", ""))
    except CHAT_ERRORS as error:
        raise refused(error) from error
    await _record(request, "handed back")
    return see_other(f"/conversations/{conversation_id}", "saved")


async def here(request: web.Request) -> web.StreamResponse:
    """POST /console/conversations/{id}/here: the page is open; with `draft`, what stands in it."""
    sent, who = await fields(request), reader(request[VIEWER])
    try:
        await request.app[DESK].advising.presence.here(request.match_info["id"], who, sent.get("draft"))
    except CHAT_ERRORS as error:
        raise refused(error) from error
    return web.Response(status=204)


async def cards(request: web.Request) -> web.StreamResponse:
    """GET /console/conversations/{id}/cards?words=: opportunities to show, by the catalogue's own search."""
    desk, words = request.app[DESK], wanted(request, "words")
    async with desk.store.read() as session:
        row = await conversation(request, session)
    found: list[Opportunity] = []
    if words:
        profile = (await desk.people.learner(row.id)).profile if row.learner_id else None
        seeker = Seeker(city=row.city, age=profile.age if profile else None)
        asked = await desk.catalogue.request(row.city, words)
        found = [match.opportunity for match in (await desk.catalogue.search(seeker, _limited(asked))).matches]
    return render(request, "conversation/cards.html", row=row, cards=found, words=words)


def _limited(asked: Request) -> Request:
    return replace(asked, limit=FOUND)


async def _opportunities(request: web.Request, who: Adviser, ids: Sequence[str]) -> Sequence[Opportunity]:
    """What the catalogue has under these ids, all of it of the adviser's own cities."""
    if any(one.partition(":")[0] not in who.cities for one in ids):
        raise not_found()
    found = await request.app[DESK].catalogue.get(ids)
    if len(found) != len(ids):
        raise RefusedError(422, "One of the opportunities is no longer in the catalogue.")
    return found


async def _record(request: web.Request, action: str, seq: int = 0) -> None:
    desk, viewer = request.app[DESK], request[VIEWER]
    async with desk.store.write() as session:
        row = await conversation(request, session)
        detail: dict[str, Any] = {"message": seq} if seq else {}
        await audit.record(session, desk.now(), viewer.id, action, f"conversation {row.id}", row.city, detail)


ROUTES = [
    route("POST", "/conversations/{id}/take", take_over, DESK_ROLES),
    route("POST", "/conversations/{id}/say", say, DESK_ROLES),
    route("POST", "/conversations/{id}/hand-back", hand_back, DESK_ROLES),
    background("POST", "/conversations/{id}/here", here, READERS),
    route("GET", "/conversations/{id}/cards", cards, DESK_ROLES),
]
