"""How well what fits a request is found: with full text alone, with the taxonomy, and with sentence vectors.

`python -m bench finding` measures the half of the judged requests that is held back. `--looked-at` takes the other
half and lists, worst first, the requests with what was found.
"""

import csv
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import mean

from bench.figures import show
from bench.judged.figures import is_useless, ndcg, recall
from bench.judged.requests import Judged, held_back, looked_at, read
from bot.catalogue.importing import import_folder
from bot.catalogue.model import Seeker
from bot.catalogue.service import Catalogue
from bot.catalogue.similarity import Similarity
from bot.catalogue.vectors import similarity
from bot.store.engine import Store
from bot.supervisor.storage import opened

CITY = "brightport"
TODAY = date(2026, 1, 5)
NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
"""When the sample city's dates are of."""
TAXONOMY = ("interests.csv", "skills.csv", "occupations.csv")
TAGS = ("interests", "skills")
FIRST, DEPTH = 3, 10
Answers = Sequence[tuple[Judged, list[str]]]


async def main() -> None:
    judged = read(CITY)
    in_view = "--looked-at" in sys.argv
    ways = {}
    async with loaded(taxonomy=False) as store:
        ways["full text alone"] = await answers(store, judged)
    async with loaded() as store:
        ways["+ taxonomy"] = await answers(store, judged)
        if near := similarity(store):
            ways["+ sentence vectors"] = await answers(store, judged, near)
    halves = {name: looked_at(found) if in_view else held_back(found) for name, found in ways.items()}
    rows = [figures(name, found) for name, found in halves.items()]
    title = f"{len(halves['+ taxonomy'])} requests to the sample city, {'looked at' if in_view else 'held back'}"
    show(title, ("signals", "nDCG@3", "recall@10", "nothing useful"), rows)
    if in_view:
        list_worst([*halves.values()][-1])


@asynccontextmanager
async def loaded(*, taxonomy: bool = True) -> AsyncIterator[Store]:
    """A store with the sample city; without the taxonomy also without what opportunities name of it."""
    with tempfile.TemporaryDirectory() as folder:
        city = Path(folder) / CITY
        shutil.copytree(Path("cities") / CITY, city, ignore=shutil.ignore_patterns(*([] if taxonomy else TAXONOMY)))
        if not taxonomy:
            _drop(city / "opportunities.csv", TAGS)
        async with opened(f"sqlite:///{folder}/waymark.db") as store:
            await import_folder(store, city, today=TODAY)
            yield store


def _drop(path: Path, columns: Sequence[str]) -> None:
    """Writes a CSV anew without some columns."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    kept = [name for name in rows[0] if name not in columns]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, kept, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


async def answers(store: Store, judged: Sequence[Judged], near: Similarity | None = None) -> Answers:
    catalogue = Catalogue(store, lambda: NOW, near)
    await catalogue.prepare(CITY)
    found = [(each, await _found(catalogue, each)) for each in judged]
    catalogue.close()
    return found


async def _found(catalogue: Catalogue, judged: Judged) -> list[str]:
    """Source ids: the first as they are shown, then what "show me more" would bring."""
    seeker = Seeker(CITY, judged.age)
    request = replace(await catalogue.request(CITY, judged.text), limit=FIRST)
    found = await catalogue.search(seeker, request)
    shown = [match.opportunity.id for match in found.matches]
    more = await catalogue.search(seeker, replace(request, exclude=frozenset(shown), limit=DEPTH - FIRST))
    return [id.rpartition(":")[2] for id in [*shown, *(match.opportunity.id for match in more.matches)]]


def figures(name: str, found: Answers) -> tuple[str, ...]:
    return (
        name,
        f"{mean(ndcg(ids, judged.grades, FIRST) for judged, ids in found):.3f}",
        f"{mean(recall(ids, judged.grades, DEPTH) for judged, ids in found):.3f}",
        f"{mean(is_useless(ids, judged.grades, FIRST) for judged, ids in found):.1%}",
    )


def list_worst(found: Answers) -> None:
    for judged, ids in sorted(found, key=lambda each: ndcg(each[1], each[0].grades, FIRST)):
        graded = " ".join(f"{id}={judged.grades.get(id, 0)}" for id in ids[:6])
        print(f"{ndcg(ids, judged.grades, FIRST):.2f} {judged.age} {judged.text}: {graded}")
