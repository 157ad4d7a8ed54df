"""Continue here what I began on the website: a link with a code that works once, for ten minutes."""

from bot.channels.telegram.client import Bot
from bot.channels.telegram.talks import LINK
from bot.chat.reach.model import CODE_LIFE
from bot.chat.reach.service import Reach


class Linking:
    """What the web channel asks for (`bot.channels.ports.Elsewhere`)."""

    seconds = int(CODE_LIFE.total_seconds())

    def __init__(self, bot: Bot, reach: Reach) -> None:
        self._bot = bot
        self._reach = reach

    async def link(self, conversation_id: str) -> str | None:
        """None while Telegram has not said what the bot is called. ErasedError, NoSuchConversationError."""
        try:
            name = self._bot.username
        except RuntimeError:
            return None
        return f"https://t.me/{name}?start={LINK}{await self._reach.link_code(conversation_id)}"
