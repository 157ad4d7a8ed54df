"""The cells of one column, read one after the other."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from bot.catalogue.formats.rows import Value
from bot.catalogue.importing import values
from bot.catalogue.importing.references import References
from bot.catalogue.importing.specs import LISTS, Field

UNIQUE = (values.text, values.link, values.latitude, values.longitude)
"""What reads cells that hardly ever occur twice."""
SHORT, MOST = 60, 5_000
"""Characters of a cell, and cells of a column, that are remembered."""


class WrongCellError(Exception):
    """A cell cannot be stored."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field
        self.reason = reason


class Cells(dict[str, Any]):
    """Reads cells of one field. Kinds, areas, prices and ages occur again and again and are read once: what has been
    read is looked up as in any mapping.

    `shift` moves dates; `new_organisation` gives an id to an organisation that nothing describes; `default` stands in
    for an empty cell. What is read is shared by rows, so nobody may change it.
    """

    def __init__(
        self,
        field: Field,
        references: References,
        shift: timedelta,
        new_organisation: Callable[[str], str],
        default: str = "",
    ) -> None:
        super().__init__()
        self._field = field
        self._default = default
        self._references = references
        self._shift = shift
        self._new_organisation = new_organisation
        self._longest = 0 if field.parse in UNIQUE else SHORT

    def __missing__(self, cell: str) -> Any:
        value = self._read(cell or self._default)
        if len(cell) <= self._longest:
            if len(self) >= MOST:
                self.clear()
            self[cell] = value
        return value

    def entries(self, cell: Sequence[str]) -> Any:
        """As for text, where a format gives the entries of a list one by one. WrongCellError."""
        if not cell:
            return self[""]
        return self._read(cell if self._field.parse in LISTS else ", ".join(cell))

    def _read(self, cell: Value) -> Any:
        field = self._field
        try:
            value = field.parse(cell)
        except ValueError as error:
            raise WrongCellError(field.name, str(error)) from error
        if field.required and not value:
            raise WrongCellError(field.name, "is missing")
        if isinstance(value, date):
            value += self._shift
        return self._referred(value) if field.refers and value else value

    def _referred(self, value: Any) -> Any:
        kind = self._field.refers
        if isinstance(value, list):
            return list(dict.fromkeys(self._references.resolve(kind, word) or word for word in value))
        found = self._references.resolve(kind, value)
        if found is None and kind == "organisations":
            return self._new_organisation(value)
        return value if found is None else found
