"""What a large import leaves to do, so that the very next search is as fast as any."""

from functools import partial

from sqlalchemy import Connection

from bot.store.engine import Store

PAGES = 500
"""Of SQLite's index in one transaction, so that other writers get their turn."""
MERGE = "INSERT INTO opportunity_index (opportunity_index, rank) VALUES ('merge', ?)"
POSTGRESQL = (
    "SELECT gin_clean_pending_list('opportunity_index_lexemes')",
    "ANALYZE opportunity, opportunity_index, opportunity_session",
)


async def tidy(store: Store) -> None:
    """Puts the full-text index together, which SQLite has in a part for every few batches, and has PostgreSQL count
    anew. Both do so by themselves at some later time."""
    if not store.is_sqlite:
        await store.change(_count)
        return
    # SQLite's documentation of FTS5, "The 'merge' Command": first with a negative number, then until nothing changes.
    pages = -PAGES
    while await store.change(partial(_merged, pages=pages)):
        pages = PAGES


def _merged(connection: Connection, pages: int) -> bool:
    """Whether there was anything to do."""
    before = _changes(connection)
    connection.exec_driver_sql(MERGE, (pages,))
    return _changes(connection) - before > 1


def _changes(connection: Connection) -> int:
    return int(connection.exec_driver_sql("SELECT total_changes()").scalar_one())


def _count(connection: Connection) -> None:
    for statement in POSTGRESQL:
        connection.exec_driver_sql(statement)
