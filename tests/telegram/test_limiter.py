"""The bot never goes faster than Telegram allows, and what was asked for goes first."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from functools import partial
from typing import Any

import pytest
from telegram.error import RetryAfter

from bot.channels.telegram.limiter import GROUP_A_SECOND, GROUP_BURST, REPLY, UNASKED, Allowance, Limiter
from tests.telegram.bucket import Buckets

FAST = 20.0
"""The limiter's second in these tests is a twentieth of one."""


@pytest.fixture
async def limiter() -> AsyncIterator[Limiter]:
    limiter = Limiter(FAST)
    await limiter.initialize()
    yield limiter
    await limiter.shutdown()


async def send(
    limiter: Limiter, chat: int, call: Callable[[], Coroutine[Any, Any, bool]], priority: int | None = None
) -> None:
    await limiter.process_request(call, (), {}, "sendMessage", {"chat_id": chat}, priority)


def test_an_allowance_gives_a_burst_and_then_a_steady_rate() -> None:
    allowance = Allowance(2, 1, 2, 0.0)
    assert [allowance.take(0.0) for _ in range(4)] == [0, 0, 1, 2]
    assert allowance.take(10.0) == 0


async def test_neither_a_chat_nor_all_together_are_sent_to_too_fast(limiter: Limiter) -> None:
    buckets, refused, sent = Buckets(FAST), [], []

    async def arrive(chat: int) -> bool:
        refused.append(buckets.take(chat, time.monotonic()))
        sent.append(chat)
        return True

    await asyncio.gather(*(send(limiter, chat, partial(arrive, chat)) for chat in range(60) for _ in range(8)))
    assert len(sent) == 480
    assert not any(refused)


async def test_within_no_second_go_thirty_and_a_group_hears_twenty_a_minute(limiter: Limiter) -> None:
    """However Telegram counts its seconds and minutes."""
    sent: list[float] = []

    async def arrive() -> bool:
        sent.append(time.monotonic())
        return True

    await asyncio.gather(*(send(limiter, chat, arrive) for chat in range(100)))
    second = 1 / FAST
    assert all(later - first > second for first, later in zip(sent, sent[30:], strict=False))
    assert GROUP_BURST + 60 * GROUP_A_SECOND <= 20
    assert limiter._allowance(-5).a_second == GROUP_A_SECOND * FAST


async def test_replies_go_before_what_is_unasked(limiter: Limiter) -> None:
    order: list[str] = []

    async def arrive(name: str) -> bool:
        order.append(name)
        return True

    unasked = [send(limiter, n, partial(arrive, f"unasked {n}"), UNASKED) for n in range(100)]
    replies = [send(limiter, 1000 + n, partial(arrive, "reply"), REPLY) for n in range(10)]
    await asyncio.gather(*unasked, *replies)
    assert max(n for n, name in enumerate(order) if name == "reply") < 40


async def test_a_chat_that_is_refused_waits_and_no_other(limiter: Limiter) -> None:
    order: list[str] = []
    refusals = [RetryAfter(1)]

    async def refused_once() -> bool:
        if refusals:
            raise refusals.pop()
        order.append("refused once")
        return True

    async def other() -> bool:
        order.append("other")
        return True

    await asyncio.gather(send(limiter, 1, refused_once), *(send(limiter, 2, other) for _ in range(3)))
    assert order == ["other"] * 3 + ["refused once"]


async def test_whatever_else_is_for_that_chat_waits_too(limiter: Limiter) -> None:
    refused: list[float] = []
    edited: list[float] = []
    begun = asyncio.Event()

    async def refused_once() -> bool:
        if not refused:
            refused.append(time.monotonic())
            begun.set()
            raise RetryAfter(1)
        return True

    async def edit() -> bool:
        edited.append(time.monotonic())
        return True

    sending = asyncio.create_task(send(limiter, 1, refused_once))
    await begun.wait()
    await limiter.process_request(edit, (), {}, "editMessageText", {"chat_id": 1}, None)
    await sending
    assert edited[0] - refused[0] > 0.8


async def test_a_chat_that_is_refused_for_ever_is_given_up(limiter: Limiter) -> None:
    async def never() -> bool:
        raise RetryAfter(0)

    with pytest.raises(RetryAfter):
        await send(limiter, 1, never)


async def test_what_is_no_message_does_not_wait() -> None:
    async def call() -> bool:
        return True

    limiter = Limiter(speed=0.01)
    async with asyncio.timeout(30):
        for _ in range(100):
            await limiter.process_request(call, (), {}, "answerCallbackQuery", {}, None)
