"""A file's rows, read and checked some at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Self

from bot.catalogue.formats import CREDITS, READERS, course_directory, mapped_csv, mapping
from bot.catalogue.formats.rows import Reader, Row, UnreadableError, Zoned
from bot.catalogue.importing.marks import Marks
from bot.catalogue.importing.prepare import Prepared, Preparer
from bot.catalogue.importing.references import References
from bot.catalogue.importing.rejected import RejectedFile
from bot.catalogue.importing.report import KEPT, Problem
from bot.catalogue.importing.specs import SPECS

BATCH = 2_000
"""Rows in one transaction."""


@dataclass(frozen=True, slots=True)
class Order:
    """Which file is to be read, and how."""

    path: Path
    fmt: str
    """A name in READERS."""
    city: str
    kind: str | None = None
    mapped: Path | None = None
    """A mapping file, for a CSV that is not Waymark's."""
    organisation: str = ""
    """Whose the rows are that name nobody."""
    weeks: int = 0
    """By how many all dates move."""

    def credit(self) -> str:
        """Whom the data is from. UnreadableError when a mapping makes no sense or is given where none is wanted."""
        if self.mapped is None:
            return CREDITS.get(self.fmt, "")
        if self.fmt != "csv":
            raise UnreadableError(f"a mapping is for csv, not for {self.fmt}")
        return mapping.load(self.mapped).credit

    def reader(self) -> Reader | Zoned:
        """What reads the file. UnreadableError."""
        if self.fmt == "course-directory" and self.organisation:
            return partial(course_directory.read, organisation=self.organisation)
        return mapped_csv.reader(mapping.load(self.mapped)) if self.mapped else READERS[self.fmt]


@dataclass(slots=True)
class Batch:
    """The next rows by kind, those that cannot be stored left out."""

    rows: dict[str, list[Prepared]] = field(default_factory=dict)
    organisations: dict[str, str] = field(default_factory=dict)
    """Names by source id of organisations that the rows name and nothing describes."""
    over: dict[str, list[str]] = field(default_factory=dict)
    """Ids by kind that the source itself says are over."""
    unknown: list[str] = field(default_factory=list)
    """Columns that Waymark has no name for, of kinds that came for the first time."""
    rejected: int = 0
    problems: list[Problem] = field(default_factory=list)
    """What is wrong with the rejected rows, as long as few enough were."""


class Batches:
    """Reads and checks a file's rows. One thread at a time. UnreadableError when a mapping makes no sense."""

    def __init__(self, order: Order, zone: tzinfo, references: References) -> None:
        reader = order.reader()
        read = reader.within(zone) if isinstance(reader, Zoned) else reader
        self._order = order
        self._references = references
        self._rows = read(order.path, order.kind)
        self._rejected = RejectedFile(order.path)
        self._preparers: dict[str, Preparer] = {}
        """By the kinds of rows that came."""
        self._seen = Marks()
        self._problems = 0

    def __enter__(self) -> Self:
        self._rejected.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._rejected.__exit__(*error)

    @property
    def rejected_file(self) -> Path | None:
        """The file of rejected rows, where there is one by now."""
        return self._rejected.written

    def next(self) -> Batch:
        """The next batch; without any rows at the end of the file. UnreadableError, OSError."""
        batch = Batch()
        for row in islice(self._rows, BATCH):
            prepared = self._prepare(row, batch)
            some = batch.rows.setdefault(row.kind, [])
            if isinstance(prepared, Prepared):
                some.append(prepared)
            else:
                self._reject(row, prepared, batch)
        for preparer in self._preparers.values():
            batch.organisations |= preparer.new_organisations
            preparer.new_organisations.clear()
        return batch

    def came(self, kind: str, ids: Sequence[str]) -> list[bool]:
        """Which of these source ids the file has had a row with."""
        return [hash((kind, source_id)) in self._seen for source_id in ids]

    def _prepare(self, row: Row, batch: Batch) -> Prepared | Problem:
        if row.kind not in SPECS:
            raise UnreadableError(f"{row.kind!r} is no kind of thing; there are {', '.join(SPECS)}")
        if not self._seen.add(hash((row.kind, row.id))) and row.id:
            return Problem(row.line, row.id, "id", "occurs a second time in this file")
        return self._preparer(row, batch).prepare(row)

    def _preparer(self, row: Row, batch: Batch) -> Preparer:
        if row.kind not in self._preparers:
            order = self._order
            made = Preparer(SPECS[row.kind], order.city, self._references, order.weeks, order.organisation)
            self._preparers[row.kind] = made
            batch.unknown += made.unknown(row)
        return self._preparers[row.kind]

    def _reject(self, row: Row, problem: Problem, batch: Batch) -> None:
        batch.rejected += 1
        if row.gone and row.id:
            batch.over.setdefault(row.kind, []).append(row.id)
        if self._problems < KEPT:
            self._problems += 1
            batch.problems.append(problem)
        self._rejected.add(row, problem)
