"""However somebody says to keep something, something is kept: at once where it is clear, else after one question."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

import pytest

from tests.actions.guide import Guide

ROWS = (
    "id,title,organisation,kind,interests,skills,cost,how_to_join,description\n"
    "stool,Build a stool,Shed,workshop,making-and-trades,,0,Send us an email.,You build one in a day.\n"
    "kick,Friday kickabout,City FC,club,football,,2,Turn up.,Five a side.\n"
    "code,Code evening,Library,course,making-and-trades,,0,Turn up.,You write a game.\n"
)
TITLES = ["Build a stool", "Friday kickabout", "Code evening"]
IDS = [f"brightport:opp:{each}" for each in ("stool", "kick", "code")]


@dataclass
class Screen:
    cards: list[dict[str, Any]] = field(default_factory=list)

    async def on_screen(self, conversation: str) -> list[dict[str, Any]]:
        return self.cards


def card(number: int, why: str = "", kind: str = "opportunity") -> dict[str, Any]:
    return {
        "kind": kind,
        "id": IDS[number],
        "title": TITLES[number],
        "subtitle": "",
        "facts": [],
        "earns": [],
        "why": why,
    }


@pytest.fixture
async def guide(guide: Guide, tmp_path: Path) -> Guide:
    await guide.holds(tmp_path, "opportunities.csv", ROWS)
    guide.services = replace(guide.services, chat=cast("Any", Screen([card(0), card(1, "You like sport."), card(2)])))
    return guide


async def saved(guide: Guide) -> list[str]:
    return [each.title for each in await guide.services.people.plan(guide.conversation)]


@pytest.mark.parametrize(
    ("text", "intent", "kept"),
    [
        ("ill do the second", "tell_situation", [1]),
        ("put the first one down", "ask_details", [0]),
        ("save 1 and 3", "save_it", [0, 2]),
        ("save all of them", "save_it", [0, 1, 2]),
        ("save the sport one", "save_it", [1]),
        ("stick the kickabuot on my list", "refine", [1]),
        ("save the last two", "save_it", [1, 2]),
    ],
)
async def test_what_is_named_is_kept(guide: Guide, text: str, intent: str, kept: list[int]) -> None:
    await guide.hear(text, intent)
    assert sorted(await saved(guide)) == sorted(TITLES[number] for number in kept)


async def test_the_one_that_was_asked_about_is_meant(guide: Guide) -> None:
    await guide.hear("why the second one", "ask_why")
    await guide.hear("yeah go on then save it", "affirm")
    assert await saved(guide) == [TITLES[1]]


async def test_yes_keeps_the_one_that_was_asked_about(guide: Guide) -> None:
    await guide.hear("how do i join the third one", "ask_how_to_join")
    await guide.hear("yeah go on then", "affirm")
    assert await saved(guide) == [TITLES[2]]


@pytest.mark.parametrize(
    ("text", "intent", "kept"),
    [
        ("the first", "ask_details", 0),
        ("friday", "tell_situation", 1),
        ("the code one", "find_opportunity", 2),
        ("Code evening", "nlu_fallback", 2),
        ("any", "find_opportunity", 0),
        ("dont mind", "dont_know", 0),
        ("the good one", "praise", 0),
        ("save it", "save_it", 0),
        ("yes", "affirm", 0),
    ],
)
async def test_any_answer_to_which_one_keeps_something(guide: Guide, text: str, intent: str, kept: int) -> None:
    await guide.hear("save that one", "save_it")
    assert (guide.said, [each.title for each in guide.taps]) == ("utter_question_which", TITLES)
    await guide.hear(text, intent)
    assert await saved(guide) == [TITLES[kept]]


async def test_all_is_an_answer_too(guide: Guide) -> None:
    await guide.hear("save that one", "save_it")
    await guide.hear("all", "nlu_fallback")
    assert len(await saved(guide)) == len(TITLES)


async def test_after_another_question_of_which_one_none_is_asked_again(guide: Guide) -> None:
    await guide.hear("is it free", "ask_details")
    await guide.hear("add that to my list", "save_it")
    assert await saved(guide) == [TITLES[0]]


async def test_a_guess_can_be_put_right(guide: Guide) -> None:
    await guide.hear("save that one", "save_it")
    await guide.hear("dont mind", "dont_know")
    await guide.tap(TITLES[2])
    assert sorted(await saved(guide)) == sorted([TITLES[0], TITLES[2]])


@pytest.mark.parametrize(
    ("text", "intent"), [("nah none of them", "deny"), ("tell me more about the second", "ask_details")]
)
async def test_a_no_or_a_question_keeps_nothing(guide: Guide, text: str, intent: str) -> None:
    await guide.hear("save that one", "save_it")
    await guide.hear(text, intent)
    assert await saved(guide) == []


async def test_with_nothing_on_screen_something_is_shown_to_keep(guide: Guide) -> None:
    guide.services = replace(guide.services, chat=cast("Any", Screen()))
    await guide.hear("save that", "save_it")
    assert guide.said.startswith("There's nothing on screen yet")
    assert guide.cards


async def test_a_job_that_was_kept_is_in_the_plan(guide: Guide, tmp_path: Path) -> None:
    await guide.holds(tmp_path, "occupations.csv", "id,name,summary\njoiner,Joiner,Makes things of wood.\n")
    found = await guide.services.catalogue.occupations("brightport", "joiner", 1)
    career = card(0, kind="career") | {"id": found[0].id, "title": "Joiner"}
    guide.services = replace(guide.services, chat=cast("Any", Screen([career])))
    await guide.hear("save that", "save_it")
    assert await saved(guide) == ["Joiner"]
    await guide.hear("my plan", "show_plan")
    assert [each["title"] for each in guide.cards] == ["Joiner"]
