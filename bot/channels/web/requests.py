"""Reading what a client sent: who it is, its JSON, its numbers."""

import asyncio
import json
import re
from typing import Any

from aiohttp import web

from bot.channels.ports import Conversation
from bot.channels.web.errors import ApiError, framework_error, malformed
from bot.channels.web.keys import CHAT, OPTIONS
from bot.chat.model import Handling

BODY_SECONDS = 10
BODY_LIMIT = 16 * 1024
SEQ_LIMIT = 2**31 - 1
TOKEN_LIMIT = 200
COOKIE = "waymark_session"
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""NUL, which PostgreSQL refuses, and half characters, which are no text."""


async def read_object(request: web.Request) -> dict[str, Any]:
    """The JSON object in the body. ApiError 408, 413, 415 or 422 when there is none within the limits."""
    if request.content_type != "application/json":
        raise framework_error(415)
    try:
        async with asyncio.timeout(BODY_SECONDS):
            found = json.loads(await request.read())
    except TimeoutError:
        raise framework_error(408) from None
    except (ValueError, RecursionError):
        raise malformed("The body must be JSON.") from None
    if not isinstance(found, dict):
        raise malformed("The body must be a JSON object.")
    return found


def text_field(body: dict[str, Any], name: str, limit: int) -> str:
    """A non-blank text of at most `limit` characters. ApiError 422 otherwise."""
    value = body.get(name)
    if not isinstance(value, str) or not value.strip() or len(value) > limit or UNSTORABLE.search(value):
        raise malformed(f"{name} must be text of 1 to {limit} characters.")
    return value


def whole_number(value: str, name: str, highest: int = SEQ_LIMIT) -> int:
    """A number from 0 to `highest`. ApiError 422 otherwise."""
    if not re.fullmatch(r"[0-9]{1,10}", value) or int(value) > highest:
        raise malformed(f"{name} must be a whole number from 0 to {highest}.")
    return int(value)


def uuid_field(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not UUID.fullmatch(value.lower()):
        raise malformed(f"{name} must be a UUID, such as 3f8d2a50-6c1e-4b7a-9d42-0a5e1c7b9f63.")
    return value.lower()


async def learner(request: web.Request) -> Conversation:
    """Whose bearer token this is. ApiError 401 when it is nobody's, whatever the reason."""
    conversation = await owner(request, bearer(request))
    if conversation.handling is Handling.ERASED:
        raise unknown_token()
    return conversation


async def owner(request: web.Request, token: str) -> Conversation:
    """As `learner`, also for one whose talk was erased a moment ago: the guide's last words can still be read."""
    conversation = await request.app[CHAT].open(token) if 0 < len(token) <= TOKEN_LIMIT else None
    if conversation is None:
        raise unknown_token()
    return conversation


def unknown_token() -> ApiError:
    message = "This needs the token of a conversation that still exists."
    return ApiError(401, "unknown_token", message, {"WWW-Authenticate": "Bearer"})


def bearer(request: web.Request) -> str:
    """The token in the Authorization header, or an empty one."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    token = token.strip()
    return token if scheme.lower() == "bearer" and token.isascii() else ""


def client_address(request: web.Request) -> str:
    """The address that calls; behind a trusted proxy the last one named, since earlier ones are the client's claim."""
    forwarded = request.headers.get("X-Forwarded-For", "") if request.app[OPTIONS].trust_proxy else ""
    return forwarded.rpartition(",")[2].strip() or request.remote or ""


def is_https(request: web.Request) -> bool:
    forwarded = request.headers.get("X-Forwarded-Proto", "") if request.app[OPTIONS].trust_proxy else ""
    return (forwarded or request.scheme) == "https"
