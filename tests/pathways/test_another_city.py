"""A city that brings its openings, mentors and pathways, and no list of jobs, interests or skills."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import compose
from bot.catalogue.gazetteer import write_gazetteer
from bot.catalogue.importing import import_folder
from bot.settings import Settings
from bot.store.engine import Store
from tests.fakes import FakeClock
from tests.pathways.conftest import NOW
from tests.pathways.talk import Talk, begin

FILES = Path(__file__).parent / "riverford"


@pytest.fixture
async def store(migrated_sqlite: Path, tmp_path: Path) -> AsyncIterator[Store]:
    path = tmp_path / "riverford.db"
    shutil.copy(migrated_sqlite, path)
    store = Store(f"sqlite:///{path}")
    reports = await import_folder(store, FILES, city="riverford", today=NOW.date())
    assert not any(report.rejected for report in reports)
    yield store
    await store.close()


@pytest.fixture
async def talk(store: Store, clock: FakeClock, tmp_path: Path) -> Talk:
    edge = compose(Settings(home=tmp_path, public_url="https://waymark.example"), store, [], clock)
    return await begin(edge, store, "riverford")


async def test_a_job_that_only_employers_name_has_a_way_to_it(talk: Talk) -> None:
    await talk.say("im 17", "tell_situation", ("age", "17"))
    await talk.say("how do i become a veterinary nurse", "ask_pathway", ("occupation", "veterinary nurse"))
    plan = talk.cards[0]
    assert plan["title"] == "Your way to Veterinary nurse"
    assert plan["subtitle"].startswith("By Paws Veterinary Centre")
    steps = [fact["value"] for fact in plan["facts"]]
    assert len(steps) == 4
    assert any("12.50 CHF" in step for step in steps)
    assert "Veterinary nurse apprentice" in steps[-1]


async def test_it_says_who_does_the_job_and_what_employers_offer(talk: Talk) -> None:
    await talk.say("what does a veterinary nurse do", "ask_career_info", ("occupation", "veterinary nurse"))
    (card,) = talk.cards
    facts = {fact["name"]: fact["value"] for fact in card["facts"]}
    assert facts["Pay"] == "9.20 CHF an hour (advert of Paws Veterinary Centre, 2026)"
    assert facts["People"].startswith("1 ")
    await talk.say("anyone who does this", "find_mentor")
    (mentor,) = talk.cards
    assert mentor["title"] == "Ana Petrova"
    assert "English and Bulgarian" in {fact["value"] for fact in mentor["facts"]}


async def test_mentors_follow_the_goal_that_was_chosen_last(talk: Talk) -> None:
    await talk.say("how do i become a veterinary nurse", "ask_pathway", ("occupation", "veterinary nurse"))
    for goal, name in (("barista", "Bo Lind"), ("veterinary nurse", "Ana Petrova"), ("barista", "Bo Lind")):
        await talk.say(f"actually a {goal}", "tell_goal", ("occupation", goal))
        await talk.say("can i talk to someone", "find_mentor")
        assert [card["title"] for card in talk.cards][:1] == [name]


async def test_a_badge_that_nobody_gives_is_told_and_counted_for_the_city(talk: Talk) -> None:
    said = await talk.say("how do i become a unicorn keeper", "ask_pathway", ("occupation", "unicorn keeper"))
    assert "Nobody in Riverford gives the Unicorn Whisperer badge" in said
    assert [card["title"] for card in talk.cards][1] == "Saturday animal care club"
    gaps = await talk.services.pathways.gaps("riverford")
    assert gaps == [("riverford:badge:unicorn", "riverford:occupation:Unicorn keeper", 1)]


async def test_the_brain_is_told_the_names_of_its_jobs_and_skills(store: Store, tmp_path: Path) -> None:
    await write_gazetteer(store, tmp_path / "gazetteer.json")
    written = (tmp_path / "gazetteer.json").read_text()
    assert '["veterinary nurse", "Veterinary nurse"]' in written
