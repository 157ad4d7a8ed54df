"""Going on with a conversation on a messenger."""

from aiohttp import web

from bot.channels.web.errors import ApiError
from bot.channels.web.keys import OPTIONS
from bot.channels.web.requests import learner, unknown_token
from bot.chat.errors import ErasedError, NoSuchConversationError


async def telegram(request: web.Request) -> web.Response:
    """POST /api/v1/me/telegram: the link, and for how many seconds it is good."""
    conversation = await learner(request)
    elsewhere = request.app[OPTIONS].telegram
    if elsewhere is None:
        raise ApiError(404, "no_telegram", "This guide is not on Telegram.")
    try:
        link = await elsewhere.link(conversation.id)
    except (ErasedError, NoSuchConversationError):
        raise unknown_token() from None
    if link is None:
        raise ApiError(503, "no_telegram", "Telegram cannot be reached just now.")
    return web.json_response({"link": link, "seconds": elsewhere.seconds}, status=201)
