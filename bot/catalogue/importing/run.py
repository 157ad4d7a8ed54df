"""One import while it runs."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import blake2b
from itertools import islice
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue import tables
from bot.catalogue.city import City, city_from
from bot.catalogue.formats.rows import Reader, Row, UnreadableError, Zoned
from bot.catalogue.importing.prepare import Prepared, Preparer
from bot.catalogue.importing.references import References, load
from bot.catalogue.importing.reindex import reindex
from bot.catalogue.importing.rejected import RejectedFile
from bot.catalogue.importing.report import KEPT, ImportReport, Problem
from bot.catalogue.importing.specs import SPECS
from bot.catalogue.importing.storing import Sorted, Writer, add_organisations, raise_version, sort
from bot.store.engine import Store

BATCH = 1000
INDEXED_NAMES = frozenset({"interests", "skills", "organisations"})
"""Kinds whose names stand in the index entries of opportunities."""


@dataclass(slots=True)
class _Kind:
    """What rows of one kind need, in this run."""

    preparer: Preparer
    writer: Writer
    stored: int = 0


@dataclass(slots=True)
class Run:
    """Takes a file's rows into the store and counts them in `report`."""

    store: Store
    city: str
    source: str
    report: ImportReport
    weeks: int = 0
    facts: Mapping[str, Any] | None = None
    """The city file, where the city need not be in the store yet."""
    organisation: str = ""
    """Whose the rows are that name nobody."""
    references: References = field(default_factory=References)
    _kinds: dict[str, _Kind] = field(default_factory=dict)
    _seen: set[bytes] = field(default_factory=set)
    _over: dict[str, list[str]] = field(default_factory=dict)
    """Ids by kind that the source itself says are over."""
    _changes: int = 0

    async def take(self, reader: Reader | Zoned, kind: str | None, progress: Callable[[int], None]) -> None:
        """Reads, checks and stores the file, batch by batch. Raises UnreadableError, OSError, SQLAlchemyError."""
        async with self.store.read() as session:
            city = await self._load_city(session)
            self.references = await load(session, city)
        read = reader.within(city.zone) if isinstance(reader, Zoned) else reader
        rows = read(self.report.path, kind)
        with RejectedFile(self.report.path) as rejected:
            while batch := await asyncio.to_thread(self._next, rows, rejected):
                for name, prepared in batch.items():
                    await self._store(name, prepared)
                await self._let_go()
                progress(self.report.rows)
            self.report.rejected_file = rejected.written

    async def _load_city(self, session: AsyncSession) -> City:
        row = await session.get(tables.CityRow, self.city)
        if row is not None:
            return city_from(row.facts)
        if self.facts is None:
            raise UnreadableError(f"there is no city {self.city!r} yet; import its city file first")
        return city_from(self.facts)

    def _next(self, rows: Iterator[Row], rejected: RejectedFile) -> dict[str, list[Prepared]]:
        """The next rows by kind, those that cannot be stored left out; empty at the end of the file."""
        batch: dict[str, list[Prepared]] = {}
        for row in islice(rows, BATCH):
            prepared = self._prepare(row)
            if isinstance(prepared, Problem):
                self._reject(row, prepared, rejected)
                batch.setdefault(row.kind, [])
            else:
                batch.setdefault(row.kind, []).append(prepared)
        return batch

    def _prepare(self, row: Row) -> Prepared | Problem:
        if row.kind not in SPECS:
            raise UnreadableError(f"{row.kind!r} is no kind of thing; there are {', '.join(SPECS)}")
        if self._twice(row):
            return Problem(row.line, row.id, "id", "occurs a second time in this file")
        kind = self._kind(row)
        return kind.preparer.prepare(row)

    def _kind(self, row: Row) -> _Kind:
        if row.kind not in self._kinds:
            spec = SPECS[row.kind]
            preparer = Preparer(spec, self.city, self.references, self.weeks, self.organisation)
            self._kinds[row.kind] = _Kind(preparer, Writer(spec, self.city, self.source, self.references))
            self.report.kind = self.report.kind or row.kind
            self.report.unknown_columns = [*self.report.unknown_columns, *preparer.unknown(row)]
        return self._kinds[row.kind]

    def _twice(self, row: Row) -> bool:
        """Whether this id came before; eight bytes an id, so that a million of them are no burden."""
        mark = self._mark(row.kind, row.id)
        if not row.id or mark not in self._seen:
            self._seen.add(mark)
            return False
        return True

    def _mark(self, kind: str, source_id: str) -> bytes:
        return blake2b(f"{kind}:{source_id}".encode(), digest_size=8).digest()

    def _reject(self, row: Row, problem: Problem, rejected: RejectedFile) -> None:
        self.report.rejected += 1
        if row.gone and row.id:
            self._over.setdefault(row.kind, []).append(row.id)
        if len(self.report.problems) < KEPT:
            self.report.problems.append(problem)
        rejected.add(row, problem)

    async def _store(self, kind: str, batch: Sequence[Prepared]) -> None:
        """One batch, in one transaction. Unchanged rows need no writer, so a second import of a file takes no lock."""
        async with self.store.read() as session:
            rows = await sort(session, SPECS[kind], batch)
        if (rows.added or rows.changed) and not self.report.dry_run:
            async with self.store.write() as session:
                rows = await sort(session, SPECS[kind], batch)
                await self._write(session, self._kinds[kind], rows)
        self.report.added += len(rows.added)
        self.report.changed += len(rows.changed)
        self.report.unchanged += len(rows.unchanged)

    async def _write(self, session: AsyncSession, kind: _Kind, rows: Sorted) -> None:
        new = kind.preparer.new_organisations
        await add_organisations(session, self.city, self.source, new)
        await kind.writer.write(session, rows)
        if not self._changes:
            await raise_version(session, self.city)
        kind.stored += len(rows.added) + len(rows.changed)
        self._changes += kind.stored
        new.clear()

    async def _let_go(self) -> None:
        """Withdraws what the source says is over, where it is stored."""
        for kind, ids in self._over.items():
            columns = SPECS[kind].columns
            here = (columns.city == self.city) & columns.source_id.in_(ids) & columns.withdrawn.is_(None)
            async with self.store.read() as session:
                gone = list(await session.scalars(select(columns.id).where(here)))
            self.report.withdrawn += len(gone)
            if gone and not self.report.dry_run:
                await self._withdraw(columns, gone)
        self._over.clear()

    async def withdraw(self, force: bool) -> None:
        """Withdraws what its source no longer has. Refused for more than half of a kind's rows, unless forced."""
        for name in self._kinds:
            columns = SPECS[name].columns
            here = (columns.city == self.city) & (columns.source == self.source) & columns.withdrawn.is_(None)
            async with self.store.read() as session:
                gone, kept = await self._gone(session, name, columns, here)
            if len(gone) > kept and not force:
                total = len(gone) + kept
                self.report.error = f"{len(gone)} of {total} {name} would be withdrawn; --force does it all the same"
                return
            self.report.withdrawn += len(gone)
            if gone and not self.report.dry_run:
                await self._withdraw(columns, gone)

    async def _gone(self, session: AsyncSession, kind: str, columns: Any, here: Any) -> tuple[list[str], int]:
        """Ids of rows that are stored and no longer in the file, and how many still are."""
        gone: list[str] = []
        kept = 0
        query = select(columns.id, columns.source_id).where(here).execution_options(yield_per=BATCH)
        stored = await session.stream(query)
        async for id, source_id in stored:
            if self._mark(kind, source_id) in self._seen:
                kept += 1
            else:
                gone.append(id)
        return gone, kept

    async def _withdraw(self, columns: Any, gone: Sequence[str]) -> None:
        now = datetime.now(UTC)
        for start in range(0, len(gone), BATCH):
            ids = gone[start : start + BATCH]
            async with self.store.write() as session:
                await session.execute(update(columns.id.table).where(columns.id.in_(ids)).values(withdrawn=now))
        self._changes += len(gone)

    async def finish(self) -> None:
        """Tells the rest that the city changed; index entries follow when names changed that stand in them."""
        if not self._changes:
            return
        if any(kind.stored for name, kind in self._kinds.items() if name in INDEXED_NAMES):
            await reindex(self.store, self.city)
        async with self.store.write() as session:
            await raise_version(session, self.city)
