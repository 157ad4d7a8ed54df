from collections.abc import AsyncIterator

import pytest

from bot.store.engine import Store
from tests.telegram.bot_api import BotApi, Stand, running
from tests.telegram.guide import Extras, Guide, SlowBrain, at_work, made
from tests.telegram.person import Person

SPEED = 5.0
"""How many times faster than Telegram's the second of the stand and of the guide's limiter is."""


@pytest.fixture
async def stand() -> AsyncIterator[Stand]:
    async with running(BotApi(speed=SPEED)) as stand:
        yield stand


@pytest.fixture
def brain() -> SlowBrain:
    return SlowBrain()


@pytest.fixture
def extras() -> Extras:
    return Extras()


@pytest.fixture
async def guide(store: Store, stand: Stand, brain: SlowBrain, extras: Extras) -> AsyncIterator[Guide]:
    """A guide that Telegram calls."""
    async with at_work(made(store, stand, brain, extras, SPEED)) as guide:
        yield guide


@pytest.fixture
async def ada(guide: Guide) -> Person:
    """Somebody who has just begun to talk."""
    person = guide.person()
    person.say("/start")
    await person.hears("What are you into?")
    return person
