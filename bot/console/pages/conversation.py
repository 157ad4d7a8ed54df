"""One conversation: what the learner saw, what the guide understood, and everything that advisers add."""

import asyncio
import secrets
from typing import Any

from aiohttp import web
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.hours import next_opening
from bot.chat.advising import transcript
from bot.chat.advising.model import Outcome
from bot.chat.advising.tables import TaskRow
from bot.chat.advising.transcript import Transcript
from bot.chat.model import Handling, Speaker
from bot.chat.tables import ConversationRow
from bot.console import audit, exports, masks
from bot.console.desk import READERS, Place, adviser, alias, conversation, place, reader
from bot.console.guard import RefusedError
from bot.console.keys import DESK, VIEWER
from bot.console.model import DESK as DESK_ROLES
from bot.console.rendering import fields, render, see_other, wanted
from bot.console.routes import route
from bot.console.tables import CannedRow, PersonRow, UnmaskedRow

CANNED = 100


async def page(request: web.Request) -> web.StreamResponse:
    """GET /console/conversations/{id}. Looking is recorded, and what was unread has been read."""
    desk, viewer = request.app[DESK], request[VIEWER]
    async with desk.store.write() as session:
        row = await conversation(request, session)
        await audit.record(session, desk.now(), viewer.id, "read", f"conversation {row.id}", row.city)
        if viewer.has(*DESK_ROLES) and row.city in viewer.cities(*DESK_ROLES):
            await session.execute(update(ConversationRow).where(ConversationRow.id == row.id).values(unread=False))
    before = wanted(request, "before")
    async with desk.store.read() as session:
        row = await conversation(request, session)
        read = await transcript.read(session, row, before=int(before) if before.isdecimal() and len(before) < 9 else 0)
        values = await _values(request, session, read, await place(request, row.city))
    return render(request, "conversation/page.html", **values)


async def printed(request: web.Request) -> web.StreamResponse:
    """GET /console/conversations/{id}/print: the transcript alone, to print; with `as=csv`, a file. Recorded as an
    export, and masked as everywhere."""
    desk, viewer = request.app[DESK], request[VIEWER]
    async with desk.store.write() as session:
        row = await conversation(request, session)
        await exports.note(session, desk.now(), viewer.id, row.city, "transcript", [row.id], {})
    async with desk.store.read() as session:
        row = await conversation(request, session)
        read = await transcript.read(session, row, most=transcript.WHOLE)
        here = await place(request, row.city)
        mask = await masks.for_viewer(session, viewer, row, desk.now(), here.public, read.lines)
    if wanted(request, "as") == "csv":
        content = await asyncio.to_thread(lambda: exports.as_csv(_cells(read, mask)))
        return exports.file(f"transcript-{alias(row).split()[-1].lower()}.csv", content)
    values: dict[str, Any] = {
        "read": read,
        "row": row,
        "alias": alias(row),
        "mask": mask,
        "zone": here.zone,
        "place": here,
    }
    return await asyncio.to_thread(render, request, "conversation/print.html", **values)


def _cells(read: Transcript, mask: masks.Mask) -> list[dict[str, str]]:
    """A row for each bubble."""
    return [
        {
            "at": line.row.at.isoformat(timespec="seconds"),
            "from": line.row.speaker,
            "text": (mask.ours if line.row.speaker == Speaker.GUIDE else mask)(line.row.text),
            "cards": " | ".join(mask.card(str(card.get("title", ""))) for card in line.row.cards),
            "intent": line.understood.intent if line.understood else "",
        }
        for line in read.lines
    ]


async def unmask(request: web.Request) -> web.StreamResponse:
    """POST /console/conversations/{id}/unmask"""
    desk, viewer, sent = request.app[DESK], request[VIEWER], await fields(request, masks.REASON)
    reason = sent.get("reason", "").strip()
    if len(reason) < 5:
        raise RefusedError(422, "Say in a few words why you need to see personal data.")
    async with desk.store.write() as session:
        row = await conversation(request, session)
        if row.city not in viewer.cities(*DESK_ROLES):
            raise RefusedError(403, "Your role does not see personal data.")
        await masks.lift(session, viewer, row.id, row.city, reason, desk.now())
    return see_other(f"/conversations/{row.id}")


async def _values(request: web.Request, session: AsyncSession, read: Transcript, here: Place) -> dict[str, Any]:
    desk, viewer, row = request.app[DESK], request[VIEWER], read.row
    who, now = adviser(viewer), desk.now()
    acts = row.city in who.cities
    held = row.handling == Handling.ADVISER and row.held_until is not None and row.held_until > now
    canned = await session.scalars(
        select(CannedRow).where(CannedRow.city == row.city).order_by(CannedRow.title).limit(CANNED)
    )
    tasks = await session.scalars(
        select(TaskRow).where(TaskRow.conversation_id == row.id, TaskRow.person == viewer.id, TaskRow.done.is_(False))
    )
    unmasked = await session.get(UnmaskedRow, (viewer.id, row.id))
    return {
        "read": read,
        "row": row,
        "alias": alias(row),
        "mask": await masks.for_viewer(session, viewer, row, now, here.public, read.lines),
        "unmasked_until": unmasked.until if unmasked and unmasked.until > now else None,
        "place": here,
        "zone": here.zone,
        "acts": acts,
        "held": held,
        "mine": held and row.holder == viewer.id,
        "names": await _names(session, read),
        "team": await desk.staff.names([row.city], *DESK_ROLES),
        "others": await desk.advising.presence.others(session, row.id, reader(viewer)),
        "draft": await desk.advising.presence.draft(session, row.id, who),
        "canned": canned.all(),
        "tasks": tasks.all(),
        "outcomes": list(Outcome),
        "opens": next_opening(here.city.adviser_hours, now, here.city.zone) if here.city else None,
        "key": secrets.token_urlsafe(12),
        "cards": [],
        "words": "",
    }


async def _names(session: AsyncSession, read: Transcript) -> dict[str, str]:
    """Names of everybody who had a hand in it."""
    ids = {note.person for note in read.notes} | {read.row.holder, read.row.assigned}
    ids |= {str(line.row.shown.get("by", "")) for line in read.lines}
    rows = await session.execute(select(PersonRow.id, PersonRow.name).where(PersonRow.id.in_(ids)))
    return {row.id: row.name for row in rows}


ROUTES = [
    route("GET", "/conversations/{id}", page, READERS),
    route("GET", "/conversations/{id}/print", printed, READERS),
    route("POST", "/conversations/{id}/unmask", unmask, DESK_ROLES),
]
