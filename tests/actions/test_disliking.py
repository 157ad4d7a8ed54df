"""What a learner does not like is noted, and is not taken for a word about what happens to be on screen."""

import pytest

from tests.actions.guide import Guide


@pytest.mark.parametrize("text", ["i hate maths", "im rubbish at maths", "dont really like maths tbh"])
async def test_what_is_hated_is_noted(guide: Guide, text: str) -> None:
    await guide.hear(text, "not_for_me")
    assert guide.texts[0] == "utter_noted_not_interests"


async def test_what_is_ruled_out_is_noted_and_kept(guide: Guide) -> None:
    await guide.hear("nah not into school stuff", "not_for_me", ruled_out={"interest": "school"})
    assert guide.texts[0] == "utter_noted_not_interests"
    assert (await guide.services.people.learner(guide.conversation)).profile.not_interests == ("school",)


@pytest.mark.parametrize("text", ["i hate it", "hate that one", "dont like the first one", "not for me"])
async def test_a_word_about_the_cards_needs_cards(guide: Guide, text: str) -> None:
    await guide.hear(text, "not_for_me")
    assert guide.said == "utter_nothing_on_screen"


async def test_who_told_nothing_and_asks_what_next_gets_easy_choices(guide: Guide) -> None:
    await guide.hear("dont know what to do now", "ask_next_step")
    assert guide.said == "utter_dont_know"


async def test_who_has_no_cv_is_told_what_one_is(guide: Guide) -> None:
    await guide.hear("do i need a cv", "ask_how_to_join")
    assert "one page" in guide.texts[0]
