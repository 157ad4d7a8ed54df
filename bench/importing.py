"""How fast Waymark CSV is imported, by the number of rows, and how much memory that takes.

`python -m bench importing`; ROWS=10000,1000000 for other sizes, STORES=sqlite for one kind of store. Each import runs
in a process of its own, on a city as `bench searching` makes it; the second finds nothing changed. Processor and
memory (after each batch) are those of all its processes together.
"""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.cities import TODAY, write_city
from bench.figures import memory_of, show
from bot.catalogue.importing import import_file, import_folder
from bot.store.engine import Store
from bot.supervisor.storage import opened
from tests import postgresql

CITY = "brightport"
ROWS = [int(rows) for rows in os.environ.get("ROWS", "10000,100000,1000000").split(",")]
STORES = os.environ.get("STORES", "sqlite,postgresql").split(",")
COLUMNS = ("rows", "store", "rows a second", "processor", "memory", "again, rows a second")


async def main() -> None:
    rows = []
    for count in ROWS:
        with tempfile.TemporaryDirectory() as folder:
            city = Path(folder) / CITY
            write_city(city, count)
            # The rest of the city is there before; only its opportunities are measured.
            file = (city / "opportunities.csv").rename(Path(folder) / "opportunities.csv")
            for kind in STORES:
                with database(kind, Path(folder)) as url:
                    rows.append([f"{count:,}", kind, *await measured(url, city, file)])
    show("Import of Waymark CSV, indexed for search", COLUMNS, rows)


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield f"sqlite:///{folder}/waymark.db"
        return
    with postgresql.running() as server:
        server.run("CREATE DATABASE bench")
        yield server.url("bench")


async def measured(url: str, city: Path, file: Path) -> list[str]:
    async with opened(url) as store:
        await import_folder(store, city, today=TODAY)
    first, again = [await asyncio.to_thread(imported, url, file) for _ in range(2)]
    return [
        f"{first['rows'] / first['seconds']:,.0f}",
        f"{first['processor']:.1f} s",
        f"{first['memory']:.0f} MB",
        f"{again['rows'] / again['seconds']:,.0f}",
    ]


def imported(url: str, file: Path) -> dict[str, float]:
    """What an import in a process of its own took."""
    done = subprocess.run([sys.executable, "-m", "bench.importing", url, file], check=True, capture_output=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


async def run(url: str, file: Path) -> dict[str, float]:
    store, memory = Store(url), [memory_of(os.getpid())]
    began, processor = time.perf_counter(), used()
    report = await import_file(
        store, "csv", file, city=CITY, today=TODAY, progress=lambda _: memory.append(memory_of(os.getpid()))
    )
    seconds, processor = time.perf_counter() - began, used() - processor
    await store.close()
    if report.error or report.rejected:
        raise RuntimeError(report.error or f"{report.rejected} rows were rejected: {report.problems[0]}")
    return {"rows": report.rows, "seconds": seconds, "processor": processor, "memory": max(memory)}


def used() -> float:
    """Seconds of processor that this process has used, and those that it started and that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


if __name__ == "__main__":
    print(json.dumps(asyncio.run(run(sys.argv[1], Path(sys.argv[2])))))
