"""Many rows into a table at once: the statement is made once, and each kind of value knows how it is written."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import JSON, Table, bindparam, insert, update
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.asyncio import AsyncConnection

Write = Callable[[Any], Any] | None
_encode = json.JSONEncoder(ensure_ascii=False).encode


class Bulk:
    """Inserts and updates rows of one table, given as mappings that all have the same columns."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._ready: dict[str, tuple[str, list[tuple[str, Write]], bool]] = {}

    async def insert(self, connection: AsyncConnection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Adds rows."""
        if rows:
            await self._run(connection, "insert", insert(self._table), rows)

    async def update(self, connection: AsyncConnection, rows: Sequence[Mapping[str, Any]], key: str) -> None:
        """Sets all columns of the rows that have these values of `key`."""
        if not rows:
            return
        sets: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != key}
        statement = update(self._table).where(self._table.c[key] == bindparam(f"{key}_")).values(sets)
        await self._run(connection, "update", statement, [{**row, f"{key}_": row[key]} for row in rows])

    async def _run(
        self, connection: AsyncConnection, how: str, statement: Any, rows: Sequence[Mapping[str, Any]]
    ) -> None:
        if how not in self._ready:
            self._ready[how] = self._prepared(statement, list(rows[0]), connection.dialect)
        text, columns, in_order = self._ready[how]
        await connection.exec_driver_sql(text, _parameters(rows, columns, in_order))

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


def _parameters(
    rows: Iterable[Mapping[str, Any]], columns: list[tuple[str, Write]], in_order: bool
) -> list[tuple[Any, ...]] | list[dict[str, Any]]:
    if in_order:
        return [tuple([write(row[name]) if write else row[name] for name, write in columns]) for row in rows]
    return [{name: write(row[name]) if write else row[name] for name, write in columns} for row in rows]


def _json(value: Any) -> str:
    return _encode(value) if value else "{}" if isinstance(value, dict) else "[]"
