"""A city may come as opportunities alone: what they name is then its taxonomy, and search knows it as well."""

from datetime import date
from pathlib import Path

import pytest

from bot.catalogue.importing import import_file
from bot.catalogue.model import Found, Request, Seeker
from bot.catalogue.service import Catalogue
from bot.catalogue.tags import spelt, unknown
from bot.store.engine import Store
from tests.catalogue.conftest import NOW, TODAY

ROWS = """kind,title,id,organisation,interests,skills,cost,area,sessions,access,summary
workshop,Bedroom Producers,m1,Sluice Records,Music|music production,mixing,free,Canalside,Sun 11:00-13:00,,Make a track.
session,Midnight Kickabout,m2,Iron Bridge,football|Music,teamwork,free,Westbrook,Fri 20:00-22:00,,Just turn up.
session,Girls' Training,m3,Millhaven FC,football,,2,Westbrook,Tue 17:30-19:00,,All levels.
group,Tea and Talk,m4,Welcome Millhaven,languages,English,free,Canalside,Wed 12:00-14:00,Quiet room,All welcome.
volunteering,Walk the Dogs,m5,Animal Rescue,animals,,free,Westbrook,Sat 09:00-11:00,,Rescue dogs.
club,Wild Club,m6,Grow Westbrook,animals|music,,free,Westbrook,Sat 10:00-12:00,,Out and about.
"""


@pytest.fixture
async def catalogue(store: Store, tmp_path: Path) -> Catalogue:
    city, rows = tmp_path / "city.json", tmp_path / "opportunities.csv"
    city.write_text('{"id": "millhaven", "name": "Millhaven"}')
    rows.write_text(ROWS)
    for form, path in (("city", city), ("csv", rows)):
        report = await import_file(store, form, path, city="millhaven", today=TODAY)
        assert not report.error
        assert not report.rejected
    return Catalogue(store, lambda: NOW)


async def found(catalogue: Catalogue, text: str) -> Found:
    return await catalogue.search(Seeker("millhaven", 15), await catalogue.request("millhaven", text))


async def titles(catalogue: Catalogue, text: str) -> list[str]:
    return [match.opportunity.title for match in (await found(catalogue, text)).matches]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("footy", "Midnight Kickabout"),
        ("fotball", "Midnight Kickabout"),
        ("football for girls", "Girls' Training"),
        ("beats", "Bedroom Producers"),
        ("learn english", "Tea and Talk"),
        ("volunteering with animals", "Walk the Dogs"),
        ("somewhere quiet", "Tea and Talk"),
        ("anything free on sunday", "Bedroom Producers"),
        ("owt in canlside on wednesdays", "Tea and Talk"),
    ],
)
async def test_what_opportunities_name_is_found_by_slang_typos_and_place(
    catalogue: Catalogue, text: str, first: str
) -> None:
    assert (await titles(catalogue, text))[:1] == [first]


async def test_the_reason_names_the_interest_as_most_providers_spell_it(catalogue: Catalogue) -> None:
    (match, *_) = (await found(catalogue, "footy")).matches
    assert [(reason.name, reason.value) for reason in match.reasons][:1] == [("interest", "football")]


@pytest.mark.parametrize(
    "who",
    [
        "im a girl",
        "im english",
        "my name is Aisha",
        "hi im Priya",
        "im from Jamaica",
        "my family is Nigerian",
        "i wear hijab",
    ],
)
async def test_who_somebody_is_changes_nothing(catalogue: Catalogue, who: str) -> None:
    assert await titles(catalogue, f"{who}, any football?") == await titles(catalogue, "any football?")


async def test_a_new_tag_is_known_as_soon_as_it_is_imported(catalogue: Catalogue, store: Store, tmp_path: Path) -> None:
    assert (await catalogue.search(Seeker("millhaven"), Request(interests=("falconry",)))).matches == ()
    more = tmp_path / "more.csv"
    more.write_text("id,title,organisation,kind,interests\nm7,Birds of Prey,Animal Rescue,club,Falconry\n")
    await import_file(store, "csv", more, city="millhaven", kind="opportunities", today=date(2026, 1, 5))
    assert await titles(catalogue, "falconary") == ["Birds of Prey"]


def test_only_what_nothing_describes_is_a_tag() -> None:
    entry = "=art | art | | | | k:club i:art i:street-art s:paint a: |"
    assert unknown([entry, entry], {"i:art"}) == {"i:street-art", "s:paint"}


def test_a_tag_is_spelt_as_most_spell_it() -> None:
    rows: list[tuple[list[str], list[str], str]] = [
        (["Street art"], [], ""),
        (["Street art"], [], "Quay"),
        (["street art"], [], "Quay"),
    ]
    assert spelt({"i:street-art", "a:quay"}, rows) == {"i:street-art": "Street art", "a:quay": "Quay"}


async def test_a_phrase_means_more_than_a_word_in_it(catalogue: Catalogue) -> None:
    assert (await titles(catalogue, "makin music"))[:1] == ["Bedroom Producers"]


async def test_it_is_told_when_nothing_is_about_the_words(catalogue: Catalogue) -> None:
    assert (await found(catalogue, "playing guitar")).nearest
    assert not (await found(catalogue, "football")).nearest
    assert not (await found(catalogue, "anything on")).nearest
