"""Brightport loaded once on SQLite, and a talk with the actions on a copy of it."""

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
from tests.fakes import FakeClock
from tests.pathways.talk import Talk, begin

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
"""A Tuesday."""


@pytest.fixture(scope="session")
def brightport(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("brightport") / "brightport.db"
    shutil.copy(migrated_sqlite, path)

    async def load() -> None:
        store = Store(f"sqlite:///{path}")
        await import_folder(store, PROJECT / "cities" / "brightport", city="brightport", today=NOW.date())
        await store.close()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(load())).result()
    return path


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOW)


@pytest.fixture
async def store(brightport: Path, tmp_path: Path) -> AsyncIterator[Store]:
    path = tmp_path / "waymark.db"
    shutil.copy(brightport, path)
    store = Store(f"sqlite:///{path}")
    yield store
    await store.close()


@pytest.fixture
def edge(store: Store, clock: FakeClock, tmp_path: Path) -> Edge:
    return compose(Settings(home=tmp_path, public_url="https://waymark.example"), store, [], clock)


@pytest.fixture
async def talk(edge: Edge, store: Store) -> Talk:
    return await begin(edge, store)
