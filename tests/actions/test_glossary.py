"""Words of courses and work, explained when somebody asks what they mean."""

import pytest

from tests.actions.guide import Guide


@pytest.mark.parametrize(
    "text", ["what is apprenticeship", "whats an apprenticeship??", "so what does apprenticeship mean"]
)
async def test_a_word_is_explained_and_some_can_be_shown(guide: Guide, text: str) -> None:
    await guide.hear(text, "find_opening", kind="apprenticeship")
    assert "a real job with training" in guide.said
    (some,) = guide.taps
    assert (some.intent, some.entities) == ("find_opening", {"kind": "apprenticeship"})


async def test_a_word_without_a_search_of_its_own_has_no_button(guide: Guide) -> None:
    await guide.hear("wots a T-level", "out_of_scope")
    assert "two-year course" in guide.said
    assert guide.taps == []


async def test_the_question_that_waits_comes_back_after_it(guide: Guide) -> None:
    guide.slots |= {"question": "goal", "asked": {"goal": 1}}
    await guide.hear("what's a btec", "out_of_scope")
    assert guide.texts[-1] == "utter_question_goal"


async def test_other_questions_are_answered_as_ever(guide: Guide) -> None:
    await guide.hear("what is your name", "ask_if_bot")
    assert guide.said == "utter_ask_if_bot"
