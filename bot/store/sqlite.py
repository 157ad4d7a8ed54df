"""How SQLite must be spoken to, so that nothing that was answered is lost."""

from typing import Any

from sqlalchemy import Connection, Engine, event

from bot.store import raw

BUSY_MILLISECONDS = 30_000

# Never mmap_size: releases before 3.51.3 can corrupt the file when checkpoints meet.
PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}",
)


def prepare(engine: Engine) -> None:
    """Sets every new connection up and starts transactions ourselves, since the driver's own start comes too late.

    A connection with the execution option `writing` takes the write lock at once: a reader that turns writer could
    fail at its first write.
    """
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)


def _set_up(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    raw.rows(connection, "BEGIN IMMEDIATE" if writing else "BEGIN")
