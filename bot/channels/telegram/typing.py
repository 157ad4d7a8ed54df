"""Shows that the guide thinks, for as long as it does, and knows who is there to see it."""

import asyncio
import logging
import time

from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.channels.telegram.client import Bot
from bot.chat.service import Chat

EVERY = 4.0
"""Seconds; Telegram shows it for five (core.telegram.org/bots/api#sendchataction)."""
AFTER = 0.05
"""Seconds that thinking may take unseen: most answers come sooner, and a call for each would be for nothing."""
LONGEST = 60.0
THERE = 60.0
"""Seconds for which somebody who wrote is taken to be looking at the chat."""
REMEMBERED = 10_000

log = logging.getLogger("waymark.telegram")


class Typing:
    def __init__(self, bot: Bot, chat: Chat) -> None:
        self._bot = bot
        self._chat = chat
        self._shown: dict[int, asyncio.Task[None]] = {}
        self._wrote: dict[int, float] = {}

    def show(self, chat_id: int, conversation_id: str) -> None:
        """Shows it from now on until there is an answer."""
        if chat_id not in self._shown:
            self._shown[chat_id] = asyncio.create_task(self._keep_showing(chat_id, conversation_id))

    def is_there(self, chat_id: int) -> bool:
        """Whether somebody wrote in that chat within the last minute."""
        return time.monotonic() - self._wrote.get(chat_id, -THERE) < THERE

    async def close(self) -> None:
        tasks = list(self._shown.values())
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)

    def note(self, chat_id: int) -> None:
        """Somebody wrote there."""
        self._wrote.pop(chat_id, None)
        self._wrote[chat_id] = time.monotonic()
        if len(self._wrote) > REMEMBERED:
            del self._wrote[next(iter(self._wrote))]

    async def _keep_showing(self, chat_id: int, conversation_id: str) -> None:
        """What is only for the eye is never worth more than a line in the log."""
        end = time.monotonic() + LONGEST
        try:
            await asyncio.sleep(AFTER)
            while time.monotonic() < end and await self._chat.typing(conversation_id):
                await self._bot.send_chat_action(chat_id, ChatAction.TYPING)
                await asyncio.sleep(EVERY)
        except TelegramError as error:
            log.info("typing could not be shown: %s", type(error).__name__)
        except Exception as error:  # noqa: BLE001 - the conversation may be gone, the store down
            log.info("typing ends: %s", type(error).__name__)
        finally:
            del self._shown[chat_id]
