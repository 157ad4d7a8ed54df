"""Sending a message, fetching what came, saying what one thinks of an answer."""

from typing import Any

import orjson
from aiohttp import web

from bot.channels.web.errors import ApiError, malformed
from bot.channels.web.keys import CHAT, WAITS
from bot.channels.web.limits import too_many
from bot.channels.web.requests import (
    bearer,
    learner,
    owner,
    read_object,
    text_field,
    unknown_token,
    uuid_field,
    whole_number,
)
from bot.channels.web.waiting import news
from bot.chat.errors import EmptyTextError, ErasedError, NoSuchMessageError, TooFastError, TooLongError
from bot.chat.model import TEXT_LIMIT

BUTTON_LIMIT = 200
REASON_LIMIT = 500
LONGEST_WAIT = 25


async def send(request: web.Request) -> web.Response:
    """POST /api/v1/messages"""
    conversation = await learner(request)
    body = await read_object(request)
    external_id = uuid_field(body, "id")
    text, button = _words_or_button(body)
    try:
        receipt = await request.app[CHAT].receive(conversation.id, external_id, text=text, button=button)
    except TooLongError:
        raise _too_long() from None
    except EmptyTextError:
        raise malformed("text must be words to read.") from None
    except TooFastError as error:
        raise too_many(error.retry_after) from None
    except ErasedError:
        raise unknown_token() from None
    if receipt.stale:
        raise ApiError(409, "stale_button", "That button belongs to an earlier moment; the answer says so.")
    return web.json_response({"seq": receipt.seq}, status=202)


def _words_or_button(body: dict[str, Any]) -> tuple[str | None, str | None]:
    if ("text" in body) == ("button" in body):
        raise malformed("Send either text or button, one of the two.")
    if "button" in body:
        return None, text_field(body, "button", BUTTON_LIMIT)
    if not isinstance(body["text"], str):
        raise malformed("text must be words to read.")
    return body["text"], None


def _too_long() -> ApiError:
    return ApiError(413, "too_long", f"A message may have {TEXT_LIMIT:,} characters at most.")


async def fetch(request: web.Request) -> web.Response:
    """GET /api/v1/messages"""
    after = whole_number(request.query.get("after", "0"), "after")
    seconds = whole_number(request.query.get("wait", "0"), "wait", LONGEST_WAIT)
    conversation = await owner(request, bearer(request))
    if after:
        request.app[CHAT].arrived(conversation.id, after)
    if seconds:
        with request.app[WAITS].hold(conversation.id):
            await news(request.app, conversation.id, after, seconds)
    seen = await request.app[CHAT].view(conversation.id, after)
    answer = {"messages": [message.as_json() for message in seen.messages], "typing": seen.typing}
    return web.json_bytes_response(answer, dumps=orjson.dumps)


async def judge(request: web.Request) -> web.Response:
    """POST /api/v1/messages/{seq}/feedback"""
    conversation = await learner(request)
    body = await read_object(request)
    if body.get("value") not in ("up", "down"):
        raise malformed("value must be up or down.")
    reason = text_field(body, "reason", REASON_LIMIT) if body.get("reason") else None
    try:
        await request.app[CHAT].feedback(conversation.id, int(request.match_info["seq"]), body["value"], reason)
    except NoSuchMessageError:
        raise ApiError(404, "no_such_message", "There is no message of the guide with that number.") from None
    return web.Response(status=204)
