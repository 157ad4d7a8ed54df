"""The worker as it runs: woken at once, many conversations at a time, ending cleanly."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import words
from bot.chat.model import Speaker
from bot.chat.parts import Parts
from bot.chat.ports import Answer, Question
from bot.chat.service import Chat
from bot.chat.worker import Worker
from bot.people.service import People
from bot.store.engine import Store
from tests.chat.helpers import replies, since
from tests.fakes import FakeBrain, FakeCities, echo


@asynccontextmanager
async def running(*workers: Worker) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(worker.run()) for worker in workers]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def until(true: Callable[[], Awaitable[object]], seconds: float = 30) -> None:
    """Waits for something that must come about."""
    async with asyncio.timeout(seconds):
        while not await true():  # noqa: ASYNC110 - any condition, not only one that tells
            await asyncio.sleep(0.02)


@pytest.fixture
def parts(store: Store, cities: FakeCities) -> Parts:
    """On real time, since a running worker waits."""
    return Parts(store, People(store), cities, words.load())


async def test_a_message_is_answered_soon(chat: Chat, talk: str, worker: Worker) -> None:
    async with running(worker):
        await asyncio.sleep(0.1)
        receipt = await chat.receive(talk, "1", "hello")
        start = time.monotonic()
        while not await replies(chat, talk):
            await chat.wait(talk, receipt.seq, 60)
        assert time.monotonic() - start < 30
    assert await replies(chat, talk) == ["You said: hello"]


async def test_what_waited_before_the_start_is_answered(chat: Chat, talk: str, worker: Worker) -> None:
    await chat.receive(talk, "1", "hello")
    async with running(worker):
        await until(lambda: replies(chat, talk))


async def test_a_slow_turn_holds_up_its_own_conversation_alone(chat: Chat, talk: str, parts: Parts) -> None:
    class Slow(FakeBrain):
        async def turn(self, question: Question) -> Answer:
            if question.text == "slow":
                await asyncio.sleep(60)
            return await super().turn(question)

    other = (await chat.begin("brightport", "web", "en")).conversation.id
    async with running(Worker(parts, Slow())):
        await chat.receive(talk, "1", "slow")
        await chat.receive(talk, "2", "quick")
        await chat.receive(other, "1", "quick")
        await until(lambda: replies(chat, other))
        assert await chat.typing(talk)
    assert await replies(chat, talk) == []


async def test_ending_gives_back_what_is_in_hand(chat: Chat, talk: str, parts: Parts) -> None:
    class Stuck(FakeBrain):
        async def turn(self, question: Question) -> Answer:
            self.asked.append(question)
            await asyncio.sleep(60)
            return echo(question)

    stuck = Stuck()

    async def asked() -> bool:
        return bool(stuck.asked)

    await chat.receive(talk, "1", "hello")
    async with running(Worker(parts, stuck)):
        await until(asked)
    async with running(Worker(parts, FakeBrain())):
        await until(lambda: replies(chat, talk))
    assert await replies(chat, talk) == ["You said: hello"]


async def test_two_edges_on_one_store_keep_order_and_answer_once(
    chat: Chat, store_url: str, store: Store, parts: Parts
) -> None:
    talks = [(await chat.begin("brightport", "web", "en")).conversation.id for _ in range(4)]
    elsewhere = Store(store_url)
    other = Parts(elsewhere, People(elsewhere), parts.cities, parts.words)
    chats = [chat, Chat(other)]
    async with running(Worker(parts, FakeBrain()), Worker(other, FakeBrain())):
        for number in range(5):
            for index, talk in enumerate(talks):
                await chats[(number + index) % 2].receive(talk, str(number), f"message {number}")

        async def all_answered() -> bool:
            return all([len(await replies(chat, talk)) >= 5 for talk in talks])

        await until(all_answered, 30)
        await asyncio.sleep(0.3)
    for talk in talks:
        assert await replies(chat, talk) == [f"You said: message {number}" for number in range(5)]
    await elsewhere.close()


Deliveries = st.lists(st.tuples(st.integers(0, 3), st.text(max_size=8)), min_size=1, max_size=10)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deliveries=Deliveries)
async def test_any_deliveries_in_any_order_act_once_each_and_keep_their_order(
    chat: Chat, worker: Worker, deliveries: list[tuple[int, str]]
) -> None:
    talk = (await chat.begin("brightport", "web", "en")).conversation.id
    first: dict[int, str] = {}
    for number, text in deliveries:
        first.setdefault(number, text)
        await chat.receive(talk, str(number), f"x{text}")
    while work := await worker.take():
        await worker.answer(work)
    shown = await since(chat, talk)
    mine = [message.text for message in shown if message.speaker is Speaker.YOU]
    assert len(mine) == len(first)
    assert [message.text for message in shown if message.speaker is Speaker.GUIDE] == [
        f"You said: {text}" for text in mine
    ]
    assert [message.seq for message in shown] == sorted({message.seq for message in shown})
