"""SQLite's asynchronous driver with one hop to its thread for a statement, where aiosqlite's own cursor takes four."""

import sqlite3
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

import aiosqlite

AT_ONCE = 1000
"""Rows that are fetched while a statement's thread has it; the rest of a longer result comes as it is asked for."""


def connection(path: str) -> aiosqlite.Connection:
    """A connection to open by awaiting it, as SQLAlchemy's `async_creator` gives one."""
    made = OneHopConnection(partial(sqlite3.connect, path), AT_ONCE)
    # As SQLAlchemy does with a connection that it makes itself: a thread that waits must not keep the process alive.
    made._thread.daemon = True  # noqa: SLF001
    return made


class OneHopCursor:
    """The part of a cursor that SQLAlchemy uses."""

    def __init__(self, connection: "OneHopConnection") -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self._open: sqlite3.Cursor | None = None
        """Where the rest of a long result comes from."""
        self.description: Sequence[Any] | None = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> "OneHopCursor":
        return self

    async def execute(self, statement: str, parameters: Iterable[Any] = ()) -> "OneHopCursor":
        await self._connection.in_thread(self._run, sqlite3.Cursor.execute, statement, parameters)
        return self

    async def executemany(self, statement: str, parameters: Iterable[Iterable[Any]]) -> "OneHopCursor":
        await self._connection.in_thread(self._run, sqlite3.Cursor.executemany, statement, parameters)
        return self

    async def fetchall(self) -> list[Any]:
        if self._open is not None:
            await self._connection.in_thread(self._fetch, -1)
        return self._take(len(self._rows))

    async def fetchmany(self, size: int | None = None) -> list[Any]:
        wanted = size or self.arraysize
        if self._open is not None and len(self._rows) < wanted:
            await self._connection.in_thread(self._fetch, max(wanted, AT_ONCE))
        return self._take(wanted)

    async def fetchone(self) -> Any:
        row = await self.fetchmany(1)
        return row[0] if row else None

    async def close(self) -> None:
        self._rows = []
        if self._open is not None:
            await self._connection.in_thread(self._end)

    def _take(self, most: int) -> list[Any]:
        taken, self._rows = self._rows[:most], self._rows[most:]
        return taken

    def _run(self, method: Any, statement: str, parameters: Any) -> None:
        self._open = self._connection.raw.cursor()
        method(self._open, statement, parameters)
        self.description, self.rowcount = self._open.description, self._open.rowcount
        self.lastrowid = self._open.lastrowid
        if self.description:
            self._fetch(AT_ONCE)
        else:
            self._end()

    def _fetch(self, most: int) -> None:
        """At most so many rows more; all of them for a negative number."""
        if self._open is None:
            return
        found = self._open.fetchmany(most) if most >= 0 else self._open.fetchall()
        self._rows += found
        if len(found) < most or most < 0:
            self._end()

    def _end(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None


class OneHopConnection(aiosqlite.Connection):
    def cursor(self) -> OneHopCursor:  # type: ignore[override]
        return OneHopCursor(self)

    @property
    def raw(self) -> sqlite3.Connection:
        return self._conn

    _goes_on = False
    """Whether a statement may still run that nobody waits for any more, such as one that begins a transaction."""

    async def in_thread(self, function: Any, *arguments: Any) -> None:
        self._goes_on = True
        await self._execute(function, *arguments)  # type: ignore[no-untyped-call]
        self._goes_on = False

    async def rollback(self) -> None:
        """The pool rolls back whatever it gets back; most often nothing is open."""
        if self._goes_on or self.raw.in_transaction:
            await super().rollback()
            self._goes_on = False
