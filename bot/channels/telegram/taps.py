"""Buttons: answered at once, and the message then shows what was chosen instead of the buttons."""

import asyncio
import logging
from collections.abc import Awaitable
from html import escape

from telegram import CallbackQuery, InlineKeyboardMarkup, Message
from telegram.constants import MessageLimit, ParseMode
from telegram.error import TelegramError

from bot.channels.telegram.client import Bot
from bot.channels.telegram.erasing import NO, YES, Erasing
from bot.channels.telegram.inward import Inward
from bot.channels.telegram.keyboards import token_of
from bot.channels.telegram.post import NO_PREVIEW
from bot.channels.telegram.splitting import units
from bot.channels.telegram.talks import Talks
from bot.words import Words

log = logging.getLogger("waymark.telegram")


class Taps:
    def __init__(self, bot: Bot, talks: Talks, inward: Inward, erasing: Erasing, words: Words) -> None:
        self._bot = bot
        self._talks = talks
        self._inward = inward
        self._erasing = erasing
        self._chosen = words.text("telegram.chosen")

    async def tapped(self, query: CallbackQuery) -> None:
        """One tap. The phone's little clock must not wait for the store, so it is stopped meanwhile."""
        answering = asyncio.create_task(self.stop_waiting(query))
        try:
            if query.message is not None:
                await self._take(query, query.message.chat.id)
        finally:
            await answering
        if isinstance(query.message, Message):
            await self._show_choice(query.message, query.data or "")

    async def stop_waiting(self, query: CallbackQuery) -> None:
        """Ends the little clock on the phone."""
        await _attempt(self._bot.answer_callback_query(query.id))

    async def _take(self, query: CallbackQuery, chat_id: int) -> None:
        address = await self._talks.find(chat_id)
        if address is None or await self._talks.is_over(address):
            await self._inward.say_over(chat_id)
        elif query.data in {YES, NO}:
            await self._erasing.decided(address, query.data)
        else:
            await self._inward.press(address, f"t{query.id}", token_of(query.data or ""))

    async def _show_choice(self, message: Message, data: str) -> None:
        """The buttons go in any case; a message that would grow too long only loses them."""
        title = _title(message.reply_markup, data)
        if title is None:
            return
        chosen = self._chosen.format(title=title)
        if message.text is not None and units(message.text) + units(chosen) + 2 <= MessageLimit.MAX_TEXT_LENGTH:
            text = f"{message.text_html}\n\n<i>{escape(chosen, quote=False)}</i>"
            await _attempt(message.edit_text(text, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW))
        else:
            await _attempt(message.edit_reply_markup(None))


def _title(keyboard: InlineKeyboardMarkup | None, data: str) -> str | None:
    """The pressed button's title; None when the message has lost its buttons already."""
    rows = keyboard.inline_keyboard if keyboard else ()
    return next((button.text for row in rows for button in row if button.callback_data == data), None)


async def _attempt(call: Awaitable[object]) -> None:
    """What is only for the eye is not tried twice: the query may be too old, the message changed or gone."""
    try:
        await call
    except TelegramError as error:
        log.info("a tap's message stays as it was: %s", type(error).__name__)
