"""Duplicates of a city: found after imports, decided by people, shown once."""

from pathlib import Path

import pytest

from bot.catalogue.duplicates.service import Duplicates, UnknownPairError
from bot.catalogue.duplicates.twins import groups_of
from bot.catalogue.importing import ImportReport, import_file, import_folder
from bot.catalogue.model import Found, Request, Seeker
from bot.catalogue.service import Catalogue
from bot.store.engine import Store
from tests.catalogue.conftest import FERNLEY, NOW, TODAY

HEADER = "id,title,organisation,kind,postcode,sessions,url\n"
KNITTING = "knit,Knitting for beginners,Harbour Arts,club,FE1 1AA,Sat 10:00-12:00,https://a.example"
COPY = "knit-2,Begginers knitting,Harbour Arts Ltd,club,FE1 1AA,Sat 10:00-12:30,https://b.example"
OTHER = "knit-3,Knitting for beginners,Harbour Arts,club,FE1 1AA,Sun 10:00-12:00,https://c.example"
SEEKER, KNIT = Seeker("fernley"), Request(interests=("knitting",))


@pytest.fixture
async def fernley(store: Store) -> Store:
    await import_folder(store, FERNLEY, today=TODAY)
    return store


async def load(store: Store, folder: Path, *rows: str) -> ImportReport:
    path = folder / "opportunities.csv"
    path.write_text(HEADER + "\n".join(rows) + "\n", "utf-8")
    return await import_file(store, "csv", path, city="fernley", today=TODAY, source="feed")


def ids(found: Found) -> list[str]:
    return [each.opportunity.id.rpartition(":")[2] for each in found.matches]


async def test_an_import_finds_likely_pairs_and_merges_nothing(fernley: Store, tmp_path: Path) -> None:
    report = await load(fernley, tmp_path, KNITTING, COPY, OTHER)
    assert (report.added, report.duplicates) == (3, 1)
    [pair] = await Duplicates(fernley, lambda: NOW).pairs("fernley")
    assert (pair.first, pair.second, pair.decision) == ("fernley:opp:knit", "fernley:opp:knit-2", "")
    assert pair.evidence["time"] == "both Sat 10:00"
    assert sorted(ids(await Catalogue(fernley, lambda: NOW).search(SEEKER, KNIT))) == ["knit", "knit-2", "knit-3"]


async def test_a_confirmed_pair_is_one_card_with_both_sources(fernley: Store, tmp_path: Path) -> None:
    await load(fernley, tmp_path, KNITTING, COPY)
    duplicates, catalogue = Duplicates(fernley, lambda: NOW), Catalogue(fernley, lambda: NOW)
    assert len(ids(await catalogue.search(SEEKER, KNIT))) == 2
    [pair] = await duplicates.pairs("fernley")
    await duplicates.decide("fernley", pair.pair, same=True)
    found = await catalogue.search(SEEKER, KNIT)
    [match] = found.matches
    assert found.total == 1
    [also] = match.opportunity.also
    assert {match.opportunity.url, also.url} == {"https://a.example", "https://b.example"}
    catalogue.close()


async def test_who_said_no_to_one_is_not_shown_the_other(fernley: Store, tmp_path: Path) -> None:
    await load(fernley, tmp_path, KNITTING, COPY)
    duplicates = Duplicates(fernley, lambda: NOW)
    [pair] = await duplicates.pairs("fernley")
    await duplicates.decide("fernley", pair.pair, same=True)
    seeker = Seeker("fernley", rejected=frozenset({"fernley:opp:knit"}))
    assert ids(await Catalogue(fernley, lambda: NOW).search(seeker, KNIT)) == []


async def test_one_that_is_gone_leaves_the_other(fernley: Store, tmp_path: Path) -> None:
    await load(fernley, tmp_path, KNITTING, COPY)
    duplicates = Duplicates(fernley, lambda: NOW)
    [pair] = await duplicates.pairs("fernley")
    await duplicates.decide("fernley", pair.pair, same=True)
    path = tmp_path / "opportunities.csv"
    path.write_text(f"{HEADER}{COPY}\n", "utf-8")
    await import_file(fernley, "csv", path, city="fernley", today=TODAY, source="feed", replace_source=True)
    [match] = (await Catalogue(fernley, lambda: NOW).search(SEEKER, KNIT)).matches
    assert (match.opportunity.id, match.opportunity.also) == ("fernley:opp:knit-2", ())


@pytest.mark.parametrize("same", [True, False])
async def test_what_a_person_said_is_remembered_and_not_asked_again(fernley: Store, tmp_path: Path, same: bool) -> None:
    await load(fernley, tmp_path, KNITTING, COPY)
    duplicates = Duplicates(fernley, lambda: NOW)
    [pair] = await duplicates.pairs("fernley")
    await duplicates.decide("fernley", pair.pair, same=same)
    scan = await duplicates.scan("fernley")
    assert (scan.new, scan.waiting) == (0, 0)
    assert await duplicates.pairs("fernley") == []
    [decided] = await duplicates.pairs("fernley", "yes" if same else "no")
    assert decided.pair == pair.pair
    assert len(ids(await Catalogue(fernley, lambda: NOW).search(SEEKER, KNIT))) == (1 if same else 2)


async def test_a_pair_that_is_alike_no_longer_is_forgotten(fernley: Store, tmp_path: Path) -> None:
    await load(fernley, tmp_path, KNITTING, COPY)
    report = await load(fernley, tmp_path, KNITTING, COPY.replace("Sat", "Sun"))
    assert report.duplicates == 0
    assert await Duplicates(fernley, lambda: NOW).pairs("fernley") == []


async def test_an_unknown_pair_is_told(fernley: Store) -> None:
    with pytest.raises(UnknownPairError):
        await Duplicates(fernley, lambda: NOW).decide("fernley", "00000000", same=True)


def test_three_that_are_the_same_are_one_group() -> None:
    assert groups_of([("a", "b"), ("b", "c"), ("x", "y")]) == [frozenset("abc"), frozenset("xy")]
