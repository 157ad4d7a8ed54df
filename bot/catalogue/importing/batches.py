"""A file's rows, read and checked some at a time."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from bot.catalogue.formats.rows import Row, UnreadableError
from bot.catalogue.importing.prepare import Prepared, Preparer
from bot.catalogue.importing.references import References
from bot.catalogue.importing.rejected import RejectedFile
from bot.catalogue.importing.report import KEPT, ImportReport, Problem
from bot.catalogue.importing.specs import SPECS

BATCH = 2_000
"""Rows in one transaction."""


@dataclass(slots=True)
class Batch:
    """The next rows by kind, those that cannot be stored left out."""

    rows: dict[str, list[Prepared]] = field(default_factory=dict)
    organisations: dict[str, str] = field(default_factory=dict)
    """Names by source id of organisations that the rows name and nothing describes."""
    over: dict[str, list[str]] = field(default_factory=dict)
    """Ids by kind that the source itself says are over."""


@dataclass(slots=True)
class Batches:
    """Reads and checks rows; counts the rejected ones in `report`. One thread at a time."""

    city: str
    report: ImportReport
    references: References
    weeks: int = 0
    organisation: str = ""
    """Whose the rows are that name nobody."""
    preparers: dict[str, Preparer] = field(default_factory=dict)
    """By the kinds of rows that came."""
    _seen: set[int] = field(default_factory=set)

    def next(self, rows: Iterator[Row], rejected: RejectedFile) -> Batch:
        """The next batch; without any rows at the end of the file. UnreadableError."""
        batch = Batch()
        for row in islice(rows, BATCH):
            prepared = self._prepare(row)
            some = batch.rows.setdefault(row.kind, [])
            if isinstance(prepared, Prepared):
                some.append(prepared)
            else:
                self._reject(row, prepared, rejected, batch)
        for preparer in self.preparers.values():
            batch.organisations |= preparer.new_organisations
            preparer.new_organisations.clear()
        return batch

    def came(self, kind: str, source_id: str) -> bool:
        """Whether the file has had a row with this id."""
        return _mark(kind, source_id) in self._seen

    def _prepare(self, row: Row) -> Prepared | Problem:
        if row.kind not in SPECS:
            raise UnreadableError(f"{row.kind!r} is no kind of thing; there are {', '.join(SPECS)}")
        if row.id and self.came(row.kind, row.id):
            return Problem(row.line, row.id, "id", "occurs a second time in this file")
        self._seen.add(_mark(row.kind, row.id))
        return self._preparer(row).prepare(row)

    def _preparer(self, row: Row) -> Preparer:
        if row.kind not in self.preparers:
            made = Preparer(SPECS[row.kind], self.city, self.references, self.weeks, self.organisation)
            self.preparers[row.kind] = made
            self.report.kind = self.report.kind or row.kind
            self.report.unknown_columns = [*self.report.unknown_columns, *made.unknown(row)]
        return self.preparers[row.kind]

    def _reject(self, row: Row, problem: Problem, rejected: RejectedFile, batch: Batch) -> None:
        self.report.rejected += 1
        if row.gone and row.id:
            batch.over.setdefault(row.kind, []).append(row.id)
        if len(self.report.problems) < KEPT:
            self.report.problems.append(problem)
        rejected.add(row, problem)


def _mark(kind: str, source_id: str) -> int:
    """Eight bytes for an id, so that a million of them are no burden; the same within one process only."""
    return hash((kind, source_id))
