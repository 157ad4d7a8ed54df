"""Small conversions of a cell, as a mapping file names them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from re import Pattern

from bot.catalogue.formats.rows import Value


@dataclass(frozen=True, slots=True)
class Conversion:
    """What happens to a cell, in the order of the fields; a part that is not given does nothing."""

    find: Pattern[str] | None = None
    """What of the cell counts: the first group of the pattern, or all that it matches; nothing where it does not."""
    split: str = ""
    """What separates the entries of a list; all that follows is done to each entry."""
    values: Mapping[str, str] = field(default_factory=dict)
    """Their words (as `key` makes them) and ours."""
    cases: Sequence[tuple[str, str]] = ()
    """Parts of their words, and ours; the first that occurs counts."""
    date: str = ""
    """How they write dates (`strptime`), to be 2026-01-31."""
    otherwise: str | None = None
    """What an empty cell becomes, and a word that is in neither `values` nor `cases`; else it stays as it is."""

    def __call__(self, cell: str) -> Value:
        found = _found(self.find, cell) if self.find else cell
        if not self.split:
            return self._one(found)
        parts = [self._one(part.strip()) for part in found.split(self.split)]
        return list(dict.fromkeys(part for part in parts if part))

    def _one(self, word: str) -> str:
        known = self._ours(key(word))
        if known is not None:
            return known
        if self.otherwise is not None and (not word or self.values or self.cases):
            return self.otherwise
        return iso_date(word, self.date) if self.date else word

    def _ours(self, word: str) -> str | None:
        if word in self.values:
            return self.values[word]
        return next((give for has, give in self.cases if has in word), None)


def key(word: str) -> str:
    """A word as it is compared: lower case, single blanks."""
    return " ".join(word.lower().split())


def iso_date(text: str, form: str) -> str:
    """The date as 2026-01-31; as it is when it is none, so that the row is rejected with what stands in it."""
    try:
        return datetime.strptime(text.strip(), form).date().isoformat()  # noqa: DTZ007 - a day, in no zone
    except ValueError:
        return text


def _found(pattern: Pattern[str], cell: str) -> str:
    match = pattern.search(cell)
    if match is None:
        return ""
    return ((match[1] or "") if pattern.groups else match[0]).strip()
