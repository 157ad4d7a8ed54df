"""Limits that are looked up in the index let through exactly what keeps to them, in small cities and in large ones."""

import json
import shutil
from datetime import time
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis.strategies import integers

from bot.catalogue import candidates, loading, search, topics
from bot.catalogue.importing import import_file, import_folder
from bot.catalogue.model import Request, Seeker, Times
from bot.catalogue.service import Catalogue
from bot.store.engine import Store
from tests.catalogue.conftest import FERNLEY, NOW, TODAY

HEADER = "id,title,organisation,kind,cost,online,sessions,starts"
SESSIONS = {
    "sat": "Sat 10:00-12:00", "late": "Sun 21:30-23:30", "night": "Fri 22:00-00:00",
    "both": "Mon 09:00-10:00|Sat 18:00-20:00", "split": "Tue 17:00-18:00|Wed 09:15-13:00",
}  # fmt: skip
ASKED = [
    Times(frozenset({5})), Times(frozenset({0, 6})), Times(earliest=time(17)), Times(earliest=time(21, 30)),
    Times(latest=time(13)), Times(latest=time(9)), Times(frozenset({5}), time(17)),
    Times(frozenset({2}), time(9), time(13)), Times(frozenset({1}), time(9), time(13)),
    Times(earliest=time(17), latest=time(20)),
]  # fmt: skip


@pytest.fixture
async def city(store: Store, tmp_path: Path) -> Store:
    """Kites at all sorts of times, each once for nothing and once for a price; online without times, and on one day."""
    await import_folder(store, FERNLEY, today=TODAY)
    rows = [
        f"{name}-{cost},Kites,Shed,club,{cost},no,{times}," for (name, times), cost in product(SESSIONS.items(), (0, 5))
    ]
    rows += [
        "anytime,Kites,Shed,club,,yes,,",
        "unknown,Kites,Shed,club,0,no,,",
        "once,Kites,Shed,club,0,no,,2026-03-07",
    ]
    path = tmp_path / "opportunities.csv"
    path.write_text("\n".join([HEADER, *rows]), "utf-8")
    report = await import_file(store, "csv", path, city="fernley", today=TODAY)
    assert (report.added, report.rejected) == (len(rows), 0)
    return store


def expected(times: Times, only_free: bool) -> set[str]:
    """The ids that keep to the limits, worked out from the table above."""
    found = {f"{name}-{cost}" for name in SESSIONS if _fits(SESSIONS[name], times) for cost in (0, 5)}
    found |= {"anytime"} | ({"once"} if times == Times(frozenset({5})) else set())
    return {id for id in found if id.endswith("-0") or id == "once"} if only_free else found


def _fits(sessions: str, times: Times) -> bool:
    return any(_session_fits(each, times) for each in sessions.split("|"))


def _session_fits(session: str, times: Times) -> bool:
    day, _, hours = session.partition(" ")
    starts, _, ends = hours.partition("-")
    return (
        (not times.days or ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun").index(day) in times.days)
        and (times.earliest is None or starts >= f"{times.earliest:%H:%M}")
        and (times.latest is None or ends.replace("00:00", "24:00") <= f"{times.latest:%H:%M}")
    )


@pytest.mark.parametrize(("small", "enough"), [(5000, 400), (1, 400), (1, 1)])
async def test_times_and_prices_let_through_what_keeps_to_them(
    city: Store, small: int, enough: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "SMALL", small)
    monkeypatch.setattr(candidates, "ENOUGH", enough)
    catalogue = Catalogue(city, lambda: NOW)
    for times, only_free in product(ASKED, (False, True)):
        request = Request(interests=("kites",), times=times, max_cost=Decimal(0) if only_free else None, limit=20)
        found = await catalogue.search(Seeker("fernley"), request)
        assert {match.opportunity.id.rpartition(":")[2] for match in found.matches} == expected(times, only_free)
    catalogue.close()


async def test_another_citys_many_things_take_turns_too(store: Store, tmp_path: Path) -> None:
    """Its keys come after those of the first city."""
    await import_folder(store, FERNLEY, today=TODAY)
    other = tmp_path / "other"
    other.mkdir()
    facts = json.loads((FERNLEY / "city.json").read_text("utf-8")) | {"id": "other", "name": "Other"}
    (other / "city.json").write_text(json.dumps(facts), "utf-8")
    rows = [f"o{number},Thing,Shed {number},club,0,no,," for number in range(600)]
    (other / "opportunities.csv").write_text("\n".join([HEADER, *rows]), "utf-8")
    await import_folder(store, other, today=TODAY)
    catalogue = Catalogue(store, lambda: NOW)
    shown: set[int] = set()
    for learner in range(60):
        found = await catalogue.search(Seeker("other", seed=str(learner)), Request(text="im bored", limit=20))
        shown.update(int(match.opportunity.id.rpartition(":o")[2]) for match in found.matches)
    catalogue.close()
    assert min(shown) < 60
    assert max(shown) >= 540


async def test_a_word_is_found_that_the_sample_of_a_large_city_lacks(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (loading, topics):
        monkeypatch.setattr(module, "SAMPLE", 3)
    shutil.copytree(FERNLEY, folder := tmp_path / "fernley")
    with (folder / "opportunities.csv").open("a", encoding="utf-8") as file:
        file.write("last,Xylophone hour,Loft,club\n")
    columns = (folder / "opportunities.csv").read_text("utf-8").splitlines()[0].split(",")
    assert columns[:4] == ["id", "title", "organisation", "kind"]
    await import_folder(store, folder, today=TODAY)
    catalogue = Catalogue(store, lambda: NOW)
    found = await catalogue.search(Seeker("fernley"), Request(text="xylophone"))
    assert [match.opportunity.title for match in found.matches] == ["Xylophone hour"]
    catalogue.close()


@given(first=integers(1, 50), count=integers(0, 500), size=integers(1, 100))
def test_parts_that_grow_have_every_key_once_and_in_order(first: int, count: int, size: int) -> None:
    last = first + count - 1
    parts = list(candidates.growing((first, last), size))
    assert [key for low, high in parts for key in range(low, high + 1)] == list(range(first, last + 1))
    assert len(parts) <= count.bit_length() + 1
