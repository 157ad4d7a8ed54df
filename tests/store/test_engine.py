"""The store's sessions: one transaction each, kept whole or not at all."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, delete, select, text
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.people.tables import LearnerRow
from bot.store import raw
from bot.store.engine import Store
from bot.store.urls import UnknownStoreError, async_url
from tests.postgresql import Server

THEN = datetime(2026, 1, 1, tzinfo=UTC)


def learner(name: str = "a", since: datetime = THEN) -> LearnerRow:
    return LearnerRow(id=name, city="brightport", since=since, profile={})


async def names(store: Store) -> list[str]:
    async with store.read() as session:
        return sorted(await session.scalars(select(LearnerRow.id)))


async def write_and_fail(store: Store) -> None:
    async with store.write() as session:
        session.add(learner())
        await session.flush()
        raise RuntimeError


async def test_a_write_that_ends_well_is_kept(store: Store) -> None:
    async with store.write() as session:
        session.add(learner())
    assert await names(store) == ["a"]


async def test_a_write_that_raises_leaves_nothing(store: Store) -> None:
    with pytest.raises(RuntimeError):
        await write_and_fail(store)
    assert await names(store) == []


async def test_what_is_settled_is_kept_with_its_result(store: Store) -> None:
    async def two(session: AsyncSession) -> list[str]:
        session.add_all([learner("a"), learner("b")])
        await session.flush()
        await session.execute(delete(LearnerRow).where(LearnerRow.id == "b"))
        found = await session.execute(text("SELECT id FROM learners"))
        return [*found.scalars(), *await session.scalars(select(LearnerRow.id))]

    assert await store.settle(two) == ["a", "a"]
    assert await names(store) == ["a"]


async def test_what_is_settled_and_raises_leaves_nothing(store: Store) -> None:
    async def fails(session: AsyncSession) -> None:
        session.add(learner())
        await session.flush()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await store.settle(fails)
    assert await names(store) == []


async def test_many_writers_at_once_all_get_through(store: Store) -> None:
    async def write(number: int) -> None:
        async with store.write() as session:
            session.add(learner(f"{number:02}"))

    await asyncio.gather(*(write(number) for number in range(40)))
    assert len(await names(store)) == 40


async def test_moments_come_back_in_utc(store: Store) -> None:
    async with store.write() as session:
        session.add(learner())
    async with store.read() as session:
        assert (await session.get_one(LearnerRow, "a")).since == THEN


async def test_a_moment_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(StatementError):
        async with store.write() as session:
            session.add(learner(since=datetime(2026, 1, 1)))  # noqa: DTZ001 - the point of the test


async def test_sqlite_keeps_what_it_confirmed(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'settings.db'}")
    async with store.read() as session:
        asked = ("journal_mode", "synchronous", "foreign_keys", "mmap_size")
        settings = [await session.scalar(text(f"PRAGMA {name}")) for name in asked]
    await store.close()
    assert settings == ["wal", 2, 1, 0]


@pytest.mark.parametrize(
    ("address", "driver"),
    [
        ("sqlite:///x.db", "sqlite+aiosqlite"),
        ("sqlite+aiosqlite:///x.db", "sqlite+aiosqlite"),
        ("postgresql://me@here/db", "postgresql+psycopg"),
        ("postgres://me@here/db", "postgresql+psycopg"),
        ("postgresql+asyncpg://me@here/db", "postgresql+psycopg"),
    ],
)
def test_an_address_needs_no_driver(address: str, driver: str) -> None:
    assert async_url(address).drivername == driver


def test_other_databases_are_refused() -> None:
    with pytest.raises(UnknownStoreError, match="mysql"):
        async_url("mysql://me@here/db")


@pytest.mark.parametrize("direct", [True, False])
async def test_a_look_is_done_again_where_the_server_had_hung_up(
    postgresql_server: Server, migrated_postgresql: str, direct: bool
) -> None:
    store = Store(postgresql_server.url(migrated_postgresql))
    one = "SELECT 1"

    def look(connection: Connection) -> object:
        return raw.value(connection, one) if direct else connection.scalar(text(one))

    assert await store.look(look) == 1
    hang_up = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{migrated_postgresql}'"
    await asyncio.to_thread(postgresql_server.run, hang_up)
    assert await store.look(look) == 1
    await store.close()


async def test_what_the_database_refuses_is_told_whoever_asks(store: Store) -> None:
    for look in (
        lambda connection: raw.rows(connection, "SELEC 1"),
        lambda connection: connection.scalar(text("SELEC")),
    ):
        with pytest.raises(DBAPIError) as refused:
            await store.look(look)
        assert not refused.value.connection_invalidated
