"""What tests share: a fresh store on SQLite and on PostgreSQL, a clock to turn, a brain and cities to fake."""

import shutil
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path

import pytest

from bot.store.engine import Store
from bot.store.migrate import migrate_now
from tests import postgresql
from tests.fakes import FakeBrain, FakeCities, FakeClock

STORES = ("sqlite", "postgresql")
_numbers = count()


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[postgresql.Server]:
    with postgresql.running() as server:
        yield server


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the newest schema, to copy."""
    path = tmp_path_factory.mktemp("store") / "migrated.db"
    migrate_now(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql_server: postgresql.Server) -> str:
    """The name of a database with the newest schema, to copy."""
    postgresql_server.run("CREATE DATABASE migrated")
    migrate_now(postgresql_server.url("migrated"))
    return "migrated"


@pytest.fixture(params=STORES)
def empty_store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any schema, once for each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        yield from _database(request.getfixturevalue("postgresql_server"), "template1")


@pytest.fixture(params=STORES)
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh, migrated database, once for each kind."""
    yield from fresh_store(request.param, request, tmp_path)


def fresh_store(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh, migrated database of one kind."""
    if kind == "sqlite":
        path = tmp_path / "waymark.db"
        shutil.copy(request.getfixturevalue("migrated_sqlite"), path)
        yield f"sqlite:///{path}"
    else:
        template = request.getfixturevalue("migrated_postgresql")
        yield from _database(request.getfixturevalue("postgresql_server"), template)


@pytest.fixture
async def store(store_url: str) -> AsyncIterator[Store]:
    store = Store(store_url)
    yield store
    await store.close()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def brain() -> FakeBrain:
    return FakeBrain()


@pytest.fixture
def cities() -> FakeCities:
    return FakeCities()


def _database(server: postgresql.Server, template: str) -> Iterator[str]:
    name = f"test_{next(_numbers)}"
    server.run(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield server.url(name)
    server.run(f"DROP DATABASE {name} WITH (FORCE)")
