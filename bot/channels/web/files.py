"""Sending a file: a badge, a picture with one in it, or an export with many."""

import asyncio
import uuid

from aiohttp import BodyPartReader, web
from aiohttp.http_exceptions import HttpProcessingError

from bot.channels.web.errors import ApiError, framework_error, malformed
from bot.channels.web.keys import CHAT
from bot.channels.web.limits import too_many
from bot.channels.web.requests import learner, unknown_token, uuid_field
from bot.chat.errors import ErasedError, TooFastError

LARGEST = 5_000_000
"""Bytes of one file."""
SECONDS = 30
"""For all of it to arrive."""
FORM = "multipart/form-data"
PART = 65_536


async def send(request: web.Request) -> web.Response:
    """POST /api/v1/files: the file as the body, its id (a UUID made by the client) in `?id=`; or a form with `file` and
    `id`, as browsers and curl send one."""
    conversation = await learner(request)
    try:
        async with asyncio.timeout(SECONDS):
            external_id, content = await _received(request)
    except TimeoutError:
        raise framework_error(408) from None
    if not content:
        raise malformed("The file is empty.")
    try:
        receipt = await request.app[CHAT].receive_file(conversation.id, external_id, content)
    except TooFastError as error:
        raise too_many(error.retry_after) from None
    except ErasedError:
        raise unknown_token() from None
    return web.json_response({"seq": receipt.seq}, status=202)


async def _received(request: web.Request) -> tuple[str, bytes]:
    if request.content_type == FORM:
        return await _form(request)
    content = bytearray()
    async for part in request.content.iter_chunked(PART):
        _add(content, part)
    return _id(request.query.get("id")), bytes(content)


async def _form(request: web.Request) -> tuple[str, bytes]:
    external_id, content = request.query.get("id"), bytearray()
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader):
                raise malformed("A form has a field file, and perhaps id.")
            if part.name == "id":
                external_id = (await part.read_chunk(200)).decode("ascii", "replace")
            elif part.name == "file":
                while chunk := await part.read_chunk(PART):
                    _add(content, chunk)
    except (ValueError, AssertionError, HttpProcessingError):
        raise malformed("The form cannot be read.") from None
    return _id(external_id), bytes(content)


def _add(content: bytearray, part: bytes) -> None:
    content += part
    if len(content) > LARGEST:
        raise ApiError(413, "too_large", "A file may have 5 MB at most.")


def _id(written: str | None) -> str:
    """The client's id for this file; one that gives none cannot send it again safely."""
    return uuid_field({"id": written}, "id") if written else str(uuid.uuid4())
