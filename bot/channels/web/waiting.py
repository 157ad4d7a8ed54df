"""Requests that are held open, and those that must not be cut short.

The server cancels a handler when its client goes away: a stream or a poll then ends at once. What changes something is
finished all the same, so that a message is never half taken in.
"""

import asyncio

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.channels.web.keys import CHANGES, CHAT, CLOSING


async def news(app: web.Application, conversation_id: str, after: int, seconds: float) -> None:
    """Returns when there is news after `after`, when `seconds` have passed, or when the server stops."""
    waiting = asyncio.ensure_future(app[CHAT].wait(conversation_id, after, seconds))
    closing = asyncio.ensure_future(app[CLOSING].wait())
    try:
        await asyncio.wait((waiting, closing), return_when=asyncio.FIRST_COMPLETED)
        if waiting.done():
            waiting.result()
    finally:
        waiting.cancel()
        closing.cancel()


@web.middleware
async def finish_changes(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Lets a request that changes something go on when its client has gone."""
    if request.method not in {"POST", "DELETE"}:
        return await handler(request)
    return await request.app[CHANGES].finish(handler(request))
