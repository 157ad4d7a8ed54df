"""A small city that is not the sample city, loaded once on each kind of store for tests that only read."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.catalogue.importing import import_folder
from bot.catalogue.service import Catalogue
from bot.store.engine import Store
from tests import postgresql

FERNLEY = Path(__file__).parent / "fernley"
TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
"""A Monday; the city's dates are as of it."""


async def load(url: str) -> None:
    store = Store(url)
    reports = await import_folder(store, FERNLEY, city="fernley", today=TODAY)
    await store.close()
    assert not [report.error or report.problems for report in reports if report.error or report.rejected]


def load_apart(url: str) -> None:
    """In a thread of its own, since the first test that asks for it may have a loop running already."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(load(url))).result()


@pytest.fixture(scope="session")
def fernley_sqlite(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("fernley") / "fernley.db"
    shutil.copy(migrated_sqlite, path)
    load_apart(f"sqlite:///{path}")
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def fernley_postgresql(postgresql_server: postgresql.Server, migrated_postgresql: str) -> str:
    postgresql_server.run(f"CREATE DATABASE fernley TEMPLATE {migrated_postgresql}")
    url = postgresql_server.url("fernley")
    load_apart(url)
    return url


@pytest.fixture(params=("sqlite", "postgresql"))
async def catalogue(request: pytest.FixtureRequest) -> AsyncIterator[Catalogue]:
    """The catalogue of Fernley on a Monday in March, once for each kind of store."""
    store = Store(request.getfixturevalue(f"fernley_{request.param}"))
    catalogue = Catalogue(store, lambda: NOW)
    yield catalogue
    catalogue.close()
    await store.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of Fernley's files to change."""
    copy = tmp_path / "fernley"
    shutil.copytree(FERNLEY, copy)
    return copy
