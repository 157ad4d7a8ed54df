"""How fast a search is, with its match and reasons, by the size of the city; and tantivy beside it for text alone.

`python -m bench searching`; SIZES=1000,100000,1000000 for other sizes, STORES=sqlite for one kind of store.
"""

import asyncio
import csv
import os
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from datetime import time as moment
from decimal import Decimal
from pathlib import Path

import psycopg
import tantivy

from bench.cities import TODAY, write_city
from bench.figures import milliseconds, percentile, show
from bot.catalogue.importing import import_folder
from bot.catalogue.model import Request, Seeker, Times
from bot.catalogue.service import Catalogue
from bot.store.engine import Store
from bot.supervisor.storage import opened
from tests import postgresql

CITY = "brightport"
NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
SIZES = [int(size) for size in os.environ.get("SIZES", "1000,10000,100000").split(",")]
STORES = os.environ.get("STORES", "sqlite,postgresql").split(",")
AT_ONCE, ROUNDS = 10, int(os.environ.get("ROUNDS", "12"))
ASKED: Sequence[tuple[str, Request]] = (
    ("several common words", Request(text="music or football or drawing or cooking or coding on any day")),
    ("several common words", Request(text="you make it on your own with a show at the end")),
    ("a topic", Request(text="any beats stuff")),
    ("a topic", Request(text="summat with dogs", interests=("dogs",))),
    ("a job", Request(text="wanna be a mechanic", occupations=("mechanic",))),
    ("a rare word", Request(text="rare77")),
    ("a rare word", Request(text="rare401 and rare402 things")),
    ("no word that is there", Request(text="falconry", interests=("falconry",))),
    ("nothing but limits", Request(text="whats on", max_cost=Decimal(0))),
    ("nothing at all", Request(text="im bored")),
    ("tight limits", Request(text="free coding on saturdays", interests=("coding",), max_cost=Decimal(0),
                             times=Times(frozenset({5})), area="Eastfield")),
    ("tight limits", Request(text="evening course near me", kinds=("course",), within_km=3.0,
                             times=Times(earliest=moment(17)))),
    ("loose limits", Request(text="art club not mondays", interests=("art",), not_times=Times(frozenset({0})))),
    ("limits that nothing passes", Request(text="free welding on sunday nights", interests=("welding",),
                                           max_cost=Decimal(0), times=Times(frozenset({6}), earliest=moment(21)))),
)  # fmt: skip
SEEKERS = [
    Seeker(CITY, age=13 + number % 10, areas=(("eastfield", "northgate", "old-town")[number % 3],),
           interests=(("music", "football", "gaming", "art")[number % 4],) if number % 2 else (), seed=str(number))
    for number in range(AT_ONCE)
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds on the clock for each search, and of processor for all of them together."""

    took: Sequence[float]
    processor: float

    @property
    def each(self) -> float:
        return self.processor / len(self.took)


async def main() -> None:
    rows = []
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            city = Path(folder) / CITY
            write_city(city, size)
            for kind in STORES:
                async with loaded(kind, city, Path(folder)) as store:
                    rows.append([f"{size:,}", kind, *figures(await measure(store))])
                    if kind == "sqlite" and "BY_QUERY" in os.environ:
                        await by_query(store)
            rows.append([f"{size:,}", "tantivy, text alone", *figures(await by_tantivy(city))])
    columns = ("opportunities", "store", "median", "p95", "processor")
    show(f"A search with match and reasons, {AT_ONCE} at once", columns, rows)


@asynccontextmanager
async def loaded(kind: str, city: Path, folder: Path) -> AsyncIterator[Store]:
    if kind == "sqlite":
        async with opened(f"sqlite:///{folder}/waymark.db") as store:
            await import_folder(store, city, today=TODAY)
            yield store
        return
    with postgresql.running() as server:
        server.run("CREATE DATABASE bench")
        async with opened(server.url("bench")) as store:
            await import_folder(store, city, today=TODAY)
            await asyncio.to_thread(vacuum, server.url("bench"))
            yield store


def vacuum(url: str) -> None:
    """What PostgreSQL does by itself some minutes after an import."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


async def measure(store: Store) -> Measured:
    """Each of ten learners asks everything, in another order, again and again; the first round is not counted."""
    catalogue = Catalogue(store, lambda: NOW)
    await asyncio.gather(*(ask(catalogue, number, 1) for number in range(AT_ONCE)))
    began = time.process_time()
    took = await asyncio.gather(*(ask(catalogue, number, ROUNDS) for number in range(AT_ONCE)))
    processor = time.process_time() - began
    catalogue.close()
    return Measured([seconds for each in took for seconds in each], processor)


async def ask(catalogue: Catalogue, number: int, rounds: int) -> list[float]:
    took = []
    for turn in range(rounds * len(ASKED)):
        _, request = ASKED[(turn * 5 + number) % len(ASKED)]
        began = time.perf_counter()
        await catalogue.search(SEEKERS[number], request)
        took.append(time.perf_counter() - began)
    return took


async def by_query(store: Store) -> None:
    """One after the other: what kind of request costs what."""
    catalogue = Catalogue(store, lambda: NOW)
    rows = []
    for name, request in ASKED:
        await catalogue.search(SEEKERS[1], request)
        took = []
        for _ in range(10):
            began = time.perf_counter()
            found = await catalogue.search(SEEKERS[1], request)
            took.append(time.perf_counter() - began)
        rows.append(
            [name, request.text[:30], str(found.total), milliseconds(min(took)), milliseconds(percentile(took, 50))]
        )
    catalogue.close()
    show("One search at a time", ("kind", "text", "found", "fastest", "median"), rows)


async def by_tantivy(city: Path) -> Measured:
    """The same texts and words, nothing else: any of the words, best ten; as many at once."""
    index = await asyncio.to_thread(tantivy_of, city)
    searcher = index.searcher()

    async def ask_it(number: int) -> list[float]:
        took = []
        for turn in range(ROUNDS * len(ASKED)):
            _, request = ASKED[(turn * 5 + number) % len(ASKED)]
            at = time.perf_counter()
            await asyncio.to_thread(lambda text: searcher.search(index.parse_query(text, ["text"]), 10), request.text)
            took.append(time.perf_counter() - at)
        return took

    began = time.process_time()
    took = await asyncio.gather(*(ask_it(number) for number in range(AT_ONCE)))
    return Measured([seconds for each in took for seconds in each], time.process_time() - began)


def tantivy_of(city: Path) -> tantivy.Index:
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("text", tokenizer_name="en_stem")
    index = tantivy.Index(schema.build())
    writer = index.writer(heap_size=50_000_000, num_threads=1)
    with (city / "opportunities.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            writer.add_document(tantivy.Document(text=f"{row['title']} {row['summary']} {row['description']}"))
    writer.commit()
    index.reload()
    return index


def figures(measured: Measured) -> list[str]:
    took = measured.took
    return [milliseconds(percentile(took, 50)), milliseconds(percentile(took, 95)), milliseconds(measured.each)]
