"""The quiz as a learner takes it."""

from bot.pathways.pages import PlanPages
from bot.words import load
from tests.pathways.talk import Talk

LIKES = {"R": "Love it", "I": "Like it", "A": "No way", "S": "Not really", "E": "No way", "C": "It's OK"}
AREA_OF = {each["text"]: each["area"] for each in load().items("quiz.statements")}


async def answer(talk: Talk, count: int) -> None:
    """Answers that many statements as somebody who likes making and fixing."""
    for _ in range(count):
        statement = talk.text.splitlines()[-1].partition(". ")[2].removesuffix("?")
        await talk.tap(LIKES[AREA_OF[statement]])
        if "Carry on, or see" in talk.text and count > 5:
            await carry_on(talk)


async def carry_on(talk: Talk) -> None:
    if any(button["title"] == "Carry on" for reply in talk.replies for button in reply["buttons"]):
        await talk.tap("Carry on")


async def test_five_at_a_time_with_the_choice_to_see_what_there_is(talk: Talk) -> None:
    await talk.say("can i do a quiz", "take_quiz")
    await answer(talk, 5)
    assert "5 of 30 done" in talk.text
    said = await talk.tap("See so far")
    assert "making and fixing" in said
    assert "From 5 answers so far" in said
    assert [card["kind"] for card in talk.cards].count("opportunity") == 3


async def test_the_whole_quiz_gives_scores_three_families_and_a_thing_each(talk: Talk) -> None:
    await talk.say("can i do a quiz", "take_quiz")
    await answer(talk, 30)
    await talk.tap("See so far")
    facts = {fact["name"]: fact["value"] for fact in talk.cards[0]["facts"]}
    assert facts["Making and fixing"] == "20 of 20"
    assert facts["Creating"] == "0 of 20"
    assert "making and fixing, then finding things out and keeping things in order" in talk.text
    assert sum("jobs like" in reply["text"] for reply in talk.replies) == 3


async def test_typed_answers_count_too(talk: Talk) -> None:
    await talk.say("can i do a quiz", "take_quiz")
    await talk.say("love it", "affirm")
    await talk.say("nah", "deny")
    await talk.say("meh", "nlu_fallback")
    assert dict((await talk.services.pathways.quiz(talk.learner_id)).answers) == {"r1": 4, "i1": 1, "a1": 2}


async def test_a_learner_can_disagree_and_the_profile_follows(talk: Talk) -> None:
    await talk.say("can i do a quiz", "take_quiz")
    await answer(talk, 5)
    await talk.tap("See so far")
    await talk.tap("Not me")
    said = await talk.tap("making and fixing")
    assert "counts less now" in said
    assert "making and fixing, then" not in said
    assert list((await talk.services.pathways.quiz(talk.learner_id)).not_me) == ["R"]


async def test_a_family_that_is_not_wanted_is_gone(talk: Talk) -> None:
    await talk.say("can i do a quiz", "take_quiz")
    await answer(talk, 5)
    await talk.tap("See so far")
    family = next(reply["text"].partition(":")[0] for reply in talk.replies if "jobs like" in reply["text"])
    await talk.tap(f"Not {family}")
    assert not any(reply["text"].startswith(f"{family}:") for reply in talk.replies)
    assert family in (await talk.services.people.learner(talk.conversation)).profile.not_interests


async def test_the_profile_is_a_picture_with_words_for_screen_readers(talk: Talk) -> None:
    await talk.say("can i do a quiz", "take_quiz")
    await answer(talk, 5)
    await talk.tap("See so far")
    path = talk.cards[0]["link"].removeprefix("https://waymark.example/")
    pages = PlanPages(talk.services.pathways, talk.services.catalogue, load(), talk.services.now)
    picture = await pages.document(path)
    assert picture is not None
    assert "Making and fixing: 20 of 20" in picture.body.decode()
    assert await pages.document("plan/profile/1-2-3.svg") is None


async def test_the_quiz_waits_through_a_digression(talk: Talk) -> None:
    await talk.say("can i do a quiz", "take_quiz")
    said = await talk.say("are you a real person", "ask_if_bot")
    assert "Back to the quiz" in said
