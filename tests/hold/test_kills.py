"""Nothing lost, nothing twice: brains and the edge die while twenty learners talk."""

import asyncio
import random
from pathlib import Path

import aiohttp

from tests.hold.learner import Learner
from tests.hold.processes import Rig, rig

LEARNERS = 20
KILLS = 100
GAP = (0.4, 1.6)
"""Seconds between two kills, by chance."""
QUESTION = "what do you know about me"
ANSWER = "I keep what you tell me here, what I showed you"
"""Said once for each such question, so that it can be counted."""


async def talk(learner: Learner, ended: asyncio.Event, choice: random.Random) -> None:
    await learner.begin()
    while not ended.is_set():
        await learner.say(QUESTION)
        await asyncio.sleep(choice.uniform(1, 6))


async def kill(whole: Rig, ended: asyncio.Event, choice: random.Random) -> None:
    for _ in range(KILLS):
        await asyncio.sleep(choice.uniform(*GAP))
        whole.kill_one(choice)
    ended.set()


async def test_no_message_is_lost_or_answered_twice_in_a_hundred_kills(tmp_path: Path) -> None:
    choice = random.Random(20261124)
    ended = asyncio.Event()
    async with rig(tmp_path, edges=1, brains=2) as whole, aiohttp.ClientSession() as http:
        learners = [Learner(http, lambda: whole.edges[0].url) for _ in range(LEARNERS)]
        talks = [asyncio.create_task(talk(learner, ended, choice)) for learner in learners]
        await kill(whole, ended, choice)
        await asyncio.gather(*talks)
        await whole.ready()
        for learner in learners:
            messages = await learner.until_said(ANSWER, len(learner.sent))
            assert [message["text"] for message in messages if message["from"] == "you"] == learner.sent
            answers = [message for message in messages if message["from"] == "guide" and ANSWER in message["text"]]
            assert len(answers) == len(learner.sent)
        deaths = sum(kept.deaths for kept in [*whole.edges, *whole.brains])
        assert deaths > KILLS / 4, "hardly anything died"
        assert [fault for edge in whole.edges for fault in edge.faults] == []
