"""Asks Telegram for updates, where it cannot call: behind a home router, or on a laptop."""

import asyncio
import json
import logging

from telegram.error import Conflict, InvalidToken, TelegramError

from bot.channels.faults import describe
from bot.channels.telegram.client import ALLOWED, Bot
from bot.channels.telegram.mailbox import Mailbox

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
            except Exception as error:  # noqa: BLE001 - Telegram or the store may be back at the next try
                log.warning("%s", _advice(error))
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST)

    async def _once(self) -> None:
        """The offset confirms what came before, so it moves on only when all of that is stored."""
        for update in await self._bot.updates(self._offset, ALLOWED):
            await self._mailbox.accept(json.dumps(update).encode())
            self._offset = int(update["update_id"]) + 1


def _advice(error: Exception) -> str:
    if isinstance(error, Conflict):
        if "webhook" in error.message:
            return "A webhook is set for this bot, so it cannot be asked: run `waymark telegram webhook delete`."
        return "Another program asks for this bot's messages too; only one may."
    if isinstance(error, TelegramError):
        return f"Telegram cannot be asked for messages ({type(error).__name__}); trying again."
    return f"what Telegram brought cannot be taken in: {describe(error)}"
