"""A question about one thing is answered with what its card says of it."""

from pathlib import Path

import pytest

from tests.actions.guide import Guide

ROWS = (
    "id,title,organisation,kind,interests,skills,cost,how_to_join,description\n"
    "stool,Build a stool,Shed,workshop,making-and-trades,,0,Send us an email.,You build one in a day.\n"
)
STOOL = "brightport:opp:stool"
NO_TIMETABLE = (
    "I don't have bus or train times. Put that place into a journey planner, and ask there about help with fares."
)


@pytest.fixture
async def guide(guide: Guide, tmp_path: Path) -> Guide:
    await guide.holds(tmp_path, "opportunities.csv", ROWS)
    return guide


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("is it free tho", "Build a stool:\nCost: Free"),
        ("who runs it", "Build a stool:\nIt's at Shed."),
        ("where is it n how much", "Build a stool:\nCost: Free\nIt's at Shed."),
        ("do i have to ring them", "utter_how_to_join"),
        ("is there a bus", f"Build a stool:\nIt's at Shed.\n{NO_TIMETABLE}"),
        ("how much is the train", f"Build a stool:\nIt's at Shed.\n{NO_TIMETABLE}"),
    ],
)
async def test_what_is_asked_is_answered(guide: Guide, question: str, answer: str) -> None:
    await guide.hear(question, "ask_details", card=STOOL)
    assert guide.said == answer


@pytest.mark.parametrize("question", ["tell me more", "can i bring my dog", "is there step free access"])
async def test_what_the_card_does_not_say_is_left_to_its_description(guide: Guide, question: str) -> None:
    await guide.hear(question, "ask_details", card=STOOL)
    assert guide.said == "utter_details\nutter_how_to_join"


@pytest.mark.parametrize("intent", ["ask_details", "save_it", "ask_how_to_join", "ask_why"])
async def test_with_nothing_on_screen_what_fits_comes_first(guide: Guide, intent: str) -> None:
    await guide.hear("i like making things", "tell_interest", interest="making and trades")
    await guide.hear("how old do u have to be", intent)
    assert guide.texts[0].startswith("There's nothing on screen yet")
    assert [card["title"] for card in guide.cards] == ["Build a stool"]


async def test_with_nothing_told_the_guide_asks_for_a_taste(guide: Guide) -> None:
    await guide.hear("how old do u have to be", "ask_details")
    assert guide.said == "utter_nothing_on_screen"
