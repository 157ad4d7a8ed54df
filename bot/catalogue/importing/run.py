"""One import while it runs."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue import tables
from bot.catalogue.city import City, city_from
from bot.catalogue.formats.rows import UnreadableError
from bot.catalogue.importing.apart import BatchesApart
from bot.catalogue.importing.batches import BATCH, Batch, Batches, Order
from bot.catalogue.importing.prepare import Prepared
from bot.catalogue.importing.references import References, load
from bot.catalogue.importing.reindex import reindex
from bot.catalogue.importing.report import ImportReport
from bot.catalogue.importing.specs import SPECS
from bot.catalogue.importing.storing import Sorted, Writer, add_organisations, raise_version, sort
from bot.catalogue.importing.tidying import tidy
from bot.store.engine import Store

LARGE = 8_000_000
"""Bytes of a file that has a process of its own."""
MANY = 5_000
"""Rows after which the full-text index is put together."""
INDEXED_NAMES = frozenset({"interests", "skills", "organisations"})
"""Kinds whose names stand in the index entries of opportunities."""


@dataclass(slots=True)
class Run:
    """Takes a file's rows into the store and counts them in `report`."""

    store: Store
    order: Order
    source: str
    report: ImportReport
    facts: Mapping[str, Any] | None = None
    """The city file, where the city need not be in the store yet."""
    _writers: dict[str, Writer] = field(default_factory=dict)
    _new: dict[str, str] = field(default_factory=dict)
    """Organisations that are named and not stored yet."""
    stored: set[str] = field(default_factory=set)
    """Kinds of which something was stored."""
    _kinds: dict[str, None] = field(default_factory=dict)
    """Those that came."""
    _changes: int = 0
    _writing: bool = False

    async def take(self, progress: Callable[[int], None], *, replace: bool, force: bool) -> None:
        """Reads, checks and stores the file, batch by batch. Raises UnreadableError, OSError, SQLAlchemyError.

        While a batch is stored, the next is read. With `replace`, what the source no longer has is withdrawn.
        """
        with await self._batches() as batches:
            try:
                await self._take_all(batches, progress)
                if replace:
                    await self._replace(batches, force)
            finally:
                self.report.rejected_file = batches.rejected_file

    async def _take_all(self, batches: Batches | BatchesApart, progress: Callable[[int], None]) -> None:
        batch = await asyncio.to_thread(batches.next)
        while batch.rows:
            following = asyncio.ensure_future(asyncio.to_thread(batches.next))
            try:
                await self._take(batch)
            finally:
                await asyncio.gather(following, return_exceptions=True)
            progress(self.report.rows)
            batch = following.result()

    async def _batches(self) -> Batches | BatchesApart:
        references = References()
        async with self.store.read() as session:
            city = await self._load_city(session)
            await load(session, city, references)
        return (BatchesApart if is_large(self.order.path) else Batches)(self.order, city.zone, references)

    async def _take(self, batch: Batch) -> None:
        self._new |= batch.organisations
        self._tell(batch)
        for name, prepared in batch.rows.items():
            await self._store(name, prepared)
        await self._let_go(batch.over)

    def _tell(self, batch: Batch) -> None:
        self._kinds.update(dict.fromkeys(batch.rows))
        self.report.kind = self.report.kind or next(iter(batch.rows))
        self.report.unknown_columns = [*self.report.unknown_columns, *batch.unknown]
        self.report.rejected += batch.rejected
        self.report.problems += batch.problems

    async def _load_city(self, session: AsyncSession) -> City:
        row = await session.get(tables.CityRow, self.order.city)
        if row is not None:
            return city_from(row.facts)
        if self.facts is None:
            raise UnreadableError(f"there is no city {self.order.city!r} yet; import its city file first")
        return city_from(self.facts)

    async def _store(self, kind: str, batch: Sequence[Prepared]) -> None:
        """One batch, in one transaction. Unchanged rows need no writer, so a second import of a file takes no lock."""
        rows = None if self._writing else await self._sorted(kind, batch)
        if not self.report.dry_run and (rows is None or rows.added or rows.changed):
            async with self.store.write() as session:
                rows = await sort(session, SPECS[kind], batch)
                await self._write(session, kind, rows)
        if rows is not None:
            self._count(rows)

    async def _sorted(self, kind: str, batch: Sequence[Prepared]) -> Sorted:
        async with self.store.read() as session:
            return await sort(session, SPECS[kind], batch)

    def _count(self, rows: Sorted) -> None:
        self.report.added += len(rows.added)
        self.report.changed += len(rows.changed)
        self.report.unchanged += len(rows.unchanged)
        # After a batch of new rows there will be more of them, so the next one asks for the lock at once.
        self._writing = not self.report.dry_run and bool(rows.added or rows.changed)

    async def _write(self, session: AsyncSession, kind: str, rows: Sorted) -> None:
        if not (rows.added or rows.changed):
            return
        await add_organisations(session, self.order.city, self.source, self._new)
        if kind not in self._writers:
            self._writers[kind] = Writer(SPECS[kind], self.order.city, self.source)
        await self._writers[kind].write(session, rows)
        if not self._changes:
            await raise_version(session, self.order.city)
        self.stored.add(kind)
        self._changes += len(rows.added) + len(rows.changed)
        self._new.clear()

    async def _let_go(self, over: Mapping[str, Sequence[str]]) -> None:
        """Withdraws what the source says is over, where it is stored."""
        for kind, ids in over.items():
            columns = SPECS[kind].columns
            here = (columns.city == self.order.city) & columns.source_id.in_(ids) & columns.withdrawn.is_(None)
            async with self.store.read() as session:
                gone = list(await session.scalars(select(columns.id).where(here)))
            self.report.withdrawn += len(gone)
            if gone and not self.report.dry_run:
                await self._withdraw(columns, gone)

    async def _replace(self, batches: Batches | BatchesApart, force: bool) -> None:
        """Withdraws what its source no longer has. Refused for more than half of a kind's rows, unless forced."""
        for name in self._kinds:
            columns = SPECS[name].columns
            here = (columns.city == self.order.city) & (columns.source == self.source) & columns.withdrawn.is_(None)
            async with self.store.read() as session:
                gone, kept = await self._gone(session, batches, name, here)
            if len(gone) > kept and not force:
                total = len(gone) + kept
                self.report.error = f"{len(gone)} of {total} {name} would be withdrawn; --force does it all the same"
                return
            self.report.withdrawn += len(gone)
            if gone and not self.report.dry_run:
                await self._withdraw(columns, gone)

    async def _gone(
        self, session: AsyncSession, batches: Batches | BatchesApart, kind: str, here: Any
    ) -> tuple[list[str], int]:
        """Ids of rows that are stored and no longer in the file, and how many still are."""
        gone: list[str] = []
        kept = 0
        columns = SPECS[kind].columns
        query = select(columns.id, columns.source_id).where(here).execution_options(yield_per=BATCH)
        async for rows in (await session.stream(query)).partitions():
            came = await asyncio.to_thread(batches.came, kind, [row.source_id for row in rows])
            kept += sum(came)
            gone += [row.id for row, still in zip(rows, came, strict=True) if not still]
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
        if self.stored & INDEXED_NAMES:
            await reindex(self.store, self.order.city)
        if "opportunities" in self.stored and self._changes >= MANY:
            await tidy(self.store)
        async with self.store.write() as session:
            await raise_version(session, self.order.city)


def is_large(path: Path) -> bool:
    """Whether it pays to start another process for it. OSError when there is no such file."""
    return path.stat().st_size >= LARGE
