"""Waymark CSV: one thing a row, columns by name in any order, lists separated by "|"."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.catalogue.formats.rows import Row, UnreadableError
from bot.catalogue.formats.text import lines

ID_COLUMNS = {"claim_codes": "code"}
COLUMN_LIMIT = 500


def read(path: Path, kind: str | None) -> Iterator[Row]:
    """The rows of a file. Its kind is the one asked for, else read from its name ("badges.csv")."""
    chosen = kind or path.stem.lower()
    id_column = ID_COLUMNS.get(chosen, "id")
    reader = csv.reader(lines(path))
    try:
        header = _header(next(reader, []))
        line = reader.line_num + 1
        for cells in reader:
            if any(cells):
                yield _row(line, chosen, header, cells, id_column)
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableError(f"line {reader.line_num}: {error}") from error


def _header(cells: list[str]) -> list[str]:
    names = [cell.strip().lower().replace(" ", "_") for cell in cells]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise UnreadableError("the file has no header row")
    if len(names) > COLUMN_LIMIT:
        raise UnreadableError(f"the header has more than {COLUMN_LIMIT} columns")
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise UnreadableError(f"the column {twice or '(without a name)'} occurs twice in the header")
    return names


def _row(line: int, kind: str, header: list[str], cells: list[str], id_column: str) -> Row:
    fields: Mapping[str, str] = dict(zip(header, cells, strict=False))
    broken = "" if len(cells) <= len(header) or not any(cells[len(header) :]) else "more cells than the header has"
    return Row(line, kind, fields.get(id_column, "").strip(), fields, broken)
