"""Many rows into a table at once: the statement is made once, and each kind of value knows how it is written."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from json.encoder import encode_basestring
from operator import itemgetter
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import JSON, Table, bindparam, insert, update
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

Write = Callable[[Any], Any] | None
_encode = json.JSONEncoder(ensure_ascii=False).encode


class Bulk:
    """Inserts and updates rows of one table, given as mappings that all have the same columns."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._ready: dict[str, tuple[str, list[tuple[str, Write]], bool]] = {}

    async def insert(self, connection: AsyncConnection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Adds rows; PostgreSQL takes them as one stream (COPY), which costs it half of what statements do."""
        if not rows:
            return
        if connection.dialect.name == "postgresql":
            await self._copy(connection, rows)
        else:
            await self._run(connection, "insert", insert(self._table), rows)

    async def update(self, connection: AsyncConnection, rows: Sequence[Mapping[str, Any]], key: str) -> None:
        """Sets all columns of the rows that have these values of `key`."""
        if not rows:
            return
        sets: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != key}
        statement = update(self._table).where(self._table.c[key] == bindparam(f"{key}_")).values(sets)
        await self._run(connection, "update", statement, [{**row, f"{key}_": row[key]} for row in rows])

    async def _copy(self, connection: AsyncConnection, rows: Sequence[Mapping[str, Any]]) -> None:
        columns = [(name, self._writer(name, connection.dialect)) for name in rows[0]]
        names = sql.SQL(", ").join(sql.Identifier(name) for name in rows[0])
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

    async def _run(
        self, connection: AsyncConnection, how: str, statement: Any, rows: Sequence[Mapping[str, Any]]
    ) -> None:
        if how not in self._ready:
            self._ready[how] = self._prepared(statement, list(rows[0]), connection.dialect)
        text, columns, in_order = self._ready[how]
        parameters = _in_order(rows, columns) if in_order else _by_name(rows, columns)
        await connection.exec_driver_sql(text, parameters)

    def _prepared(
        self, statement: Any, names: list[str], dialect: Dialect
    ) -> tuple[str, list[tuple[str, Write]], bool]:
        """The statement's text, its parameters with what writes them, and whether they go by their order."""
        compiled = statement.compile(dialect=dialect, column_keys=names)
        order = compiled.positiontup or list(compiled.params)
        columns = [(name, self._writer(name, dialect)) for name in order]
        return str(compiled), columns, bool(compiled.positiontup)

    def _writer(self, name: str, dialect: Dialect) -> Write:
        type_ = self._table.c[name.removesuffix("_")].type
        return _json if isinstance(type_, JSON) else type_.dialect_impl(dialect).bind_processor(dialect)


def _in_order(rows: Iterable[Mapping[str, Any]], columns: list[tuple[str, Write]]) -> list[tuple[Any, ...]]:
    values = itemgetter(*(name for name, _ in columns))
    writes = [(place, write) for place, (_, write) in enumerate(columns) if write]
    return [_written(list(values(row)), writes) for row in rows]


def _written(values: list[Any], writes: Iterable[tuple[int, Callable[[Any], Any]]]) -> tuple[Any, ...]:
    for place, write in writes:
        if values[place] is not None:
            values[place] = write(values[place])
    return tuple(values)


def _by_name(rows: Iterable[Mapping[str, Any]], columns: list[tuple[str, Write]]) -> list[dict[str, Any]]:
    names = [name for name, _ in columns]
    return [dict(zip(names, values, strict=True)) for values in _in_order(rows, columns)]


def _json(value: Any) -> str:
    if not value:
        return "{}" if isinstance(value, dict) else "[]"
    if isinstance(value, list):
        return f"[{', '.join(map(encode_basestring, value))}]"
    return _encode(value)
