"""Asks Telegram for updates, where it cannot call: behind a home router, or on a laptop."""

import asyncio
import logging

from telegram.error import Conflict, InvalidToken, TelegramError

from bot.channels.telegram.client import POLL, READ, Bot
from bot.channels.telegram.mailbox import Mailbox

ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]
"""The kinds of update that mean something here; Telegram keeps the others to itself."""
PAUSE, LONGEST = 1.0, 30.0
"""Seconds until the next try after a failure, and at most."""

log = logging.getLogger("waymark.telegram")


class Polling:
    def __init__(self, bot: Bot, mailbox: Mailbox) -> None:
        self._bot = bot
        self._mailbox = mailbox
        self._offset: int | None = None

    async def run(self) -> None:
        """Asks until cancelled. InvalidToken."""
        pause = PAUSE
        while True:
            try:
                await self._once()
                pause = PAUSE
            except InvalidToken:
                raise
            except Conflict as error:
                log.warning("%s", _advice(error))
                await asyncio.sleep(LONGEST)
            except TelegramError as error:
                log.warning("Telegram cannot be asked for messages (%s); trying again.", type(error).__name__)
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST)

    async def _once(self) -> None:
        """The offset confirms what came before, so it moves on only when all of that is stored."""
        updates = await self._bot.get_updates(
            offset=self._offset, timeout=POLL, read_timeout=POLL + READ, allowed_updates=ALLOWED
        )
        for update in updates:
            await self._mailbox.accept(update.to_json().encode())
            self._offset = update.update_id + 1


def _advice(error: Conflict) -> str:
    if "webhook" in error.message:
        return "A webhook is set for this bot, so it cannot be asked: run `waymark telegram webhook delete`."
    return "Another program asks for this bot's messages too; only one may."
