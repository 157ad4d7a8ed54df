"""A file's row checked and turned into what is stored."""

import re
from collections.abc import Mapping
from datetime import timedelta
from hashlib import blake2b
from typing import Any, NamedTuple

from bot.catalogue.formats.rows import BAD_ID, ID_LIMIT, Row
from bot.catalogue.importing.cells import Cells, WrongCellError
from bot.catalogue.importing.indexing import index_values
from bot.catalogue.importing.plain import plain
from bot.catalogue.importing.references import References
from bot.catalogue.importing.report import Problem
from bot.catalogue.importing.specs import Spec
from bot.catalogue.importing.values import WORD_LIMIT
from bot.language.words import fold

TERMS = "4"
"""Grows when index terms are made in another way (words.py, terms.py), so that rows are stored anew."""
VENUE = "@venue"
RIASEC_FIELDS = tuple(f"riasec_{letter}" for letter in "riasec")


class Prepared(NamedTuple):
    source_id: str
    id: str
    """The public id, `city:type:source-id`."""
    values: Mapping[str, Any]
    digest: str
    """Of the values."""
    indexed: Mapping[str, Any]
    """What is worked out of them for search (indexing.py)."""


class Preparer:
    """Checks rows of one kind for one city.

    `weeks` shifts every date, so that a sample stays in the present; `organisation` stands in where a row names none.
    """

    def __init__(self, spec: Spec, city: str, references: References, weeks: int = 0, organisation: str = "") -> None:
        self._spec = spec
        self._city = city
        self._references = references
        self.new_organisations: dict[str, str] = {}
        """Organisations that no file describes, with their names; whoever stores the rows stores and clears them."""
        defaults = {"organisation": organisation}
        shift = timedelta(weeks=weeks)
        self._cells = {
            field.name: Cells(field, references, shift, self._new_organisation, defaults.get(field.name, ""))
            for field in spec.fields
        }
        self._names = frozenset(field.name for field in spec.fields) | {"id", "code", "", VENUE}
        self._limits = _limits(spec)

    def prepare(self, row: Row) -> Prepared | Problem:
        """The row as it is stored, or what is wrong with it."""
        if row.broken:
            return Problem(row.line, row.id, "", row.broken)
        if row.gone:
            return Problem(row.line, row.id, *_told(row.gone))
        try:
            source_id = _source_id(row.id)
            values = self._values(row)
        except WrongCellError as wrong:
            return Problem(row.line, row.id, wrong.field, wrong.reason)
        self._introduce(source_id, values)
        indexed = index_values(values, self._references) if self._spec.kind == "opportunities" else {}
        id = f"{self._city}:{self._spec.type}:{source_id}"
        return Prepared(source_id, id, values, digest(values), indexed)

    def _introduce(self, source_id: str, values: Mapping[str, Any]) -> None:
        """An organisation can be named by what comes after it in the same file."""
        if self._spec.kind == "organisations":
            self._references.add("organisations", source_id, (values["name"],))

    def unknown(self, row: Row) -> list[str]:
        """Columns of the row that Waymark has no name for."""
        return [name for name in row.fields if name not in self._names]

    def _values(self, row: Row) -> dict[str, Any]:
        get = row.fields.get
        values = {
            name: cells[cell] if isinstance(cell := get(name, ""), str) else cells.entries(cell)
            for name, cells in self._cells.items()
        }
        if venue := next((at for id in row.fields.get(VENUE, ()) if (at := self._references.venues.get(id))), None):
            values |= {name: venue[name] for name in venue if not values[name]}
        for name, most in self._limits.items():
            if len(values[name]) > most:
                raise WrongCellError(name, f"longer than {most} characters")
        _check_together(values)
        if "riasec_r" in values:
            values["riasec"] = {name[-1].upper(): values.pop(name) for name in RIASEC_FIELDS}
        values["extra"] = self._extra(row)
        return values

    def _new_organisation(self, name: str) -> str:
        """A city may load its list without one of organisations; those are then known by their names."""
        source_id = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:ID_LIMIT] or digest({"name": name})[:12]
        # "Safe Horizon, Inc." and "Safe Horizon Inc" are one.
        if (known := self._references.resolve("organisations", source_id)) is None:
            self.new_organisations[source_id] = name
        self._references.add("organisations", known or source_id, (name,))
        return known or source_id

    def _extra(self, row: Row) -> dict[str, str]:
        """Sorted, since columns may change places without anything being another."""
        extra = {}
        for name in sorted(row.fields.keys() - self._names):
            cell = row.fields[name]
            try:
                kept = plain(cell if isinstance(cell, str) else "|".join(cell))
            except ValueError as error:
                raise WrongCellError(name, str(error)) from error
            if kept:
                extra[name] = kept
        return extra


def _limits(spec: Spec) -> dict[str, int]:
    """How long the short codes may be, such as a currency: PostgreSQL refuses what is longer, and all rows with it."""
    lengths = {field.name: getattr(spec.columns.get(field.name), "type", None) for field in spec.fields}
    known = {name: getattr(type, "length", None) for name, type in lengths.items()}
    return {name: length for name, length in known.items() if length and length < WORD_LIMIT}


def _told(gone: str) -> tuple[str, str]:
    """The field and the reason of a row that is gone."""
    field, _, reason = gone.rpartition(": ")
    return field, reason


def digest(values: Mapping[str, Any]) -> str:
    """A short hash of all values in their order: equal exactly when nothing changed."""
    return blake2b((TERMS + repr(values)).encode("utf-8", "replace"), digest_size=16).hexdigest()


def _source_id(written: str) -> str:
    if not written:
        raise WrongCellError("id", "is missing")
    if len(written) > ID_LIMIT:
        raise WrongCellError("id", f"longer than {ID_LIMIT} characters")
    if BAD_ID.search(written):
        raise WrongCellError("id", "has a blank, a colon or a bar in it")
    return written


def _check_together(values: Mapping[str, Any]) -> None:
    """What only makes sense of two fields at once."""
    for first, last in (("age_min", "age_max"), ("starts", "ends")):
        low, high = values.get(first), values.get(last)
        if low is not None and high is not None and low > high:
            raise WrongCellError(last, f"is before {first}")
    if (values.get("lat") is None) != (values.get("lon") is None):
        raise WrongCellError("lat", "lat and lon go together")
