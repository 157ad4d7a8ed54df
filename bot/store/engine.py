"""The one way to the database."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from bot.store import sqlite
from bot.store.urls import async_url

POOL = 20
"""Connections to PostgreSQL that one process keeps at most."""


class Store:
    """Sessions to read with and sessions to write with; each is one transaction."""

    def __init__(self, address: str) -> None:
        self.url = async_url(address)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite_engine(self) if self.is_sqlite else _postgresql_engine(self)
        self._reading = async_sessionmaker(self.engine, expire_on_commit=False)
        self._writing = async_sessionmaker(self.engine.execution_options(writing=True), expire_on_commit=False)
        self._turnstile = asyncio.Lock()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """A transaction that changes nothing."""
        async with self._reading() as session:
            yield session

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        """A transaction that is kept when the block ends well, and undone when it raises."""
        async with self._one_writer(), self._writing.begin() as session:
            yield session

    def _one_writer(self) -> AbstractAsyncContextManager[object]:
        """SQLite has one writer at a time; queueing here is fair and wakes at once, its own waiting is neither."""
        return self._turnstile if self.is_sqlite else nullcontext()

    async def close(self) -> None:
        await self.engine.dispose()


def _sqlite_engine(store: Store) -> AsyncEngine:
    engine = create_async_engine(store.url, hide_parameters=True)
    sqlite.prepare(engine.sync_engine)
    return engine


def _postgresql_engine(store: Store) -> AsyncEngine:
    return create_async_engine(
        store.url, pool_size=POOL, max_overflow=0, pool_timeout=10, pool_pre_ping=True, hide_parameters=True
    )
