"""What Telegram adds to a turn: from an update's arrival to the reply's arrival at the Bot API, beside the bare chat;
and how soon its call is answered, one at a time and forty at once.

The brain is a plain echo, so nothing but the two ways is measured; the stand runs in the same process, which counts
against the channel.
"""

import asyncio
import itertools
import statistics
import tempfile
import time
from pathlib import Path

import aiohttp

from bench.figures import milliseconds, percentile, show
from bot.channels.telegram.client import webhook_secret
from bot.channels.telegram.webhook import HEADER, PATH
from bot.store.engine import Store
from bot.store.migrate import migrate
from tests.telegram.bot_api import BotApi, running
from tests.telegram.guide import Guide, SlowBrain, at_work, made
from tests.telegram.person import Person

LEARNERS, MESSAGES = 40, 4
CALLS, AT_ONCE = 200, 40
"""Calls of the webhook, and how many Telegram makes at once unless it is asked for fewer."""
SPEED = 1000.0
COLUMNS = ("way", "turns", "median", "p95")


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite:///{Path(folder) / 'bench.db'}"
        await migrate(address)
        store = Store(address)
        try:
            async with running(BotApi(speed=SPEED)) as stand:
                await _measure(made(store, stand, SlowBrain(), speed=SPEED))
        finally:
            await store.close()


async def _measure(guide: Guide) -> None:
    """By turns, so that whatever else the machine does falls on both ways alike."""
    bare: list[float] = []
    ours: list[float] = []
    async with at_work(guide):
        talks = [await guide.chat.begin("brightport", "web", "en") for _ in range(LEARNERS)]
        people = [guide.person(1000 + number) for number in range(LEARNERS)]
        for person in people:
            person.say("/start")
            await person.hears("What are you into?")
        for number in range(MESSAGES):
            for begun, person in zip(talks, people, strict=True):
                bare.append(await _bare(guide, begun.conversation.id, f"message {number}"))
                ours.append(await _telegram(person, f"message {number}"))
        alone, many = await _calls(guide, people, 1), await _calls(guide, people, AT_ONCE)
    added = statistics.median(ours) - statistics.median(bare)
    show("what Telegram adds to a turn", COLUMNS, [_row("the chat alone", bare), _row("through Telegram", ours)])
    print(f"added at the median: {milliseconds(added)} (promised: 10 ms at most)")
    show("a webhook's call, until it is answered", COLUMNS, [_row("one at a time", alone), _row("forty at once", many)])


async def _bare(guide: Guide, conversation_id: str, text: str) -> float:
    """Seconds from the message to its answer in the outbox."""
    started = time.perf_counter()
    receipt = await guide.chat.receive(conversation_id, text, text=text)
    while not await guide.chat.messages(conversation_id, receipt.seq):
        await guide.chat.wait(conversation_id, receipt.seq, 5)
    return time.perf_counter() - started


async def _telegram(person: Person, text: str) -> float:
    """Seconds from the update to the reply on the phone."""
    started = time.perf_counter()
    person.say(text)
    await person.hears(f"You said: {text}")
    taken = time.perf_counter() - started
    await asyncio.sleep(0.01)
    return taken


async def _calls(guide: Guide, people: list[Person], at_once: int) -> list[float]:
    """Seconds that each call takes, the store's write included."""
    headers = {HEADER: webhook_secret(guide.options.token), "Content-Type": "application/json"}
    numbers = itertools.count(CALLS * (at_once + 1))
    taken: list[float] = []

    async def call(http: aiohttp.ClientSession) -> None:
        for _ in range(CALLS // at_once):
            number = next(numbers)
            chat = people[number % len(people)].chat.as_json()
            update = {"update_id": number, "message": {"message_id": number, "date": 1, "chat": chat, "text": "hello"}}
            started = time.perf_counter()
            async with http.post(guide.url + PATH, json=update, headers=headers) as answer:
                answer.raise_for_status()
            taken.append(time.perf_counter() - started)

    async with aiohttp.ClientSession() as http:
        await asyncio.gather(*(call(http) for _ in range(at_once)))
    return taken


def _row(name: str, seconds: list[float]) -> list[str]:
    return [name, str(len(seconds)), *(milliseconds(percentile(seconds, percent)) for percent in (50, 95))]
