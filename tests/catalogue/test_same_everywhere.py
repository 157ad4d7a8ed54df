"""The whole result is the same on SQLite and PostgreSQL; turns are fair; and the names for the brain are complete."""

import asyncio
import csv
import json
import random
import shutil
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from bench.judged.requests import read
from bot.catalogue.gazetteer import write_gazetteer
from bot.catalogue.importing import import_file, import_folder
from bot.catalogue.model import Found, Request, Seeker, Times
from bot.catalogue.service import Catalogue
from bot.catalogue.vectors import Vector, Vectors
from bot.language.words import words
from bot.store.engine import Store
from tests import postgresql
from tests.catalogue.conftest import FERNLEY, NOW, TODAY
from tests.catalogue.test_vectors import FewWords

ROWS = 2000
WORDS = [
    "music",
    "beats",
    "code",
    "robots",
    "wood",
    "bread",
    "dogs",
    "football",
    "photo",
    "film",
    "stage",
    "games",
    "café",
    "nature",
    "sewing",
    "chess",
    "bikes",
]
REQUESTS = (
    Request(text="beats"),
    Request(text="any free coding clubs near me", interests=("coding",), max_cost=Decimal(0)),
    Request(text="summat with my hands at weekends", times=Times(frozenset({5, 6}))),
    Request(text="bread or dogs or films"),
    Request(text="what is on", limit=10),
    Request(text="evening course", kinds=("course",), times=Times(earliest=time(17)), area="Mill End"),
    Request(interests=("baking",), online=True, access_needs=("quiet",)),
    Request(interests=("football",), within_km=3.0, not_times=Times(frozenset({0})), limit=20),
)


def generated(path: Path) -> Path:
    """Many opportunities with words, places, ages, prices and times mixed by a fixed seed."""
    pick = random.Random(7)
    interests = ["music-making", "game-design", "making", "code", "photo", "care", "football", "baking", "animals"]
    days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    with path.open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file)
        write.writerow(
            [
                "id",
                "title",
                "organisation",
                "kind",
                "summary",
                "interests",
                "age_min",
                "age_max",
                "cost",
                "area",
                "online",
                "access",
                "sessions",
            ]
        )
        for number in range(ROWS):
            first = pick.choice([10, 12, 16])
            write.writerow([
                f"g{number}", f"{pick.choice(WORDS)} {pick.choice(WORDS)} {number}",
                pick.choice(["loft", "shed", "hall"]),
                pick.choice(["club", "course", "event"]), " ".join(pick.sample(WORDS, 4)),
                "|".join(pick.sample(interests, pick.choice([1, 2]))),
                pick.choice(["", 11, 13]), pick.choice(["", 18, 25]),
                pick.choice(["free", "5", "", "12.50"]), pick.choice(["mill", "park", "far"]),
                pick.choice(["no", "yes", "both"]), pick.choice(["", "Quiet room.", "No lift."]),
                f"{pick.choice(days)} {first}:00-{first + 2}:00",
            ])  # fmt: skip
    return path


async def answers(url: str, path: Path) -> list[Found]:
    store = Store(url)
    await import_folder(store, FERNLEY, today=TODAY)
    report = await import_file(
        store, "csv", path, city="fernley", kind="opportunities", today=TODAY, source="generated"
    )
    assert report.added == ROWS
    catalogue = Catalogue(store, lambda: NOW)
    seekers = [Seeker("fernley", age=15), Seeker("fernley", areas=("mill",), interests=("cakes",), goals=("nurse",))]
    found = [await catalogue.search(seeker, request) for seeker in seekers for request in REQUESTS]
    catalogue.close()
    await store.close()
    return found


def apart(url: str, path: Path) -> list[Found]:
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(answers(url, path))).result()


def test_whole_results_are_the_same_on_both_stores(
    tmp_path: Path, migrated_sqlite: Path, postgresql_server: postgresql.Server, migrated_postgresql: str
) -> None:
    path = generated(tmp_path / "many.csv")
    shutil.copy(migrated_sqlite, tmp_path / "many.db")
    postgresql_server.run(f"CREATE DATABASE many TEMPLATE {migrated_postgresql}")
    lite = apart(f"sqlite:///{tmp_path / 'many.db'}", path)
    assert lite == apart(postgresql_server.url("many"), path)
    assert sum(bool(found.matches) for found in lite) >= len(lite) - 2


class SomeWords(FewWords):
    """Vectors of every word's first letters, so that all sorts of things are near each other."""

    def read(self, text: str) -> Vector:
        vector = np.full(64, 0.01, dtype=np.float32)
        for word in words(text):
            vector[sum(map(ord, word[:2])) % 64] += 1
        return vector / np.linalg.norm(vector)


async def judged_answers(url: str) -> list[Found]:
    """What the judged requests find in the sample city."""
    store = Store(url)
    await import_folder(store, Path("cities") / "brightport", today=date(2026, 1, 5))
    catalogue = Catalogue(store, lambda: datetime(2026, 1, 5, 9, tzinfo=UTC), Vectors(store, SomeWords))
    await catalogue.prepare("brightport")
    found = []
    for judged in read("brightport"):
        request = replace(await catalogue.request("brightport", judged.text), limit=10)
        found.append(await catalogue.search(Seeker("brightport", judged.age, seed=judged.text), request))
    catalogue.close()
    await store.close()
    return found


def test_the_judged_requests_find_the_same_on_both_stores(
    tmp_path: Path, migrated_sqlite: Path, postgresql_server: postgresql.Server, migrated_postgresql: str
) -> None:
    shutil.copy(migrated_sqlite, tmp_path / "judged.db")
    postgresql_server.run(f"CREATE DATABASE judged TEMPLATE {migrated_postgresql}")
    urls = (f"sqlite:///{tmp_path / 'judged.db'}", postgresql_server.url("judged"))
    with ThreadPoolExecutor(2) as threads:
        lite, other = threads.map(lambda url: asyncio.run(judged_answers(url)), urls)
    assert lite == other
    assert any(reason.name == "about" for found in lite for match in found.matches for reason in match.reasons)
    assert all(found.matches for found in lite)


async def test_what_fits_equally_well_takes_turns(store: Store, tmp_path: Path) -> None:
    """Exposure of equals over 1,000 learners lies between 0.8 and 1.25 of an even share."""
    await import_folder(store, FERNLEY, today=TODAY)
    path = tmp_path / "opportunities.csv"
    rows = [f"e{number},Kite flying,Club {number},club" for number in range(8)]
    path.write_text("\n".join(["id,title,organisation,kind", *rows]), "utf-8")
    await import_file(store, "csv", path, city="fernley", today=TODAY)
    catalogue = Catalogue(store, lambda: NOW)
    shown: Counter[str] = Counter()
    for learner in range(1000):
        found = await catalogue.search(Seeker("fernley", seed=str(learner)), Request(interests=("kite flying",)))
        shown.update(match.opportunity.id for match in found.matches)
    catalogue.close()
    assert len(shown) == 8
    assert all(0.8 <= count / (3000 / 8) <= 1.25 for count in shown.values())


async def test_more_shows_others(catalogue: Catalogue) -> None:
    seeker, request = Seeker("fernley", age=15, seed="a"), Request(text="what is on")
    first = await catalogue.search(seeker, request)
    seen = frozenset(match.opportunity.id for match in first.matches)
    more = await catalogue.search(seeker, replace(request, exclude=seen))
    assert len(more.matches) == 3
    assert seen.isdisjoint(match.opportunity.id for match in more.matches)


async def test_the_brain_is_told_all_names(store: Store, tmp_path: Path) -> None:
    await import_folder(store, FERNLEY, today=TODAY)
    path = tmp_path / "var" / "gazetteer.json"
    await write_gazetteer(store, path)
    names = json.loads(path.read_text("utf-8"))
    assert ["beats", "Music production"] in names["interest"]
    assert ["chippy", "Joiner"] in names["occupation"]
    assert ["millend", "Mill End"] in names["area"]
    assert ["safe saw", "Safe Saw"] in names["badge"]
    assert ["mixing", "Mixing tracks"] in names["skill"]
    assert {"club", "apprenticeship", "lesson"} <= {phrase for phrase, _ in names["kind"]}
    before = names["version"]
    await write_gazetteer(store, path)
    assert json.loads(path.read_text("utf-8"))["version"] == before
    assert [each.name for each in path.parent.iterdir()] == ["gazetteer.json"]


async def test_an_empty_store_has_no_names(store: Store, tmp_path: Path) -> None:
    await write_gazetteer(store, tmp_path / "gazetteer.json")
    names = json.loads((tmp_path / "gazetteer.json").read_text("utf-8"))
    assert names["interest"] == names["area"] == []


@pytest.mark.parametrize("text", ["'; DROP TABLE opportunity; --", '"beats" OR "', "beats\\'", "* NOT (", "i:code"])
async def test_signs_of_query_languages_are_just_signs(catalogue: Catalogue, text: str) -> None:
    await catalogue.search(Seeker("fernley"), Request(text=text, interests=(text,), kinds=(text,), area=text))
