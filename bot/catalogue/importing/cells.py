"""The cells of one column, read one after the other."""

from collections.abc import Callable
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


class Cells:
    """Reads cells of one field. Kinds, areas, prices and ages occur again and again and are read once.

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
        self._field = field
        self._default = default
        self._references = references
        self._shift = shift
        self._new_organisation = new_organisation
        self._remembers = field.parse not in UNIQUE
        self._known: dict[str, Any] = {}

    def read(self, cell: Value) -> Any:
        """The value as it is stored. WrongCellError."""
        cell = cell or self._default
        if not isinstance(cell, str):
            return self._read(cell if self._field.parse in LISTS else ", ".join(cell))
        if not self._remembers or len(cell) > SHORT:
            return self._read(cell)
        if cell not in self._known:
            if len(self._known) >= MOST:
                self._known.clear()
            self._known[cell] = self._read(cell)
        return self._known[cell]

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
