"""Opens the store, at the newest schema."""

import contextlib
from collections.abc import AsyncIterator

from alembic.util import CommandError
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from bot.store.engine import Store
from bot.store.migrate import migrate
from bot.store.urls import UnknownStoreError
from bot.supervisor.failure import StartError, cause


@contextlib.asynccontextmanager
async def opened(address: str) -> AsyncIterator[Store]:
    """The store, migrated before and closed afterwards. StartError when it cannot be opened."""
    await _migrate(address)
    store = Store(address)
    try:
        yield store
    finally:
        await store.close()


async def _migrate(address: str) -> None:
    try:
        await migrate(address)
    except UnknownStoreError as error:
        raise StartError(f"{error}.") from error
    except ArgumentError as error:
        raise StartError("WAYMARK_DATABASE_URL is no address of a database, such as postgresql://host/name.") from error
    except (SQLAlchemyError, CommandError, OSError) as error:
        raise StartError(f"The store cannot be opened ({cause(error)}): check WAYMARK_DATABASE_URL.") from error
