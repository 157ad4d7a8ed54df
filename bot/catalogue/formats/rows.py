"""What every format gives to the importer."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

ID_LIMIT = 150
BAD_ID = re.compile(r"[\s:|\x00-\x1f]")
"""What no source id has in it."""
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
    """Besides them, `@venue`: ids of venues that may be known; the first that is gives the address."""
    broken: str = ""
    """Why the row cannot be read at all; it is then counted as rejected."""
    gone: str = ""
    """The field and why its source has it no more ("state: is deleted"): counted as rejected, withdrawn if stored."""


Reader = Callable[[Path, str | None], Iterator[Row]]
"""Reads a file lazily. The second argument is the kind that was asked for, or None. Raises Unreadable."""


@dataclass(frozen=True, slots=True)
class Zoned:
    """A reader of files that give instants: it has to know the city's time zone."""

    read: Callable[[Path, str | None, tzinfo], Iterator[Row]]

    def within(self, zone: tzinfo) -> Reader:
        """The reader for one city."""
        return lambda path, kind: self.read(path, kind, zone)


class UnreadableError(ValueError):
    """The file as a whole cannot be read; the text is one sentence that says why."""
