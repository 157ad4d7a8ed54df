"""A learner on a fresh store."""

import pytest

from bot.badges.service import Badges
from bot.people.service import People
from bot.store.engine import Store
from tests.fakes import FakeClock


@pytest.fixture
def badges(store: Store, clock: FakeClock) -> Badges:
    return Badges(store, clock)


@pytest.fixture
async def learner(store: Store, clock: FakeClock) -> str:
    async with store.write() as session:
        return await People(store, clock).add(session, "talk", "brightport")
