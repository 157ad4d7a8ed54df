"""The inbox: who needs a person, what is mine, and everything else, narrowed down."""

from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat.advising import inbox
from bot.chat.advising.followup import TooManyError
from bot.chat.advising.inbox import Entry
from bot.chat.advising.model import Adviser, Outcome
from bot.chat.advising.summary import BANDS
from bot.chat.advising.topics import BY_INTENT, INTENTS, TOPICS
from bot.chat.tables import ConversationRow
from bot.console import audit, filters, known_names
from bot.console.desk import CHAT_ERRORS, READERS, Place, adviser, alias, place, reader, refused, span
from bot.console.guard import RefusedError
from bot.console.keys import DESK, VIEWER
from bot.console.masks import Mask
from bot.console.model import DESK as DESK_ROLES
from bot.console.model import Role
from bot.console.rendering import fields, query, render, see_other, wanted
from bot.console.routes import Link, background, route
from bot.console.tables import ViewRow

SNIPPET = 140
MOST_AT_ONCE = 500
"""Conversations that one change of "all that match" takes."""
VIEWS_KEPT = 20
CHANNELS = ("web", "telegram", "terminal")


async def page(request: web.Request) -> web.StreamResponse:
    """GET /console/inbox"""
    viewer = request[VIEWER]
    values = await _found(request)
    async with request.app[DESK].store.read() as session:
        views = (
            await session.scalars(select(ViewRow).where(ViewRow.person_id == viewer.id).order_by(ViewRow.id))
        ).all()
        alerts = await request.app[DESK].advising.alerts.open_in(session, viewer.cities(Role.LEAD))
        tasks = await request.app[DESK].advising.followup.tasks(session, adviser(viewer))
    now = request.app[DESK].now()
    cities = sorted(viewer.cities(*READERS))
    places = {city: await place(request, city) for city in cities}
    areas = {id: name for one in places.values() for id, name in one.areas.items()}
    team = await request.app[DESK].staff.names(cities, *DESK_ROLES)
    choices = {
        "channel": CHANNELS,
        "age_band": [name for _, name in BANDS],
        "topic": sorted(TOPICS),
        "intent": INTENTS,
        "outcome": ["open", "resolved", *Outcome],
    }
    return render(
        request,
        "inbox/page.html",
        **values,
        views=views,
        alerts=alerts,
        due=sum(task.at <= now for task in tasks),
        cities={city: places[city].name for city in cities},
        areas=areas,
        team=team,
        choices=choices,
        may_act=viewer.has(*DESK_ROLES),
    )


async def listed(request: web.Request) -> web.StreamResponse:
    """GET /console/inbox/list: the list alone, for the page to put in place."""
    return render(request, "inbox/list.html", **await _found(request), may_act=request[VIEWER].has(*DESK_ROLES))


async def keep_view(request: web.Request) -> web.StreamResponse:
    """POST /console/inbox/views"""
    sent, viewer = await fields(request), request[VIEWER]
    name = sent.get("name", "").strip()[:60]
    if not name:
        raise RefusedError(422, "Give the view a name.")
    kept = query(filters.values(_parsed(sent.get("query", ""))))
    async with request.app[DESK].store.write() as session:
        mine = (await session.scalars(select(ViewRow.id).where(ViewRow.person_id == viewer.id))).all()
        if len(mine) >= VIEWS_KEPT:
            raise RefusedError(422, f"You have {VIEWS_KEPT} views already; remove one first.")
        session.add(ViewRow(person_id=viewer.id, name=name, query=kept[:1000]))
    return see_other(f"/inbox?{kept}", "saved")


async def drop_view(request: web.Request) -> web.StreamResponse:
    """POST /console/inbox/views/{view}/remove"""
    mine = (ViewRow.id == int(request.match_info["view"])) & (ViewRow.person_id == request[VIEWER].id)
    async with request.app[DESK].store.write() as session:
        await session.execute(delete(ViewRow).where(mine))
    return see_other("/inbox", "removed")


async def change(request: web.Request) -> web.StreamResponse:
    """POST /console/inbox/change: the same for every conversation that was ticked, or for all that match."""
    sent, desk = await request.post(), request.app[DESK]
    who, words = adviser(request[VIEWER]), await fields(request)
    asked = _parsed(words.get("query", ""))
    chosen = filters.read(asked, (await _here(request, asked.get("city", ""), who)).zone)
    async with desk.store.write() as session:
        if words.get("all") == "1":
            ids = list(await inbox.matching(session, who.cities, who.id, chosen, MOST_AT_ONCE))
        else:
            ids = [value for value in sent.getall("id", []) if isinstance(value, str)][:MOST_AT_ONCE]
        try:
            for conversation_id in ids:
                await _change(request, session, who, conversation_id, words)
        except CHAT_ERRORS as error:
            raise refused(error) from error
        except TooManyError:
            raise RefusedError(422, "One of them has as many tags as it may have.") from None
    return see_other(f"/inbox?{query(filters.values(asked))}", "saved")


async def _change(
    request: web.Request, session: AsyncSession, who: Adviser, conversation_id: str, words: dict[str, str]
) -> None:
    followup, now = request.app[DESK].advising.followup, request.app[DESK].now()
    match words.get("do"):
        case "mine":
            await followup.assign(session, conversation_id, who, who.id)
        case "tag" if words.get("tag", "").strip():
            await followup.tag(session, conversation_id, who, words["tag"])
        case "resolve":
            await followup.resolve(session, conversation_id, who, Outcome.DONE)
        case _:
            raise RefusedError(422, "Choose what to do, and give the tag a name.")
    row = await session.get_one(ConversationRow, conversation_id)
    await audit.record(session, now, who.id, f"inbox: {words['do']}", f"conversation {conversation_id}", row.city)


async def _found(request: web.Request) -> dict[str, Any]:
    """The page of conversations that the address asks for, and all that its list shows."""
    desk, viewer = request.app[DESK], request[VIEWER]
    who = reader(viewer)
    here = await _here(request, wanted(request, "city"), who)
    chosen = filters.read(request.query, here.zone)
    async with desk.store.read() as session:
        page = await inbox.page(session, who.cities, who.id, chosen, wanted(request, "before"))
        known = await known_names.of(session, [entry.row.id for entry in page.entries])
    now = desk.now()
    return {
        "page": page,
        "rows": [_row(entry, now, Mask(known=known[entry.row.id])) for entry in page.entries],
        "asked": filters.values(request.query),
        "most": inbox.COUNTED,
        "at_once": MOST_AT_ONCE,
        "zone": here.zone,
        "chosen": chosen,
    }


async def _here(request: web.Request, city: str, who: Adviser) -> Place:
    """Where a filter's days begin and end: the city that it names, else the viewer's first."""
    return await place(request, city if city in who.cities else min(who.cities))


def _row(entry: Entry, now: datetime, mask: Mask) -> dict[str, Any]:
    row = entry.row
    return {
        "entry": entry,
        "row": row,
        "alias": alias(row),
        "text": _short(mask(entry.text)),
        "topic": BY_INTENT.get(row.intent, ""),
        "waits": span(row.need_since, now),
        "ago": span(row.last_word, now),
    }


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SNIPPET else f"{line[: SNIPPET - 1]}…"


def _parsed(text: str) -> dict[str, str]:
    return dict(parse_qsl(text[:2000]))


ROUTES = [
    route("GET", "/inbox", page, READERS),
    background("GET", "/inbox/list", listed, READERS),
    route("POST", "/inbox/views", keep_view, READERS),
    route("POST", r"/inbox/views/{view:\d{1,9}}/remove", drop_view, READERS),
    route("POST", "/inbox/change", change, DESK_ROLES),
]
LINKS = [Link("Inbox", "/inbox", READERS, 10)]
