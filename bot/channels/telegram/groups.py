"""Groups: a careers talk is nobody else's business, so there is one line with the way to a private chat."""

import logging

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message
from telegram.error import TelegramError

from bot.channels.telegram.client import Bot
from bot.words import Words

log = logging.getLogger("waymark.telegram")


class Groups:
    """Nothing of a group is kept."""

    def __init__(self, bot: Bot, words: Words) -> None:
        self._bot = bot
        self._line = words.text("telegram.group")
        self._button = words.text("telegram.group_button")

    async def said(self, message: Message) -> None:
        """Answers who speaks to the bot, and nobody else."""
        if self._is_meant(message):
            await self.greet(message.chat.id)

    async def greet(self, chat_id: int) -> None:
        """The line. It is not worth a second try."""
        button = InlineKeyboardButton(self._button, url=f"https://t.me/{self._bot.username}")
        try:
            await self._bot.send_message(chat_id, self._line, reply_markup=InlineKeyboardMarkup([[button]]))
        except TelegramError as error:
            log.info("a group could not be answered: %s", type(error).__name__)

    def _is_meant(self, message: Message) -> bool:
        answered = message.reply_to_message.from_user if message.reply_to_message else None
        if answered is not None and answered.id == self._bot.id:
            return True
        text = message.text or ""
        return text.startswith("/") or f"@{self._bot.username}".casefold() in text.casefold()
