"""Conversations at once, each a learner who searches, and how long each answer took."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

MESSAGES = (
    "any free coding clubs near me",
    "something with music on saturdays",
    "art courses in the evening",
    "volunteering with animals",
)
"""Fewer than the burst of 5 that one conversation may send."""
Say = Callable[[str], Awaitable[None]]
Begin = Callable[[], Awaitable[Say]]


@dataclass(frozen=True, slots=True)
class Load:
    seconds: list[float]
    """One for each answer."""
    lasted: float

    @property
    def turns_a_second(self) -> float:
        return len(self.seconds) / self.lasted


async def load(begin: Begin, at_once: int, rounds: int, pause: float = 0.0) -> Load:
    """`at_once` learners, each with `rounds` conversations of four searches.

    Before each they read for `pause` seconds, half of it more or less, so that they do not go in step.
    """
    seconds: list[float] = []
    await _learner(begin, 1, [], random.Random(0), 0.0)
    started = time.perf_counter()
    await asyncio.gather(*(_learner(begin, rounds, seconds, random.Random(name), pause) for name in range(at_once)))
    return Load(seconds, time.perf_counter() - started)


async def _learner(begin: Begin, rounds: int, seconds: list[float], chance: random.Random, pause: float) -> None:
    for _ in range(rounds):
        say = await begin()
        for message in MESSAGES:
            await asyncio.sleep(pause * chance.uniform(0.5, 1.5))
            started = time.perf_counter()
            await say(message)
            seconds.append(time.perf_counter() - started)
