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

ROWS = 30_000
SCRIPT = """
import asyncio, sys
from datetime import date
from pathlib import Path
from bot.catalogue.importing import import_file
from bot.store.engine import Store
asyncio.run(import_file(Store(sys.argv[1]), "csv", Path(sys.argv[2]), city="fernley", today=date(2026, 3, 2)))
"""


def look(path: Path, query: str) -> object:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchone()[0]


@pytest.mark.parametrize("rows_before", [1, 3000])
async def test_a_killed_import_leaves_whole_batches(tmp_path: Path, migrated_sqlite: Path, rows_before: int) -> None:
    database, file = tmp_path / "waymark.db", tmp_path / "opportunities.csv"
    await asyncio.to_thread(shutil.copy, migrated_sqlite, database)
    store = Store(f"sqlite:///{database}")
    await import_folder(store, FERNLEY, today=TODAY)
    await asyncio.to_thread(_kill_after, database, file, rows_before)
    loaded = look(database, "SELECT count(*) FROM opportunity WHERE source_id LIKE 'r%' AND title LIKE 'Row %'")
    assert look(database, "PRAGMA integrity_check") == "ok"
    assert isinstance(loaded, int)
    assert rows_before <= loaded < ROWS
    assert loaded % BATCH == 0
    report = await import_file(store, "csv", file, city="fernley", today=TODAY)
    assert (report.unchanged, report.added) == (loaded, ROWS - loaded)
    await store.close()


def _kill_after(database: Path, file: Path, rows: int) -> None:
    content = [f"r{number},Row {number},loft,club" for number in range(ROWS)]
    file.write_text("\n".join(["id,title,organisation,kind", *content]), "utf-8")
    with subprocess.Popen([sys.executable, "-c", SCRIPT, f"sqlite:///{database}", str(file)]) as process:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and process.poll() is None:
            if int(str(look(database, "SELECT count(*) FROM opportunity WHERE title LIKE 'Row %'"))) >= rows:
                break
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
