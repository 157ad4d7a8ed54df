"""A file's row checked and turned into what is stored."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b
from typing import Any

from bot.catalogue.formats.rows import BAD_ID, ID_LIMIT, Row
from bot.catalogue.importing.plain import plain
from bot.catalogue.importing.references import References
from bot.catalogue.importing.report import Problem
from bot.catalogue.importing.specs import LISTS, Field, Spec
from bot.language.words import fold

TERMS = "3"
"""Grows when index terms are made in another way (words.py, terms.py), so that rows are stored anew."""
VENUE = "@venue"
RIASEC_FIELDS = tuple(f"riasec_{letter}" for letter in "riasec")


@dataclass(frozen=True, slots=True)
class Prepared:
    line: int
    source_id: str
    id: str
    """The public id, `city:type:source-id`."""
    values: Mapping[str, Any]
    digest: str


class _WrongError(Exception):
    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field
        self.reason = reason


class Preparer:
    """Checks rows of one kind for one city.

    `weeks` shifts every date, so that a sample stays in the present; `organisation` stands in where a row names none.
    """

    def __init__(self, spec: Spec, city: str, references: References, weeks: int = 0, organisation: str = "") -> None:
        self._spec = spec
        self._city = city
        self._references = references
        self._shift = timedelta(weeks=weeks)
        self._defaults = {"organisation": organisation} if organisation else {}
        self.new_organisations: dict[str, str] = {}
        """Organisations that no file describes, with their names; whoever stores the rows stores and clears them."""
        self._names = frozenset(field.name for field in spec.fields) | {"id", "code"}

    def prepare(self, row: Row) -> Prepared | Problem:
        """The row as it is stored, or what is wrong with it."""
        if row.broken:
            return Problem(row.line, row.id, "", row.broken)
        if row.gone:
            return Problem(row.line, row.id, *_told(row.gone))
        try:
            source_id = _source_id(row.id)
            values = self._values(row)
        except _WrongError as wrong:
            return Problem(row.line, row.id, wrong.field, wrong.reason)
        self._introduce(source_id, values)
        return Prepared(row.line, source_id, f"{self._city}:{self._spec.type}:{source_id}", values, digest(values))

    def _introduce(self, source_id: str, values: Mapping[str, Any]) -> None:
        """An organisation can be named by what comes after it in the same file."""
        if self._spec.kind == "organisations":
            self._references.add("organisations", source_id, (values["name"],))

    def unknown(self, row: Row) -> list[str]:
        """Columns of the row that Waymark has no name for."""
        return [name for name in row.fields if name and name not in self._names and name != VENUE]

    def _values(self, row: Row) -> dict[str, Any]:
        values = {field.name: self._value(field, row) for field in self._spec.fields}
        if venue := next((at for id in row.fields.get(VENUE, ()) if (at := self._references.venues.get(id))), None):
            values |= {name: venue[name] for name in venue if not values[name]}
        _check_together(values)
        if "riasec_r" in values:
            values["riasec"] = {name[-1].upper(): values.pop(name) for name in RIASEC_FIELDS}
        values["extra"] = self._extra(row)
        return values

    def _value(self, field: Field, row: Row) -> Any:
        cell = row.fields.get(field.name, "") or self._defaults.get(field.name, "")
        if not isinstance(cell, str) and field.parse not in LISTS:
            cell = ", ".join(cell)
        if not cell and field.required:
            raise _WrongError(field.name, "is missing")
        try:
            value = field.parse(cell)
        except ValueError as error:
            raise _WrongError(field.name, str(error)) from error
        if field.required and not value:
            raise _WrongError(field.name, "is missing")
        if isinstance(value, date):
            value += self._shift
        return self._referred(field, value) if field.refers else value

    def _referred(self, field: Field, value: Any) -> Any:
        if isinstance(value, list):
            return list(dict.fromkeys(self._references.resolve(field.refers, word) or word for word in value))
        found = self._references.resolve(field.refers, value) if value else value
        if found is None and field.refers == "organisations":
            return self._new_organisation(value)
        return value if found is None else found

    def _new_organisation(self, name: str) -> str:
        """A city may load its list without one of organisations; those are then known by their names."""
        source_id = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:ID_LIMIT] or digest({"name": name})[:12]
        # "Safe Horizon, Inc." and "Safe Horizon Inc" are one.
        if (known := self._references.resolve("organisations", source_id)) is None:
            self.new_organisations[source_id] = name
        self._references.add("organisations", known or source_id, (name,))
        return known or source_id

    def _extra(self, row: Row) -> dict[str, str]:
        extra = {}
        for name in self.unknown(row):
            cell = row.fields[name]
            try:
                kept = plain(cell if isinstance(cell, str) else "|".join(cell))
            except ValueError as error:
                raise _WrongError(name, str(error)) from error
            if kept:
                extra[name] = kept
        return extra


def _told(gone: str) -> tuple[str, str]:
    """The field and the reason of a row that is gone."""
    field, _, reason = gone.rpartition(": ")
    return field, reason


def digest(values: Mapping[str, Any]) -> str:
    """A short hash of all values: equal exactly when nothing changed."""
    canonical = TERMS + json.dumps(values, sort_keys=True, default=str, ensure_ascii=False, separators=(",", ":"))
    return blake2b(canonical.encode(), digest_size=16).hexdigest()


def _source_id(written: str) -> str:
    if not written:
        raise _WrongError("id", "is missing")
    if len(written) > ID_LIMIT:
        raise _WrongError("id", f"longer than {ID_LIMIT} characters")
    if BAD_ID.search(written):
        raise _WrongError("id", "has a blank, a colon or a bar in it")
    return written


def _check_together(values: Mapping[str, Any]) -> None:
    """What only makes sense of two fields at once."""
    for first, last in (("age_min", "age_max"), ("starts", "ends")):
        low, high = values.get(first), values.get(last)
        if low is not None and high is not None and low > high:
            raise _WrongError(last, f"is before {first}")
    if (values.get("lat") is None) != (values.get("lon") is None):
        raise _WrongError("lat", "lat and lon go together")
