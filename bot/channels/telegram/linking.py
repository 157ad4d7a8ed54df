"""Continue here what I began on the website: a link with a code that works once, for ten minutes."""

from aiohttp import web

from bot.channels.telegram.client import Bot
from bot.channels.telegram.talks import LINK
from bot.channels.web.errors import ApiError
from bot.channels.web.requests import learner
from bot.chat.errors import ErasedError, NoSuchConversationError
from bot.chat.reach.model import CODE_LIFE
from bot.chat.reach.service import Reach


class Linking:
    def __init__(self, bot: Bot, reach: Reach) -> None:
        self._bot = bot
        self._reach = reach

    async def link(self, request: web.Request) -> web.Response:
        """POST /api/v1/me/telegram: the link, and for how many seconds it is good."""
        conversation = await learner(request)
        try:
            name = self._bot.username
        except RuntimeError:
            raise ApiError(503, "no_telegram", "Telegram cannot be reached just now.") from None
        try:
            code = await self._reach.link_code(conversation.id)
        except (ErasedError, NoSuchConversationError):
            raise ApiError(401, "unknown_token", "This conversation is over.") from None
        link = f"https://t.me/{name}?start={LINK}{code}"
        return web.json_response({"link": link, "seconds": int(CODE_LIFE.total_seconds())}, status=201)
