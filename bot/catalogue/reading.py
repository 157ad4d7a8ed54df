"""How search reads the store: short synchronous queries, off the event loop where that is the faster way."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, Engine, create_engine

from bot.store.engine import Store
from bot.store.urls import sync_url

T = TypeVar("T")


class Reader:
    """Runs reading work on a connection.

    With SQLite every call of the asynchronous driver is a hop to a thread, some twelve for one query; here it is one
    hop for a whole search, on connections of its own that never write. PostgreSQL's driver is asynchronous by nature.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._engine = _sqlite(store) if store.is_sqlite else None

    @property
    def in_threads(self) -> bool:
        """Whether work runs in a thread, so that it may compute as well."""
        return self._engine is not None

    async def run(self, work: Callable[[Connection], T]) -> T:
        """The result of the work, which gets a connection and must only read."""
        if self._engine is not None:
            return await asyncio.to_thread(_run, self._engine, work)
        async with self._store.read() as session:
            connection = await session.connection()
            return await connection.run_sync(work)

    def close(self) -> None:
        if self._engine is not None:
            self._engine.dispose()


def _run(engine: Engine, work: Callable[[Connection], T]) -> T:
    with engine.connect() as connection:
        return work(connection)


def _sqlite(store: Store) -> Engine:
    """Each statement sees what is committed when it starts; nothing here needs two that agree."""
    url = sync_url(store.url.render_as_string(hide_password=False))
    return create_engine(url, isolation_level="AUTOCOMMIT")
