"""Any CSV whatever, read through a mapping file."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from bot.catalogue.formats.mapping import Mapped
from bot.catalogue.formats.rows import Reader, Row, UnreadableError
from bot.catalogue.formats.tables import Record, header, records


def reader(mapped: Mapped) -> Reader:
    """A reader for the lists that this mapping describes."""
    return partial(_read, mapped)


def _read(mapped: Mapped, path: Path, kind: str | None) -> Iterator[Row]:
    columns = header(path, mapped.separator)
    for name, rule in mapped.rules.items():
        if missing := next((column for column in rule.columns if column not in columns), None):
            raise UnreadableError(f"{name} is made from the column {missing!r}, which the file does not have")
    used = {column for rule in mapped.rules.values() for column in rule.columns}
    others = {column: _name(mapped, column) for column in columns if column not in used | mapped.leave_out}
    for record in records(path, mapped.separator):
        yield _row(mapped, kind or mapped.kind, others, record)


def _row(mapped: Mapped, kind: str, others: dict[str, str], record: Record) -> Row:
    fields = {name: rule.make(record.cells) for name, rule in mapped.rules.items()}
    fields |= {name: record.cells.get(column, "") for column, name in others.items()}
    written = fields["id"]
    return Row(record.line, kind, written if isinstance(written, str) else "", fields, record.broken)


def _name(mapped: Mapped, column: str) -> str:
    """The name under which a column of theirs is kept; never one of ours."""
    name = re.sub(r"[^a-z0-9]+", "_", column.lower()).strip("_") or "column"
    return f"their_{name}"
