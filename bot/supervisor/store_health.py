"""Whether the store can be reached, is at the newest schema, whole, and has something in it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import SQLAlchemyError

from bot.catalogue.tables import OpportunityRow
from bot.settings import Settings
from bot.store.engine import Store
from bot.store.migrate import configuration
from bot.store.urls import UnknownStoreError
from bot.supervisor.failure import cause

SECONDS = 60
"""What a look at a large store may take."""
Found = tuple[bool, str]


class StoreHealth:
    """Looks without changing anything: not even a missing SQLite file is made."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    async def findings(self) -> AsyncIterator[Found]:
        """One line a finding; the first that is not well is the last."""
        try:
            store = Store(self._settings.store_url)
        except (UnknownStoreError, SQLAlchemyError) as error:
            yield False, f"WAYMARK_DATABASE_URL: {cause(error)}."
            return
        try:
            async for found in self._looks(store):
                yield found
                if not found[0]:
                    return
        finally:
            await store.close()

    async def _looks(self, store: Store) -> AsyncIterator[Found]:
        if store.is_sqlite and not await asyncio.to_thread(Path(store.url.database or "").is_file):
            yield False, f"There is no store at {store.url.database} yet: `waymark up` makes it."
            return
        for look in (self._schema, self._integrity, self._catalogue):
            try:
                async with asyncio.timeout(SECONDS):
                    yield await look(store)
            except (SQLAlchemyError, OSError, TimeoutError) as error:
                yield False, f"The store cannot be read ({cause(error)}): check WAYMARK_DATABASE_URL."

    async def _schema(self, store: Store) -> Found:
        async with store.engine.connect() as connection:
            here, newest = await connection.run_sync(_revisions)
        if here == newest:
            return True, f"The store ({store.url.get_backend_name()}) is at schema {', '.join(sorted(here))}."
        return False, "The store's schema is not the newest: `waymark up` brings it there."

    async def _integrity(self, store: Store) -> Found:
        if not store.is_sqlite:
            return True, "The store answers; PostgreSQL checks its pages itself."
        async with store.read() as session:
            verdict = await session.scalar(text("PRAGMA integrity_check(1)"))
            dangling = (await session.execute(text("PRAGMA foreign_key_check"))).first()
        if verdict == "ok" and dangling is None:
            return True, "The store is whole (integrity and references)."
        return False, "The store is damaged: put the last backup in its place."

    async def _catalogue(self, store: Store) -> Found:
        city = self._settings.city
        here = (OpportunityRow.city == city) & OpportunityRow.withdrawn.is_(None)
        async with store.read() as session:
            count = await session.scalar(select(func.count()).where(here)) or 0
        if count:
            return True, f"The catalogue of {city} has {count:,} opportunities."
        return False, f"The catalogue of {city} is empty: run `waymark import folder DIR --city {city}`."


def _revisions(connection: Connection) -> tuple[set[str], set[str]]:
    here = MigrationContext.configure(connection).get_current_heads()
    return set(here), set(ScriptDirectory.from_config(configuration(connection)).get_heads())
