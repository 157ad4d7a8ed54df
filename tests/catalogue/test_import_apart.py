"""A large file is read by a process of its own; nobody can tell but by the time."""

import asyncio
import os
import signal
from pathlib import Path

import pytest

from bot.catalogue.importing import ImportReport, import_file, import_folder, run
from bot.catalogue.importing.apart import BatchesApart
from bot.catalogue.importing.batches import BATCH, Batch
from bot.store.engine import Store
from tests.catalogue.conftest import FERNLEY, TODAY

ROWS = [
    "a,Kites,Sky Ltd,club,9,red",
    "b,,loft,club,9,",
    "c,Chess,loft,club,nine,",
    "a,Again,loft,club,,",
    "d,Darts,loft,club,,",
]
MANY = [f"m{number},Row {number},loft,club,," for number in range(2 * BATCH)]


@pytest.fixture
async def fernley(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    await import_folder(store, FERNLEY, today=TODAY)
    monkeypatch.setattr(run, "LARGE", 0)
    return store


async def taken(store: Store, path: Path, *rows: str) -> ImportReport:
    await asyncio.to_thread(path.write_text, "\n".join(["id,title,organisation,kind,age_min,colour", *rows]), "utf-8")
    return await import_file(store, "csv", path, city="fernley", today=TODAY, replace_source=True, force=True)


async def test_every_row_is_accounted_for(fernley: Store, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    first = await taken(fernley, path, *ROWS)
    assert (first.kind, first.added, first.rejected) == ("opportunities", 2, 3)
    assert first.unknown_columns == ["colour"]
    assert [(each.line, each.id, each.field) for each in first.problems] == [
        (3, "b", "title"),
        (4, "c", "age_min"),
        (5, "a", "id"),
    ]
    assert first.rejected_file is not None
    assert len(first.rejected_file.read_text("utf-8").splitlines()) == 4
    second = await taken(fernley, path, ROWS[0], "e,Eels,loft,club,,")
    assert (second.unchanged, second.added, second.withdrawn, second.rejected) == (1, 1, 1, 0)
    assert not first.rejected_file.exists()


async def test_a_file_that_cannot_be_read_is_told(fernley: Store, tmp_path: Path) -> None:
    report = await taken(fernley, tmp_path / "list.csv", "x" * 1_000_001)
    assert "line 2 is longer than" in report.error


async def test_when_the_other_process_is_killed_what_was_stored_is_kept_and_told(
    fernley: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    came, asked = BatchesApart.next, []

    def dies_at_the_second(batches: BatchesApart) -> Batch:
        asked.append(batches)
        if len(asked) == 2:
            os.kill(batches._process.pid, signal.SIGKILL)
        return came(batches)

    monkeypatch.setattr(BatchesApart, "next", dies_at_the_second)
    report = await taken(fernley, tmp_path / "list.csv", *MANY)
    assert (report.added, report.error) == (BATCH, "list.csv: what reads the file has come to its end too soon")
