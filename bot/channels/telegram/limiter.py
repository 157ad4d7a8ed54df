"""How fast the bot may write: a message a second to one chat, thirty a second in all, replies before what is unasked.

The rates are Telegram's (core.telegram.org/bots/faq, "My bot is hitting limits, how do I avoid this?").
"""

import asyncio
import heapq
import itertools
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.channels.telegram.seconds import retry_seconds

REPLY, UNASKED = 0, 1
"""Which goes first, as `rate_limit_args`."""
CHAT_BURST, CHAT_A_SECOND = 3, 1.0
GROUP_BURST, GROUP_A_SECOND = 3, 0.25
"""Groups may hear from the bot twenty times a minute; theirs are the numbers below 0."""
ALL_BURST, ALL_A_SECOND = 3, 26.0
"""Together under thirty within any second, however the seconds are counted."""
MESSAGES = frozenset({"sendMessage", "sendPhoto", "sendDocument"})
EDITS = frozenset({"editMessageText", "editMessageCaption", "editMessageReplyMarkup"})
TRIES = 5
"""How often a chat's 429 is waited for before the sender hears of it."""
REMEMBERED = 10_000
"""Chats whose allowance is remembered; a chat that was quiet for seconds has all of it anyway."""


@dataclass(slots=True)
class Allowance:
    """A token bucket that may be overdrawn: whoever takes waits until their turn has come."""

    burst: float
    a_second: float
    left: float
    at: float

    def take(self, now: float) -> float:
        """Counts one; gives the seconds until it may go."""
        self.left = min(self.burst, self.left + (now - self.at) * self.a_second) - 1
        self.at = now
        return max(0.0, -self.left / self.a_second)


class Limiter(BaseRateLimiter[int]):
    """`speed` makes its second shorter, for tests."""

    def __init__(self, speed: float = 1.0) -> None:
        self._speed = speed
        self._chats: dict[object, Allowance] = {}
        self._paused: dict[object, float] = {}
        self._line = Line(ALL_BURST, ALL_A_SECOND * speed)

    async def initialize(self) -> None:
        self._line.open()

    async def shutdown(self) -> None:
        await self._line.close()

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, bool | dict[str, Any] | list[dict[str, Any]]]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> bool | dict[str, Any] | list[dict[str, Any]]:
        """See `BaseRateLimiter`: a 429 holds up its own chat and no other. RetryAfter after five of them."""
        # Of calls that belong to no chat, each waits for itself.
        chat = data.get("chat_id", object())
        for attempt in itertools.count(1):
            await self._turn(endpoint, chat, rate_limit_args or REPLY)
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                self._paused[chat] = time.monotonic() + retry_seconds(error)
                if attempt == TRIES:
                    raise
        raise AssertionError("unreachable")

    async def _turn(self, endpoint: str, chat: object, priority: int) -> None:
        if endpoint in MESSAGES:
            await asyncio.sleep(self._allowance(chat).take(time.monotonic()))
        while True:
            await asyncio.sleep(self._pause(chat))
            if endpoint in MESSAGES or endpoint in EDITS:
                await self._line.turn(priority)
            if not self._pause(chat):
                return

    def _pause(self, chat: object) -> float:
        """Seconds for which a chat still has to be left alone, with whatever it is."""
        left = self._paused.get(chat, 0.0) - time.monotonic()
        if left <= 0:
            self._paused.pop(chat, None)
        return max(0.0, left)

    def _allowance(self, chat: object) -> Allowance:
        found = self._chats.pop(chat, None)
        is_group = isinstance(chat, int) and chat < 0
        burst, rate = (GROUP_BURST, GROUP_A_SECOND) if is_group else (CHAT_BURST, CHAT_A_SECOND)
        self._chats[chat] = found or Allowance(burst, rate * self._speed, burst, time.monotonic())
        if len(self._chats) > REMEMBERED:
            del self._chats[next(iter(self._chats))]
        return self._chats[chat]


class Line:
    """Lets those who wait pass one by one, at a steady rate after a burst, the most urgent first."""

    def __init__(self, burst: float, a_second: float) -> None:
        self._allowance = Allowance(burst, a_second, burst, time.monotonic())
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._numbers = itertools.count()
        self._news = asyncio.Event()
        self._letting: asyncio.Task[None] | None = None

    def open(self) -> None:
        if self._letting is None:
            self._letting = asyncio.create_task(self._let())

    async def close(self) -> None:
        if self._letting is not None:
            self._letting.cancel()
            await asyncio.wait({self._letting})
            self._letting = None

    async def turn(self, priority: int) -> None:
        """Returns when it is one's turn."""
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (priority, next(self._numbers), turn))
        self._news.set()
        await turn

    async def _let(self) -> None:
        while True:
            while not self._waiting:
                self._news.clear()
                await self._news.wait()
            if (pause := self._allowance.take(time.monotonic())) > 0:
                await asyncio.sleep(pause)
            # Who is most urgent is seen only now: somebody may have come while the line stood still.
            if self._waiting:
                _, _, turn = heapq.heappop(self._waiting)
                if not turn.done():
                    turn.set_result(None)
