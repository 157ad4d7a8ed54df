"""The reviewing queue: draw a sample, mark one answer after the other, see how far two reviewers agree."""

import random

from aiohttp import web
from sqlalchemy import func, select

from bot.chat.advising import reviewing, transcript
from bot.chat.advising.reviewing import Mark, Why
from bot.chat.advising.tables import SampleRow
from bot.chat.advising.topics import INTENTS, TOPICS
from bot.chat.errors import NoSuchMessageError
from bot.chat.tables import ConversationRow
from bot.console import audit, masks
from bot.console.desk import adviser, alias, place
from bot.console.guard import RefusedError
from bot.console.keys import DESK, VIEWER
from bot.console.model import DESK as DESK_ROLES
from bot.console.rendering import fields, not_found, render, see_other
from bot.console.routes import Link, route

BEFORE, AFTER = 6, 6
"""Bubbles shown around what is reviewed."""


async def page(request: web.Request) -> web.StreamResponse:
    """GET /console/review: the next one to mark, and how the reviewing stands"""
    desk, viewer = request.app[DESK], request[VIEWER]
    who = adviser(viewer)
    async with desk.store.read() as session:
        sample = await reviewing.next_for(session, who)
        waiting = await session.scalar(select(func.count()).where(SampleRow.city.in_(who.cities))) or 0
        agreed = {city: await reviewing.agreement(session, city) for city in sorted(who.cities)}
        shown = None
        if sample is not None:
            row = await session.get_one(ConversationRow, sample.conversation_id)
            read = await transcript.read(
                session, row, after=max(0, sample.seq - BEFORE - 1), before=sample.seq + AFTER + 1
            )
            here = await place(request, row.city)
            mask = await masks.for_viewer(session, viewer, row, desk.now(), here.public, read.lines)
            shown = {
                "row": row,
                "read": read,
                "mask": mask,
                "alias": alias(row),
                "zone": here.zone,
            }
    return render(
        request,
        "review.html",
        sample=sample,
        drawn=waiting,
        agreed=agreed,
        shown=shown,
        marks=list(Mark),
        whys=list(Why),
        topics=sorted(TOPICS),
        intents=INTENTS,
        cities=sorted(who.cities),
    )


async def draw(request: web.Request) -> web.StreamResponse:
    """POST /console/review/draw"""
    sent, desk, who = await fields(request), request.app[DESK], adviser(request[VIEWER])
    city = sent.get("city", "") or min(who.cities)
    if city not in who.cities:
        raise not_found()
    try:
        why = Why(sent.get("why", ""))
    except ValueError:
        raise RefusedError(422, "Choose what to draw by.") from None
    async with desk.store.write() as session:
        drawn = await reviewing.draw(session, city, why, desk.now(), random.SystemRandom(), sent.get("topic", ""))
        detail = {"why": why, "drawn": drawn}
        await audit.record(session, desk.now(), who.id, "sample drawn", f"city {city}", city, detail)
    return see_other("/review", "saved")


async def mark(request: web.Request) -> web.StreamResponse:
    """POST /console/review/{id}/{seq}"""
    sent, desk, who = await fields(request), request.app[DESK], adviser(request[VIEWER])
    conversation_id, seq = request.match_info["id"], int(request.match_info["seq"])
    try:
        given = Mark(sent.get("mark", ""))
    except ValueError:
        raise RefusedError(422, "Choose a mark.") from None
    if given is Mark.WRONG_INTENT and sent.get("intent", "") not in INTENTS:
        raise RefusedError(422, "Say which intent would have been right.")
    try:
        async with desk.store.write() as session:
            city = await reviewing.mark(
                session, who, conversation_id, seq, given, sent.get("intent", ""), sent.get("note", ""), desk.now()
            )
            detail = {"message": seq, "mark": given}
            await audit.record(session, desk.now(), who.id, "reviewed", f"conversation {conversation_id}", city, detail)
    except NoSuchMessageError:
        raise not_found() from None
    return see_other("/review", "saved")


ROUTES = [
    route("GET", "/review", page, DESK_ROLES),
    route("POST", "/review/draw", draw, DESK_ROLES),
    route("POST", r"/review/{id}/{seq:\d{1,9}}", mark, DESK_ROLES),
]
LINKS = [Link("Review", "/review", DESK_ROLES, 20)]
