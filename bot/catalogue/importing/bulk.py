"""Many rows into a table at once: the statement is made once, and each kind of value knows how it is written."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from json.encoder import encode_basestring
from operator import itemgetter
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import JSON, Table, bindparam, update
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

Write = Callable[[Any], Any] | None
Columns = Sequence[tuple[str, Write]]
"""Names, and what writes their values."""
AT_ONCE = 500
"""Rows of one statement, of which SQLite takes 32,766 values (SQLITE_MAX_VARIABLE_NUMBER). Always as many, since the
driver keeps every statement that it has seen."""
_encode = json.JSONEncoder(ensure_ascii=False).encode


class Bulk:
    """Inserts and updates rows of one table, given as mappings that all have the same columns."""

    def __init__(self, table: Table) -> None:
        self._table = table

    async def insert(self, connection: AsyncConnection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Adds rows; PostgreSQL takes them as one stream (COPY), which costs it half of what statements do."""
        if not rows:
            return
        columns = self._columns(rows[0], connection.dialect)
        if connection.dialect.name == "postgresql":
            await self._copy(connection, rows, columns)
        else:
            await self._insert(connection, rows, columns)

    async def update(self, connection: AsyncConnection, rows: Sequence[Mapping[str, Any]], key: str) -> None:
        """Sets all columns of the rows that have these values of `key`."""
        if not rows:
            return
        sets: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != key}
        statement = update(self._table).where(self._table.c[key] == bindparam(f"{key}_")).values(sets)
        compiled = statement.compile(dialect=connection.dialect)
        columns = self._columns(compiled.positiontup or compiled.params, connection.dialect)
        values = _in_order([{**row, f"{key}_": row[key]} for row in rows], columns)
        if compiled.positiontup:
            await connection.exec_driver_sql(str(compiled), values)
        else:
            named = [dict(zip((name for name, _ in columns), each, strict=True)) for each in values]
            await connection.exec_driver_sql(str(compiled), named)

    async def _insert(self, connection: AsyncConnection, rows: Sequence[Mapping[str, Any]], columns: Columns) -> None:
        """Many rows with each statement: SQLite's full-text index writes what it has at the end of every one."""
        quote = connection.dialect.identifier_preparer.quote
        into = f"{quote(self._table.name)} ({', '.join(quote(name) for name, _ in columns)})"
        one = f"({', '.join('?' * len(columns))})"
        values = _in_order(rows, columns)
        whole = len(values) // AT_ONCE * AT_ONCE
        for start in range(0, whole, AT_ONCE):
            text = f"INSERT INTO {into} VALUES {', '.join([one] * AT_ONCE)}"  # noqa: S608 - names of ours
            some = values[start : start + AT_ONCE]
            await connection.exec_driver_sql(text, tuple(chain.from_iterable(some)))
        if rest := values[whole:]:
            await connection.exec_driver_sql(f"INSERT INTO {into} VALUES {one}", rest)  # noqa: S608 - the same

    async def _copy(self, connection: AsyncConnection, rows: Sequence[Mapping[str, Any]], columns: Columns) -> None:
        names = sql.SQL(", ").join(sql.Identifier(name) for name, _ in columns)
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(self._table.name), names)
        driver = (await connection.get_raw_connection()).driver_connection
        if not isinstance(driver, psycopg.AsyncConnection):
            raise TypeError(f"{type(driver).__name__} is no connection of psycopg")
        try:
            async with driver.cursor() as cursor, cursor.copy(statement) as copy:
                for row in _in_order(rows, columns):
                    await copy.write_row(row)
        except psycopg.Error as error:
            raise DBAPIError("COPY", None, error) from error

    def _columns(self, names: Iterable[str], dialect: Dialect) -> Columns:
        return [(name, self._writer(name, dialect)) for name in names]

    def _writer(self, name: str, dialect: Dialect) -> Write:
        type_ = self._table.c[name.removesuffix("_")].type
        return _json if isinstance(type_, JSON) else type_.dialect_impl(dialect).bind_processor(dialect)


def _in_order(rows: Iterable[Mapping[str, Any]], columns: Columns) -> list[tuple[Any, ...]]:
    values = itemgetter(*(name for name, _ in columns))
    writes = [(place, write) for place, (_, write) in enumerate(columns) if write]
    return [_written(list(values(row)), writes) for row in rows]


def _written(values: list[Any], writes: Iterable[tuple[int, Callable[[Any], Any]]]) -> tuple[Any, ...]:
    for place, write in writes:
        if values[place] is not None:
            values[place] = write(values[place])
    return tuple(values)


def _json(value: Any) -> str:
    if not value:
        return "{}" if isinstance(value, dict) else "[]"
    if isinstance(value, list):
        return f"[{', '.join(map(encode_basestring, value))}]"
    return _encode(value)
