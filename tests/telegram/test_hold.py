"""Hundreds of learners at once, and a Telegram that fails in every way: none lost, none twice, each in order."""

import asyncio
import os
import random
from collections import Counter
from typing import Any

from bot.store.engine import Store
from tests.telegram.bot_api import BotApi, running
from tests.telegram.faults import Fault, Silence, broken, too_many
from tests.telegram.guide import Guide, SlowBrain, at_work, made
from tests.telegram.person import Person

LEARNERS, MESSAGES = int(os.environ.get("WAYMARK_TELEGRAM_LEARNERS", "250")), 5
"""A thousand take two minutes of a processor and, beside all else that runs, up to five; so each run tries a quarter of
them, and `WAYMARK_TELEGRAM_LEARNERS=1000` all."""
FAULTS = 0.02
"""Of all messages, those that fail in some way."""
AFAR = 0.05
"""Of all learners, those who block the bot at their third message."""
SPEED = 40.0
"""How many times faster than Telegram's the second of the stand and of the limiter is."""
PATIENCE = 600.0


class Chance:
    """Faults as they come, the same at every run."""

    def __init__(self) -> None:
        self._choice = random.Random(20261124)
        self.made: Counter[str] = Counter()

    def __call__(self, method: str, params: dict[str, Any]) -> Fault | None:
        if method != "sendmessage" or self._choice.random() > FAULTS:
            return None
        failures: list[tuple[str, Fault]] = [("429", too_many(1)), ("500", broken()), ("timeout", Silence())]
        name, fault = self._choice.choice(failures)
        self.made[name] += 1
        return fault


async def test_many_learners_are_answered_whatever_telegram_does(store: Store, brain: SlowBrain) -> None:
    """They talk already when it begins, so that what is measured is the five messages of each."""
    api = BotApi(speed=SPEED)
    chance = Chance()
    api.faults.chance = chance
    learners = LEARNERS if store.is_sqlite else LEARNERS // 10
    async with running(api) as stand:
        guide = made(store, stand, brain, speed=SPEED)
        people = [await _talking(guide, 10_000 + number) for number in range(learners)]
        away = people[:: int(1 / AFAR)]
        async with at_work(guide, webhook=False):
            await _write(people, away)
            await _answered([person for person in people if person not in away])
            await guide.settled()
    wanted = [f"You said: message {message}" for message in range(MESSAGES)]
    for person in people:
        assert person.texts == (wanted[: len(person.texts)] if person in away else wanted)
    assert api.too_many == 0, "the bot went too fast by itself"
    assert sum(chance.made.values()) >= learners / 20
    assert set(chance.made) == {"429", "500", "timeout"}


async def _talking(guide: Guide, number: int) -> Person:
    begun = await guide.chat.begin("brightport", "telegram", "en")
    await guide.reach.put(number, begun.conversation.id, sent=len(begun.messages))
    return Person(guide.stand.api, number, f"Learner {number}")


async def _write(people: list[Person], away: list[Person]) -> None:
    """All of them at once, message by message."""
    for message in range(MESSAGES):
        for person in people:
            person.say(f"message {message}")
            if message == 2 and person in away:
                person.block()
        await asyncio.sleep(0)


async def _answered(people: list[Person]) -> None:
    last = f"You said: message {MESSAGES - 1}"
    async with asyncio.timeout(PATIENCE):
        for person in people:
            while last not in person.texts:
                await person.chat.news.wait()
