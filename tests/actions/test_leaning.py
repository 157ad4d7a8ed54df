"""Who names no interest and yet says what they lean to is shown something."""

from pathlib import Path

from tests.actions.guide import Guide

ROWS = "id,title,organisation,kind,interests,skills\nstool,Build a stool,Shed,workshop,making-and-trades,\n"


async def test_a_leaning_is_searched_for(guide: Guide, tmp_path: Path) -> None:
    await guide.holds(tmp_path, "opportunities.csv", ROWS)
    await guide.hear("summat with my hands", "tell_interest")
    assert [card["title"] for card in guide.cards] == ["Build a stool"]


async def test_who_says_nothing_of_it_is_asked(guide: Guide) -> None:
    await guide.hear("dunno really", "tell_interest")
    assert (guide.said, guide.slots["question"]) == ("utter_tell_me_more_interest", "interests")


async def test_just_show_me_shows_what_there_is_whatever_it_was_taken_for(guide: Guide, tmp_path: Path) -> None:
    await guide.holds(tmp_path, "opportunities.csv", ROWS)
    await guide.hear("just show us what's on", "help")
    assert [card["title"] for card in guide.cards] == ["Build a stool"]
    await guide.hear("show me how this works", "help")
    assert guide.cards == []
    assert guide.said.startswith("utter_help")
