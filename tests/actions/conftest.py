"""A learner of Brightport in a store with its organisations, interests, skills and badges."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app import Edge, compose
from bot.catalogue.importing import import_folder
from bot.settings import PROJECT, Settings
from bot.store.engine import Store
from tests.actions.guide import TODAY, Guide
from tests.fakes import FakeClock

FILES = ("city.json", "organisations.csv", "interests.csv", "skills.csv", "badges.csv")


async def _load(url: str, folder: Path) -> None:
    store = Store(url)
    await import_folder(store, folder, today=TODAY)
    await store.close()


@pytest.fixture(scope="session")
def little_brightport(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with what badges need of the sample city, to copy."""
    folder = tmp_path_factory.mktemp("brightport") / "brightport"
    folder.mkdir()
    for name in FILES:
        shutil.copy(PROJECT / "cities" / "brightport" / name, folder)
    path = folder.parent / "brightport.db"
    shutil.copy(migrated_sqlite, path)
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(_load(f"sqlite:///{path}", folder))).result()
    return path


@pytest.fixture
async def edge(little_brightport: Path, tmp_path: Path) -> AsyncIterator[Edge]:
    shutil.copy(little_brightport, tmp_path / "waymark.db")
    store = Store(f"sqlite:///{tmp_path / 'waymark.db'}")
    settings = Settings(home=tmp_path, city="brightport", public_url="https://waymark.brightport.example")
    clock = FakeClock(datetime(2026, 11, 23, 12, tzinfo=UTC))
    yield compose(settings, store, ["http://127.0.0.1:1"], clock)
    await store.close()


@pytest.fixture
async def guide(edge: Edge) -> Guide:
    begun = await edge.services.chat.begin("brightport", "web", "en")
    learner = begun.conversation.learner_id
    assert learner is not None
    return Guide(edge.services, edge.public_badges.hosting.store, begun.conversation.id, learner)
