"""What every format gives to the importer."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Value = str | Sequence[str]
"""A field's text; a sequence for a list, so that a "|" in an entry is no separator."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing of a file, its fields named as in Waymark CSV and still as text."""

    line: int
    """Where it starts in the file, from 1; for formats without lines the number of the record."""
    kind: str
    """`opportunities`, `organisations`, ... (bot/catalogue/importing/specs.py)."""
    id: str
    fields: Mapping[str, Value]
    broken: str = ""
    """Why the row cannot be read at all; it is then counted as rejected."""


Reader = Callable[[Path, str | None], Iterator[Row]]
"""Reads a file lazily. The second argument is the kind that was asked for, or None. Raises Unreadable."""


class UnreadableError(ValueError):
    """The file as a whole cannot be read; the text is one sentence that says why."""
