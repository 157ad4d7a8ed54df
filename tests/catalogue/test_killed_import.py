"""An import that is killed leaves whole rows, and the next one carries on."""

import asyncio
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from bot.catalogue.importing import import_file, import_folder
from bot.catalogue.importing.batches import BATCH
from bot.store.engine import Store
from tests.catalogue.conftest import FERNLEY, TODAY

ROWS = 16_000
SCRIPT = """
import asyncio, sys
from datetime import date
from pathlib import Path
from bot.catalogue.importing import import_file, run
from bot.store.engine import Store
run.LARGE = int(sys.argv[3])
asyncio.run(import_file(Store(sys.argv[1]), "csv", Path(sys.argv[2]), city="fernley", today=date(2026, 3, 2)))
"""


def look(path: Path, query: str) -> object:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchone()[0]


@pytest.mark.parametrize(("rows_before", "large"), [(1, 1 << 40), (3000, 0)])
async def test_a_killed_import_leaves_whole_batches(
    tmp_path: Path, migrated_sqlite: Path, rows_before: int, large: int
) -> None:
    database, file = tmp_path / "waymark.db", tmp_path / "opportunities.csv"
    await asyncio.to_thread(shutil.copy, migrated_sqlite, database)
    store = Store(f"sqlite:///{database}")
    await import_folder(store, FERNLEY, today=TODAY)
    await asyncio.to_thread(_kill_after, database, file, rows_before, large)
    loaded = look(database, "SELECT count(*) FROM opportunity WHERE source_id LIKE 'r%' AND title LIKE 'Row %'")
    assert look(database, "PRAGMA integrity_check") == "ok"
    assert isinstance(loaded, int)
    assert rows_before <= loaded < ROWS
    assert loaded % BATCH == 0
    report = await import_file(store, "csv", file, city="fernley", today=TODAY)
    assert (report.unchanged, report.added) == (loaded, ROWS - loaded)
    await store.close()


def _kill_after(database: Path, file: Path, rows: int, large: int) -> None:
    content = [f"r{number},Row {number},loft,club" for number in range(ROWS)]
    file.write_text("\n".join(["id,title,organisation,kind", *content]), "utf-8")
    with subprocess.Popen([sys.executable, "-c", SCRIPT, f"sqlite:///{database}", str(file), str(large)]) as process:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and process.poll() is None:
            if int(str(look(database, "SELECT count(*) FROM opportunity WHERE title LIKE 'Row %'"))) >= rows:
                break
            time.sleep(0.01)
        helpers = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        process.send_signal(signal.SIGKILL)
    assert bool(helpers) == (large == 0)
    while any(_runs(each) for each in helpers):
        assert time.monotonic() < deadline + 30
        time.sleep(0.01)


def _runs(pid: str) -> bool:
    """Whether it is there, and no mere entry of one that has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
