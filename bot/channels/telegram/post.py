"""Sends one message, and again in plain words when Telegram cannot read its marks."""

import logging

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.channels.faults import describe
from bot.channels.telegram.client import Bot
from bot.channels.telegram.letters import Letter

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
GONE = ("chat not found", "user is deactivated", "peer_id_invalid", "user not found")
"""What Telegram says of a chat that nobody will read again."""

log = logging.getLogger("waymark.telegram")


class GoneError(Exception):
    """There is no such chat any more."""


class Post:
    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(self, chat_id: int, letter: Letter, priority: int) -> None:
        """GoneError; a TelegramError other than BadRequest when it may be tried again.

        A letter that Telegram takes in no form is left out, or it would hold up all that comes after it for ever.
        """
        try:
            await self._marked(chat_id, letter, priority)
        except BadRequest as error:
            _check(error)
            log.warning("sent in plain words: %s", error.message)
            await self._again(chat_id, letter, priority)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            # It was taken, and the library cannot read what a newer Bot API says of it.
            log.warning("sent, with an answer that cannot be read: %s", describe(error))

    async def _again(self, chat_id: int, letter: Letter, priority: int) -> None:
        """With its buttons, and where it is they that are wrong, without."""
        for keyboard in (letter.keyboard, None):
            try:
                await self._plain(chat_id, Letter(letter.plain, letter.plain, keyboard), priority)
            except BadRequest as error:
                _check(error)
                log.error("a message is not taken: %s", error.message)  # noqa: TRY400 - it quotes no words
            else:
                return

    async def _marked(self, chat_id: int, letter: Letter, priority: int) -> None:
        if letter.file is not None:
            await self._bot.send_document(
                chat_id,
                letter.file.content,
                filename=letter.file.name,
                caption=letter.html or None,
                parse_mode=ParseMode.HTML,
                rate_limit_args=priority,
            )
        elif letter.photo is not None:
            await self._bot.send_photo(
                chat_id,
                letter.photo,
                caption=letter.html or None,
                parse_mode=ParseMode.HTML,
                reply_markup=letter.keyboard,
                rate_limit_args=priority,
            )
        else:
            await self._bot.send_message(
                chat_id,
                letter.html,
                parse_mode=ParseMode.HTML,
                reply_markup=letter.keyboard,
                link_preview_options=NO_PREVIEW,
                rate_limit_args=priority,
            )

    async def _plain(self, chat_id: int, letter: Letter, priority: int) -> None:
        if letter.plain:
            await self._bot.send_message(
                chat_id,
                letter.plain,
                reply_markup=letter.keyboard,
                link_preview_options=NO_PREVIEW,
                rate_limit_args=priority,
            )


def _check(error: BadRequest) -> None:
    if any(words in error.message.casefold() for words in GONE):
        raise GoneError from error
