"""Waymark CSV: one thing a row, columns by name in any order, lists separated by "|"."""

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.catalogue.formats.rows import Row, UnreadableError
from bot.catalogue.formats.tables import checked, separator, too_long
from bot.catalogue.formats.text import lines

ID_COLUMNS = {"claim_codes": "code"}
KINDS = (
    "opportunities", "occupation_groups", "occupations", "organisations", "interests", "skills", "badges", "mentors",
    "openings", "pathways", "claim_codes",
)  # fmt: skip
"""Those that a file's name may tell."""


def read(path: Path, kind: str | None) -> Iterator[Row]:
    """The rows of a file. Its kind is the one asked for, else what its name says ("badges.csv", "our-mentors.csv"),
    else opportunities."""
    chosen = kind or kind_of(path)
    id_column = ID_COLUMNS.get(chosen, "id")
    reader = csv.reader(lines(path), delimiter=separator(path))
    try:
        header = checked([cell.strip().lower().replace(" ", "_") for cell in next(reader, [])])
        line = reader.line_num + 1
        for cells in reader:
            if any(cells):
                yield _row(line, chosen, header, cells, id_column)
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableError(f"line {reader.line_num}: {error}") from error


def kind_of(path: Path) -> str:
    """The kind in a file's name; opportunities where it says none."""
    name = f"_{re.sub(r'[^a-z]+', '_', path.stem.lower())}_"
    return next((kind for kind in KINDS if f"_{kind}_" in name), KINDS[0])


def _row(line: int, kind: str, header: list[str], cells: list[str], id_column: str) -> Row:
    fields: Mapping[str, str] = dict(zip(header, cells, strict=False))
    return Row(line, kind, fields.get(id_column, "").strip(), fields, too_long(header, cells))
