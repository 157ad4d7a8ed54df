"""A small city with two issuers on a fresh store, and who gives awards there."""

from pathlib import Path

import pytest

from bot.badges.issuing.hosting import Hosting
from bot.badges.issuing.keys import KeyRing
from bot.badges.issuing.service import Issuing
from bot.people.service import People
from bot.store.engine import Store
from tests.badges.issuing.helpers import AT
from tests.badges.issuing.town import fill
from tests.fakes import FakeClock


@pytest.fixture
async def town(store: Store) -> Store:
    async with store.write() as session:
        await fill(session)
    return store


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    return KeyRing(tmp_path / "keys")


@pytest.fixture
def issuing(town: Store, ring: KeyRing, clock: FakeClock) -> Issuing:
    return Issuing(town, ring, AT, clock)


@pytest.fixture
def hosting(town: Store, ring: KeyRing, clock: FakeClock) -> Hosting:
    return Hosting(town, ring, AT, clock)


@pytest.fixture
async def learner(town: Store, clock: FakeClock) -> str:
    async with town.write() as session:
        return await People(town, clock).add(session, "talk", "fernley")
