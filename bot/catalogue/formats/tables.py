"""Tables in text files: a header and rows, whatever the separator."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.catalogue.formats.rows import UnreadableError
from bot.catalogue.formats.text import LONGEST_LINE, lines

COLUMN_LIMIT = 500
# A cell that is too long costs its own row, not the file, up to where no line is read any further.
csv.field_size_limit(LONGEST_LINE)
SEPARATORS = (",", ";", "\t", "|")


@dataclass(frozen=True, slots=True)
class Record:
    """One row under the header's names, as written there."""

    line: int
    """Where it starts in the file, from 1."""
    cells: Mapping[str, str]
    broken: str = ""
    """Why it is no row of this table."""


def header(path: Path, between: str | None = None) -> tuple[str, ...]:
    """The column names of a file, as written. UnreadableError when it has none."""
    try:
        return tuple(_names(next(_reader(path, between), [])))
    except csv.Error as error:
        raise UnreadableError(f"line 1: {error}") from error


def records(path: Path, between: str | None = None, *, quoted: bool = True) -> Iterator[Record]:
    """The rows one by one, empty ones left out. What is `between` cells is found in the header when not given.

    Where cells are not `quoted`, a quotation mark is a letter like others.
    """
    reader = _reader(path, between, quoted=quoted)
    try:
        names = _names(next(reader, []))
        line = reader.line_num + 1
        for cells in reader:
            if any(cells):
                yield Record(line, dict(zip(names, cells, strict=False)), too_long(names, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableError(f"line {reader.line_num}: {error}") from error


def too_long(names: Sequence[str], cells: Sequence[str]) -> str:
    """What is wrong with a row that has more cells than the header, else nothing."""
    surplus = len(cells) > len(names) and any(cells[len(names) :])
    return "more cells than the header has" if surplus else ""


def checked(names: list[str]) -> list[str]:
    """The header's names without empty ones at the end. UnreadableError when they name no table."""
    while names and not names[-1]:
        names.pop()
    if not names:
        raise UnreadableError("the file has no header row")
    if len(names) > COLUMN_LIMIT:
        raise UnreadableError(f"the header has more than {COLUMN_LIMIT} columns")
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise UnreadableError(f"the column {twice or '(without a name)'} occurs twice in the header")
    return names


def _names(cells: list[str]) -> list[str]:
    return checked([" ".join(cell.split()) for cell in cells])


def _reader(path: Path, between: str | None, *, quoted: bool = True) -> Any:
    delimiter = between or separator(path)
    if quoted:
        return csv.reader(lines(path), delimiter=delimiter)
    return csv.reader(lines(path), delimiter=delimiter, quoting=csv.QUOTE_NONE)


def separator(path: Path) -> str:
    """Whatever of the usual ones occurs most often in the first line; a comma when none does."""
    first = next(lines(path), "")
    return max(SEPARATORS, key=first.count)
