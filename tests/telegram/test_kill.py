"""kill -9 in the middle: nothing is lost, each chat keeps its order."""

import asyncio
import contextlib
import random
import signal
import sys
from itertools import groupby

from bot.settings import PROJECT
from tests.telegram.bot_api import BotApi, Stand, running
from tests.telegram.person import Person

PEOPLE, MESSAGES, KILLS = 10, 5, 3
READY_WITHIN = 60.0
ANSWERED_WITHIN = 90.0


async def test_nothing_is_lost_when_the_process_is_killed_in_the_middle(store_url: str) -> None:
    choice = random.Random(20261124)
    async with running(BotApi(speed=50.0)) as stand:
        people = [Person(stand.api, 100 + number) for number in range(PEOPLE)]
        writing = asyncio.create_task(_write(people))
        for _ in range(KILLS):
            process = await _started(store_url, stand)
            await asyncio.sleep(choice.uniform(0.2, 1.0))
            process.kill()
            await process.wait()
        process = await _started(store_url, stand)
        try:
            await writing
            await _answered(people)
        finally:
            process.send_signal(signal.SIGTERM)
            await process.wait()
    for person in people:
        heard = [text for text in person.texts if text.startswith("You said")]
        assert [text for text, _ in groupby(heard)] == [f"You said: message {number}" for number in range(MESSAGES)]
        assert len(heard) <= MESSAGES + KILLS, "only what was under way at a kill may come twice"


async def _write(people: list[Person]) -> None:
    for number in range(MESSAGES):
        for person in people:
            person.say(f"message {number}")
            await asyncio.sleep(0.05)


async def _started(store_url: str, stand: Stand) -> asyncio.subprocess.Process:
    command = [sys.executable, "-m", "tests.telegram.killable", store_url, stand.url]
    process = await asyncio.create_subprocess_exec(*command, cwd=PROJECT, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    async with asyncio.timeout(READY_WITHIN):
        assert await process.stdout.readline() == b"ready\n"
    return process


async def _answered(people: list[Person]) -> None:
    last = f"You said: message {MESSAGES - 1}"
    async with asyncio.timeout(ANSWERED_WITHIN):
        for person in people:
            while last not in person.texts:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(person.chat.news.wait(), 1)
