"""The one way to the database."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.pool import NullPool

from bot.store import in_thread, one_hop, postgresql, sqlite
from bot.store.urls import async_url, sync_url

T = TypeVar("T")

POOL, LOOKING = 20, 8
"""Connections to PostgreSQL that one process keeps at most; and those to look with, one for each thread that does."""


class Store:
    """Sessions to read with and sessions to write with; each is one transaction.

    `settle`, `look` and `change` are for what every turn does: whole transactions. SQLite's asynchronous driver hops to
    a thread for every statement; here it is one hop for all of them. To look into PostgreSQL is one hop too: no look
    waits for another's lock, and to wait for its answers on the loop takes longer than a thread's hop.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self.url = async_url(address)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite_engine(self) if self.is_sqlite else _postgresql_engine(self)
        self._reading = async_sessionmaker(self.engine, expire_on_commit=False)
        self._writing = async_sessionmaker(self.engine.execution_options(writing=True), expire_on_commit=False)
        self._looking = (
            _direct_engine(address) if self.is_sqlite else _looking_engine(address, pool_size=LOOKING, max_overflow=0)
        )
        self._direct = self._looking if self.is_sqlite else None
        self._looks: set[asyncio.Future[Any]] = set()
        """Those in hand: a thread goes on when nobody waits for it any more."""
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

    async def settle(self, work: Callable[[AsyncSession], Awaitable[T]]) -> T:
        """What `work` does to the store, kept when it ends well and undone when it raises; as `write`, and quicker.
        It must not wait for anything but its session."""
        if self._direct is None:
            async with self.write() as session:
                return await work(session)
        async with self._one_writer():
            return await asyncio.to_thread(in_thread.run, self._direct.execution_options(writing=True), work)

    async def look(self, work: Callable[[Connection], T]) -> T:
        """What `work` finds, in one transaction that changes nothing. It must not wait for anything but the store, and
        is done again where the server had hung up, which nobody asks before."""
        try:
            return await self._look(work)
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise
        self._looking.dispose()
        return await self._look(work)

    async def _look(self, work: Callable[[Connection], T]) -> T:
        look = asyncio.get_running_loop().run_in_executor(None, _run, self._looking, work, False)
        self._looks.add(look)
        look.add_done_callback(self._looks.discard)
        return await asyncio.shield(look)

    async def change(self, work: Callable[[Connection], T]) -> T:
        """As `look`, in a transaction that is kept when `work` ends well, and undone when it raises."""
        async with self._one_writer():
            if self._direct is not None:
                return await asyncio.to_thread(_run, self._direct, work, True)
            async with self.engine.begin() as connection:
                return await connection.run_sync(work)

    def _one_writer(self) -> AbstractAsyncContextManager[object]:
        """SQLite has one writer at a time; queueing here is fair and wakes at once, its own waiting is neither."""
        return self._turnstile if self.is_sqlite else nullcontext()

    async def close(self) -> None:
        """Closes every connection, also of looks that are still in hand; a later one keeps none."""
        if self._looks:
            await asyncio.wait(self._looks)
        await self.engine.dispose()
        self._looking.dispose()
        if not self.is_sqlite:
            self._looking = _looking_engine(self._address, poolclass=NullPool)


def _sqlite_engine(store: Store) -> AsyncEngine:
    path = store.url.database or ":memory:"
    engine = create_async_engine(store.url, hide_parameters=True, async_creator=lambda: one_hop.connection(path))
    sqlite.prepare(engine.sync_engine)
    return engine


def _direct_engine(address: str) -> Engine:
    engine = create_engine(sync_url(address), hide_parameters=True)
    sqlite.prepare(engine)
    return engine


def _looking_engine(address: str, **pool: Any) -> Engine:
    # PostgreSQL shows each statement what is there when it begins: where nothing is changed, to begin and to end a
    # transaction are but two ways more to the server.
    engine = create_engine(sync_url(address), isolation_level="AUTOCOMMIT", hide_parameters=True, **pool)
    postgresql.prepare(engine)
    return engine


def _run(engine: Engine, work: Callable[[Connection], T], writing: bool) -> T:
    with engine.connect().execution_options(writing=writing) as connection, connection.begin():
        return work(connection)


def _postgresql_engine(store: Store) -> AsyncEngine:
    engine = create_async_engine(
        store.url, pool_size=POOL, max_overflow=0, pool_timeout=10, pool_pre_ping=True, hide_parameters=True
    )
    postgresql.prepare(engine.sync_engine)
    return engine
