"""Taking conversations out by filter: one row each, as CSV or JSON lines, recorded."""

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat.advising import inbox
from bot.chat.advising.summary import Need
from bot.chat.advising.tables import ExportRow, TagRow
from bot.chat.advising.topics import BY_INTENT
from bot.chat.tables import ConversationRow, MessageRow
from bot.console import exports, filters
from bot.console.desk import adviser, alias, place
from bot.console.guard import RefusedError
from bot.console.keys import DESK, VIEWER
from bot.console.model import DESK as DESK_ROLES
from bot.console.model import Role
from bot.console.rendering import fields, render
from bot.console.routes import Link, route
from bot.console.tables import PersonRow
from bot.language.masking import mask
from bot.store.engine import Store

MOST = 10_000
AT_ONCE = 500
"""Conversations that are read and written down in one go."""
SEEN_BY = DESK_ROLES | {Role.ADMIN, Role.AUDITOR}
PAGE = 200


async def take_out(request: web.Request) -> web.StreamResponse:
    """POST /console/exports: at most 10,000 conversations. No message is in it; words of learners stay here."""
    sent, desk, who = await fields(request), request.app[DESK], adviser(request[VIEWER])
    kind = sent.get("kind", "")
    if kind not in exports.TYPES:
        raise RefusedError(422, "Choose CSV or JSON lines.")
    asked = dict(parse_qsl(sent.get("query", "")[:2000]))
    city = asked.get("city", "") if asked.get("city") in who.cities else min(who.cities)
    here = await place(request, city)
    chosen = filters.read(asked, here.zone)
    async with desk.store.read() as session:
        found = await inbox.matching(session, who.cities, who.id, chosen, MOST)
    async with desk.store.write() as session:
        for taken_from in sorted(set(found.values()) or {city}):
            held = [id for id, its in found.items() if its == taken_from]
            await exports.note(session, desk.now(), who.id, taken_from, kind, held, filters.values(asked))
    content = await _content(desk.store, list(found), exports.AS_TEXT[kind])
    return exports.file(f"conversations-{desk.now():%Y-%m-%d}.{kind}", content)


async def _content(store: Store, ids: Sequence[str], told: Callable[[Sequence[dict[str, Any]], bool], str]) -> str:
    """The file, read in pages: others go on writing, and answering, meanwhile."""
    parts = []
    for start in range(0, max(len(ids), 1), AT_ONCE):
        async with store.read() as session:
            parts.append(told(await _some(session, ids[start : start + AT_ONCE]), start == 0))
    return "".join(parts)


async def page(request: web.Request) -> web.StreamResponse:
    """GET /console/exports: what was taken out, by whom."""
    cities = request[VIEWER].cities(*SEEN_BY)
    async with request.app[DESK].store.read() as session:
        found = await session.execute(
            select(ExportRow, PersonRow.name)
            .outerjoin(PersonRow, PersonRow.id == ExportRow.person)
            .where(ExportRow.city.in_(cities))
            .order_by(ExportRow.at.desc())
            .limit(PAGE)
        )
        rows = [(row[0], row[1] or "") for row in found]
    return render(request, "exports.html", rows=rows)


async def _some(session: AsyncSession, ids: Sequence[str]) -> list[dict[str, Any]]:
    rows = {row.id: row for row in await session.scalars(select(ConversationRow).where(ConversationRow.id.in_(ids)))}
    counted = await session.execute(
        select(MessageRow.conversation_id, func.count())
        .where(MessageRow.conversation_id.in_(ids))
        .group_by(MessageRow.conversation_id)
    )
    messages = {row[0]: row[1] for row in counted}
    tags: dict[str, list[str]] = {}
    for tag in await session.scalars(select(TagRow).where(TagRow.conversation_id.in_(ids), TagRow.seq == 0)):
        tags.setdefault(tag.conversation_id, []).append(tag.tag)
    return [_row(rows[one], messages.get(one, 0), tags.get(one, [])) for one in ids if one in rows]


def _row(row: ConversationRow, messages: int, tags: Sequence[str]) -> dict[str, Any]:
    return {
        "conversation": row.id,
        "learner": alias(row),
        "city": row.city,
        "channel": row.channel,
        "language": row.language,
        "started": row.started.isoformat(timespec="seconds"),
        "last_word": row.last_word.isoformat(timespec="seconds"),
        "area": row.area,
        "age_band": row.age_band,
        "topic": BY_INTENT.get(row.intent, ""),
        "intent": row.intent,
        "confidence": row.confidence,
        "messages": messages,
        "answered_by": row.handling,
        "need": Need(row.need).name.lower(),
        "outcome": row.outcome,
        "resolved": row.resolved.isoformat(timespec="seconds") if row.resolved else "",
        "tags": mask(", ".join(sorted(tags))),
    }


ROUTES = [
    route("GET", "/exports", page, SEEN_BY),
    route("POST", "/exports", take_out, DESK_ROLES),
]
LINKS = [Link("Exports", "/exports", SEEN_BY, 70)]
