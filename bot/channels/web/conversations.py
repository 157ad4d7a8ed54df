"""Beginning a conversation, seeing what is held, ending it."""

import re

from aiohttp import web

from bot.channels.ports import Begun
from bot.channels.web.errors import ApiError, malformed
from bot.channels.web.keys import BEGINNINGS, CHAT
from bot.channels.web.reading import readable
from bot.channels.web.requests import COOKIE, client_address, is_https, learner, read_object, text_field
from bot.chat.errors import UnknownCityError

COOKIE_PATH = "/api/v1/stream"
"""The cookie is for an EventSource, which cannot send a header; it reaches nothing else."""
LANGUAGE_LIMIT = 16
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")


async def begin(request: web.Request) -> web.Response:
    """POST /api/v1/conversations"""
    request.app[BEGINNINGS].take(client_address(request))
    body = await read_object(request)
    city, language = text_field(body, "city", 64), _language(body.get("language", "en"))
    if body.get("consent") is not True:
        raise ApiError(422, "no_consent", "Nothing is begun before the learner has agreed: send consent as true.")
    try:
        begun = await request.app[CHAT].begin(city, "web", language)
    except UnknownCityError:
        raise ApiError(404, "unknown_city", "There is no city of that name here.") from None
    return _with_cookie(request, begun)


def _language(value: object) -> str:
    if not isinstance(value, str) or len(value) > LANGUAGE_LIMIT or not LANGUAGE.fullmatch(value):
        raise malformed("language must be a language tag, such as en or pt-BR.")
    return value


def _with_cookie(request: web.Request, begun: Begun) -> web.Response:
    answer = {
        "token": begun.token,
        "expires": begun.expires.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "messages": [message.as_json() for message in begun.messages],
    }
    response = web.json_response(answer, status=201)
    secure = is_https(request)
    response.set_cookie(COOKIE, begun.token, path=COOKIE_PATH, httponly=True, samesite="Lax", secure=secure)
    return response


async def about(request: web.Request) -> web.Response:
    """GET /api/v1/me"""
    form = request.query.get("format", "json")
    if form not in {"json", "text"}:
        raise malformed("format must be json or text.")
    conversation = await learner(request)
    held = await request.app[CHAT].about(conversation.id)
    return web.json_response(held) if form == "json" else web.Response(text=readable(held))


async def plan_calendar(request: web.Request) -> web.Response:
    """GET /api/v1/me/plan.ics"""
    conversation = await learner(request)
    body = await request.app[CHAT].calendar(conversation.id)
    headers = {"Content-Disposition": 'attachment; filename="plan.ics"'}
    return web.Response(body=body, content_type="text/calendar", charset="utf-8", headers=headers)


async def erase(request: web.Request) -> web.Response:
    """DELETE /api/v1/me"""
    conversation = await learner(request)
    response = web.json_response(await request.app[CHAT].erase(conversation.id))
    response.del_cookie(COOKIE, path=COOKIE_PATH)
    return response
