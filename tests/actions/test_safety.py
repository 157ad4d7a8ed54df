"""What the model takes for harm and the guard does not."""

from tests.actions.guide import Guide


async def test_a_figure_of_speech_raises_no_alarm_and_a_person_is_offered(guide: Guide) -> None:
    await guide.hear("mum will kill me if i dont get a job", "disclose_harm")
    assert guide.services.words.say("safety.sounds_rough") in guide.said
    assert "utter_disclose_harm" not in guide.texts
    await guide.tap(guide.services.words.say("cards.talk_to_a_person"))


async def test_a_figure_of_speech_beside_harm_is_answered_as_harm(guide: Guide) -> None:
    await guide.hear("this homework is killing me and my dad hits me", "disclose_harm")
    assert guide.texts == ["utter_disclose_harm", "utter_disclose_harm_adviser"]
