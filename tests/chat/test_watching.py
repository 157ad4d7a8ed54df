"""Waiting for news: from this process at once, from another soon."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from bot.chat.parts import Parts
from bot.chat.service import Chat
from bot.chat.worker import Worker
from bot.people.service import People
from bot.store.engine import Store
from tests.chat.helpers import work_off


async def seconds_until_news(chat: Chat, talk: str, after: int, limit: float = 60.0) -> float:
    start = time.monotonic()
    await chat.wait(talk, after, limit)
    return time.monotonic() - start


@pytest.fixture
async def elsewhere(store_url: str, parts: Parts) -> AsyncIterator[Chat]:
    """The same chat in another process: its own connections, no shared news."""
    store = Store(store_url)
    yield Chat(Parts(store, People(store, parts.now), parts.cities, parts.words, now=parts.now))
    await store.close()


async def test_what_is_there_already_needs_no_waiting(chat: Chat, talk: str) -> None:
    assert await seconds_until_news(chat, talk, after=0) < 30


async def test_waiting_ends_by_itself(chat: Chat, talk: str) -> None:
    waited = await seconds_until_news(chat, talk, after=3, limit=0.3)
    assert 0.25 < waited < 30


async def test_an_answer_wakes_who_waits(chat: Chat, talk: str, worker: Worker) -> None:
    receipt = await chat.receive(talk, "1", "hello")
    waiting = asyncio.create_task(seconds_until_news(chat, talk, receipt.seq))
    await asyncio.sleep(0.05)
    await work_off(worker)
    assert await waiting < 300


async def test_news_of_another_process_wakes_who_waits(chat: Chat, talk: str, elsewhere: Chat) -> None:
    waiting = asyncio.create_task(seconds_until_news(chat, talk, after=3))
    await asyncio.sleep(0.5)
    await elsewhere.receive(talk, "1", "hello")
    assert await waiting < 30


async def test_many_wait_at_once(chat: Chat, talk: str) -> None:
    waiting = [asyncio.create_task(seconds_until_news(chat, talk, after=3)) for _ in range(20)]
    await asyncio.sleep(0.05)
    await chat.receive(talk, "1", "hello")
    assert max(await asyncio.gather(*waiting)) < 30


async def test_others_news_wakes_nobody(chat: Chat, talk: str) -> None:
    other = await chat.begin("brightport", "web", "en")
    waiting = asyncio.create_task(seconds_until_news(chat, talk, after=3, limit=1.0))
    await asyncio.sleep(0.05)
    await chat.receive(other.conversation.id, "1", "hello")
    assert await waiting > 0.9
