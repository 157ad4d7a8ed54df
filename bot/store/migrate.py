"""Brings a database to the newest schema."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.pool import NullPool

from bot.store import sqlite
from bot.store.urls import sync_url

SCRIPTS = Path(__file__).parent / "migrations"
LOCK = 7_290_655_114_302
"""Our number among PostgreSQL's advisory locks; any fixed one will do."""


async def migrate(address: str, revision: str = "head") -> None:
    """Runs the missing migrations, in a thread. Processes that start together do it one after the other."""
    await asyncio.to_thread(migrate_now, address, revision)


def migrate_now(address: str, revision: str = "head") -> None:
    """As `migrate`, for callers without a loop."""
    with _connection(address) as connection:
        command.upgrade(configuration(connection), revision)


def configuration(connection: Connection) -> Config:
    """What Alembic needs to work on an open connection."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


@contextmanager
def _connection(address: str) -> Iterator[Connection]:
    """One transaction that no other process's migration overlaps: SQLite's write lock, PostgreSQL's advisory lock."""
    engine = _engine(address)
    try:
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            yield connection
    finally:
        engine.dispose()


def _engine(address: str) -> Engine:
    url = sync_url(address)
    if url.get_backend_name() != "sqlite":
        return create_engine(url, poolclass=NullPool)
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, poolclass=NullPool)
    sqlite.prepare(engine)
    return engine.execution_options(writing=True)
