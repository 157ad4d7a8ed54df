"""Sends what is said in each conversation, in order, and notes each piece as it is delivered."""

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import replace

from telegram.error import ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.channels.faults import describe
from bot.channels.telegram.letters import Letter, Letters
from bot.channels.telegram.limiter import REPLY, UNASKED
from bot.channels.telegram.post import GoneError, Post
from bot.channels.telegram.seconds import retry_seconds
from bot.channels.telegram.typing import Typing
from bot.chat.model import Message, Speaker
from bot.chat.reach.model import Address
from bot.chat.reach.service import Reach
from bot.chat.service import Chat

BATCH = 50
LOOK = 1.0
"""Seconds between looks for what other processes said, and for what was left over."""
PAUSE, LONGEST = 1.0, 60.0
"""Seconds until a chat that could not be reached is tried again, and at most."""
END_SECONDS = 1.5
"""What a process that is asked to end leaves for messages that are under way."""

log = logging.getLogger("waymark.telegram")


class Sender:
    def __init__(self, chat: Chat, reach: Reach, letters: Letters, post: Post, typing: Typing) -> None:
        self._chat = chat
        self._reach = reach
        self._letters = letters
        self._post = post
        self._typing = typing
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()
        self._under_way: set[asyncio.Task[None]] = set()
        self.refused = asyncio.Event()
        """Set when Telegram no longer takes the token."""

    async def run(self) -> None:
        """Sends until cancelled; what is in hand then is sent after the next start."""
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._follow())
                group.create_task(self._look())
        finally:
            await self._end()

    async def _end(self) -> None:
        """What Telegram has in hand is noted before we go, or it would come again after the next start."""
        for task in self._busy.values():
            task.cancel()
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=END_SECONDS)
        for piece in self._under_way:
            piece.cancel()

    async def _follow(self) -> None:
        with self._reach.news() as news:
            while True:
                changed = await news.take()
                try:
                    for address in await self._reach.of(changed):
                        self._wake(address)
                except Exception as error:  # noqa: BLE001 - the next look finds what was missed
                    log.error("news could not be followed: %s", describe(error))  # noqa: TRY400

    async def _look(self) -> None:
        while True:
            try:
                for address in await self._reach.behind():
                    self._wake(address)
            except Exception as error:  # noqa: BLE001 - the store may be back at the next look
                log.error("the outbox could not be read: %s", describe(error))  # noqa: TRY400
            await asyncio.sleep(LOOK)

    def _wake(self, address: Address) -> None:
        """One task for each chat that has something to hear."""
        if address.key in self._busy:
            self._again.add(address.key)
        elif address.chat_id:
            self._busy[address.key] = asyncio.create_task(self._serve(address))

    async def _serve(self, address: Address) -> None:
        key, pause = address.key, PAUSE
        try:
            while True:
                wait = await self._attempt(address, pause)
                if wait == 0 and key not in self._again:
                    return
                self._again.discard(key)
                await asyncio.sleep(wait)
                pause = min(2 * pause, LONGEST) if wait else PAUSE
                found = await self._reach.of([address.conversation_id])
                mine = [one for one in found if one.chat_id == address.chat_id]
                if not mine:
                    return
                address = mine[0]
        except Exception as error:  # noqa: BLE001 - the store failed; the next look begins here again
            log.error("a chat could not be served: %s", describe(error))  # noqa: TRY400
        finally:
            del self._busy[key]
            self._again.discard(key)

    async def _attempt(self, address: Address, pause: float) -> float:
        """Sends all there is; gives 0, or the seconds until it is worth another try."""
        try:
            await self._send_all(address)
        except (Forbidden, GoneError):
            await self._reach.blocked(address.key)
        except ChatMigrated as error:
            await self._reach.moved(address, error.new_chat_id)
        except InvalidToken:
            self.refused.set()
            return LONGEST
        except RetryAfter as error:
            return retry_seconds(error)
        except TelegramError as error:
            log.info("a chat is not reached, trying again in %.0f s: %s", pause, type(error).__name__)
            return pause
        return 0.0

    async def _send_all(self, address: Address) -> None:
        while messages := await self._chat.messages(address.conversation_id, address.sent, BATCH):
            noted = address.sent
            for message in messages:
                address = await self._send(address, message)
                if message.speaker is not Speaker.YOU:
                    noted = message.seq
            if noted < address.sent:
                await self._reach.delivered(address.key, address.sent)
        if await self._chat.typing(address.conversation_id):
            self._typing.show(address.chat_id, address.conversation_id)

    async def _send(self, address: Address, message: Message) -> Address:
        """One message; every piece is noted at once, so that after a fall the next one is sent and none again."""
        if message.speaker is Speaker.YOU:
            # Noted with what follows it.
            return replace(address, sent=message.seq, part=0)
        letters = [] if _is_unwanted(address, message) else await self._letters.of(address.conversation_id, message)
        for number in range(address.part, len(letters)):
            last = number + 1 == len(letters)
            noted = (message.seq, 0) if last else (message.seq - 1, number + 1)
            await self._finish(self._piece(address, letters[number], self._priority(address, message), noted))
        if address.part >= len(letters):
            await self._reach.delivered(address.key, message.seq)
        if letters:
            self._chat.arrived(address.conversation_id, message.seq)
        return replace(address, sent=message.seq, part=0)

    async def _piece(self, address: Address, letter: Letter, priority: int, noted: tuple[int, int]) -> None:
        await self._post.send(address.chat_id, letter, priority)
        await self._reach.delivered(address.key, *noted)

    async def _finish(self, piece: Coroutine[None, None, None]) -> None:
        """Does it to its end, also when whoever waits is cancelled."""
        task = asyncio.create_task(piece)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        await asyncio.shield(task)

    def _priority(self, address: Address, message: Message) -> int:
        """An answer, a person's word, and what a learner who is there just asked for come first."""
        asked = message.answers is not None or message.speaker is Speaker.ADVISER
        return REPLY if asked or self._typing.is_there(address.chat_id) else UNASKED


def _is_unwanted(address: Address, message: Message) -> bool:
    """After /stop the guide says nothing of itself; an adviser's word and a late answer still come."""
    unasked = message.answers is None and message.speaker is Speaker.GUIDE
    return bool(address.quiet) and unasked and message.seq > address.quiet
