"""Taking conversations out by filter: one row each, as CSV or JSON lines, recorded."""

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat.advising import inbox
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

MOST = 10_000
SEEN_BY = DESK_ROLES | {Role.ADMIN, Role.AUDITOR}
PAGE = 200


async def take_out(request: web.Request) -> web.StreamResponse:
    """POST /console/exports: at most 10,000 conversations. No message is in it; words of learners stay here."""
    sent, desk, who = await fields(request), request.app[DESK], adviser(request[VIEWER])
    kind = sent.get("kind", "")
    if kind not in exports.TYPES:
        raise RefusedError(422, "Choose CSV or JSON lines.")
    asked = dict(parse_qsl(sent.get("query", "")[:2000]))
    city = asked.get("city", "")
    here = await place(request, city if city in who.cities else min(who.cities))
    chosen = filters.read(asked, here.zone)
    async with desk.store.write() as session:
        ids = await inbox.matching(session, who.cities, who.id, chosen, MOST)
        rows = await _rows(session, ids)
        by_city: dict[str, list[str]] = {}
        for row in rows:
            by_city.setdefault(row["city"], []).append(row["conversation"])
        for city, held in by_city.items():
            await exports.note(session, desk.now(), who.id, city, kind, held, filters.values(asked))
    lines = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
    return exports.file(f"conversations-{desk.now():%Y-%m-%d}.{kind}", exports.as_csv(rows) if kind == "csv" else lines)


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


async def _rows(session: AsyncSession, ids: Sequence[str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for start in range(0, len(ids), 500):
        found += await _some(session, ids[start : start + 500])
    return found


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
        "need": row.need,
        "outcome": row.outcome,
        "resolved": row.resolved.isoformat(timespec="seconds") if row.resolved else "",
        "tags": ", ".join(sorted(tags)),
    }


ROUTES = [
    route("GET", "/exports", page, SEEN_BY),
    route("POST", "/exports", take_out, DESK_ROLES),
]
LINKS = [Link("Exports", "/exports", SEEN_BY, 70)]
