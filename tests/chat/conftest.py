"""A chat on a fresh store, with a worker that works when the test says so."""

import pytest

from bot import words
from bot.chat.model import Begun
from bot.chat.parts import Parts
from bot.chat.service import Chat
from bot.chat.worker import Worker
from bot.people.service import People
from bot.store.engine import Store
from tests.fakes import FakeBrain, FakeCities, FakeClock


@pytest.fixture
def people(store: Store, clock: FakeClock) -> People:
    return People(store, clock)


@pytest.fixture
def parts(store: Store, people: People, cities: FakeCities, clock: FakeClock) -> Parts:
    return Parts(store, people, cities, words.load(), now=clock)


@pytest.fixture
def chat(parts: Parts) -> Chat:
    return Chat(parts)


@pytest.fixture
def worker(parts: Parts, brain: FakeBrain) -> Worker:
    return Worker(parts, brain)


@pytest.fixture
async def begun(chat: Chat) -> Begun:
    return await chat.begin("brightport", "web", "en")


@pytest.fixture
def talk(begun: Begun) -> str:
    """The id of a conversation that has begun."""
    return begun.conversation.id
