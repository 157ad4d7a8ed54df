"""Notes, tags, assignment, outcome, and what an adviser wants to be reminded of."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat.advising.followup import FollowUp, TooManyError
from bot.chat.advising.model import Adviser, Outcome
from bot.chat.tables import ConversationRow
from bot.console import audit
from bot.console.desk import CHAT_ERRORS, adviser, alias, conversation, place, refused
from bot.console.guard import RefusedError
from bot.console.keys import DESK, VIEWER
from bot.console.model import DESK as DESK_ROLES
from bot.console.rendering import fields, render, see_other
from bot.console.routes import Link, route

Step = Callable[[FollowUp, AsyncSession, str, Adviser], Awaitable[None]]


async def note(request: web.Request) -> web.StreamResponse:
    """POST /console/conversations/{id}/notes"""
    text = (await fields(request)).get("text", "")
    return await _do(request, "noted", lambda work, session, id, who: work.note(session, id, who, text), "notes")


async def tag(request: web.Request) -> web.StreamResponse:
    """POST /console/conversations/{id}/tags, on the whole conversation or on the message `seq`"""
    sent = await fields(request)
    word, seq = sent.get("tag", ""), _number(sent.get("seq", "0"))
    if sent.get("remove") == "1":
        return await _do(request, "untagged", lambda work, session, id, who: work.untag(session, id, who, word, seq))
    return await _do(request, "tagged", lambda work, session, id, who: work.tag(session, id, who, word, seq))


async def assign(request: web.Request) -> web.StreamResponse:
    """POST /console/conversations/{id}/assign"""
    person, desk = (await fields(request)).get("person", ""), request.app[DESK]
    async with desk.store.read() as session:
        row = await conversation(request, session)
    if person and person not in await desk.staff.names([row.city], *DESK_ROLES):
        raise RefusedError(422, "That person does not work with this city's learners.")
    return await _do(request, "assigned", lambda work, session, id, who: work.assign(session, id, who, person))


async def resolve(request: web.Request) -> web.StreamResponse:
    """POST /console/conversations/{id}/outcome"""
    try:
        outcome = Outcome((await fields(request)).get("outcome", ""))
    except ValueError:
        raise RefusedError(422, "Choose what happened next.") from None
    return await _do(
        request, f"outcome: {outcome}", lambda work, session, id, who: work.resolve(session, id, who, outcome)
    )


async def remind(request: web.Request) -> web.StreamResponse:
    """POST /console/conversations/{id}/remind; `at` is a local time of the city"""
    sent, desk = await fields(request), request.app[DESK]
    async with desk.store.read() as session:
        row = await conversation(request, session)
    at = _moment(sent.get("at", ""), (await place(request, row.city)).zone)
    text = sent.get("text", "")
    return await _do(request, "reminder set", lambda work, session, id, who: work.remind(session, id, who, at, text))


async def tasks(request: web.Request) -> web.StreamResponse:
    """GET /console/reminders"""
    desk, who = request.app[DESK], adviser(request[VIEWER])
    async with desk.store.read() as session:
        found = await desk.advising.followup.tasks(session, who)
        rows = {task.id: await session.get_one(ConversationRow, task.conversation_id) for task in found}
    zone = (await place(request, min(who.cities))).zone
    aliases = {id: alias(row) for id, row in rows.items()}
    return render(request, "reminders.html", tasks=found, aliases=aliases, zone=zone, now=desk.now())


async def finish(request: web.Request) -> web.StreamResponse:
    """POST /console/reminders/{task}/done"""
    desk, who = request.app[DESK], adviser(request[VIEWER])
    try:
        async with desk.store.write() as session:
            await desk.advising.followup.finish_task(session, int(request.match_info["task"]), who)
    except CHAT_ERRORS as error:
        raise refused(error) from error
    return see_other("/reminders", "saved")


async def _do(request: web.Request, action: str, step: Step, fragment: str = "") -> web.StreamResponse:
    """One change with its entry in the audit, in one transaction; then back to the conversation."""
    desk, viewer = request.app[DESK], request[VIEWER]
    conversation_id = request.match_info["id"]
    try:
        async with desk.store.write() as session:
            row = await conversation(request, session)
            await step(desk.advising.followup, session, conversation_id, adviser(viewer))
            await audit.record(session, desk.now(), viewer.id, action, f"conversation {row.id}", row.city)
    except CHAT_ERRORS as error:
        raise refused(error) from error
    except TooManyError as error:
        raise RefusedError(422, f"{error}.") from error
    desk.advising.news.tell(conversation_id)
    return see_other(f"/conversations/{conversation_id}", "saved", fragment)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _moment(text: str, zone: str) -> datetime:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise RefusedError(422, "Give a day and a time.") from None


ROUTES = [
    route("POST", "/conversations/{id}/notes", note, DESK_ROLES),
    route("POST", "/conversations/{id}/tags", tag, DESK_ROLES),
    route("POST", "/conversations/{id}/assign", assign, DESK_ROLES),
    route("POST", "/conversations/{id}/outcome", resolve, DESK_ROLES),
    route("POST", "/conversations/{id}/remind", remind, DESK_ROLES),
    route("GET", "/reminders", tasks, DESK_ROLES),
    route("POST", r"/reminders/{task:\d{1,9}}/done", finish, DESK_ROLES),
]
LINKS = [Link("Reminders", "/reminders", DESK_ROLES, 15)]
