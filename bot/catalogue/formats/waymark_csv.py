"""Waymark CSV: one thing a row, columns by name in any order, lists separated by "|"."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.catalogue.formats.rows import Row, UnreadableError
from bot.catalogue.formats.tables import checked, too_long
from bot.catalogue.formats.text import lines

ID_COLUMNS = {"claim_codes": "code"}


def read(path: Path, kind: str | None) -> Iterator[Row]:
    """The rows of a file. Its kind is the one asked for, else read from its name ("badges.csv")."""
    chosen = kind or path.stem.lower()
    id_column = ID_COLUMNS.get(chosen, "id")
    reader = csv.reader(lines(path))
    try:
        header = checked([cell.strip().lower().replace(" ", "_") for cell in next(reader, [])])
        line = reader.line_num + 1
        for cells in reader:
            if any(cells):
                yield _row(line, chosen, header, cells, id_column)
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableError(f"line {reader.line_num}: {error}") from error


def _row(line: int, kind: str, header: list[str], cells: list[str], id_column: str) -> Row:
    fields: Mapping[str, str] = dict(zip(header, cells, strict=False))
    return Row(line, kind, fields.get(id_column, "").strip(), fields, too_long(header, cells))
