"""What changes on the way: minds, limits, and steps that turn out not to be possible."""

import pytest

from tests.pathways.talk import Talk


async def nurse(talk: Talk) -> list[str]:
    """A plan to become a nurse for somebody of 20; the titles of its steps."""
    await talk.say("im 20", "tell_situation", ("age", "20"))
    await talk.say("how do i become a nurse", "ask_pathway", ("occupation", "nurse"))
    return await steps(talk)


async def steps(talk: Talk) -> list[str]:
    kept = await talk.services.pathways.kept(talk.learner_id)
    return [stage.title for stage in kept.stages] if kept else []


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("its full", "chitchat"),
        ("the course is full now", "mark_done"),
        ("that one got cancelled", "complain"),
        ("no places left", "deny"),
        ("nah that ones not for me", "not_for_me"),
    ],
)
async def test_a_step_that_is_not_possible_is_planned_around_at_once(talk: Talk, words: str, intent: str) -> None:
    before = await nurse(talk)
    said = await talk.say(words, intent)
    assert f"Your plan changed: {before[0]}" in said
    assert "New in it" in said
    assert before[0] not in await steps(talk)


async def test_words_about_something_else_change_no_plan(talk: Talk) -> None:
    before = await nurse(talk)
    await talk.say("im full of ideas", "chitchat")
    assert await steps(talk) == before


async def test_a_limit_that_is_told_later_changes_the_plan_and_that_is_said(talk: Talk) -> None:
    await talk.say("how do i become a nurse", "ask_pathway", ("occupation", "nurse"))
    assert "How old are you" in talk.text, "a step has age limits"
    assert "Cadets" in await steps(talk)
    said = await talk.say("24", "nlu_fallback")
    assert "planned your way to Nurse again" in said
    assert "This falls out: Cadets" in said
    assert "Cadets" not in await steps(talk)


async def test_what_does_not_touch_the_plan_leaves_it(talk: Talk) -> None:
    before = await nurse(talk)
    assert "again with that" not in await talk.say("i live in Old Town", "tell_situation", ("area", "Old Town"))
    assert await steps(talk) == before


async def test_another_job_is_another_way_also_as_a_change_of_mind(talk: Talk) -> None:
    await nurse(talk)
    await talk.say("nah changed my mind, electrician", "cancel", ("occupation", "electrician"))
    assert talk.cards[0]["title"] == "Your way to Electrician"
    await talk.say("actually back to nurse", "cancel")
    assert talk.cards[0]["title"] == "Your way to Nurse"


async def test_cheaper_and_closer_are_about_the_plan_on_screen(talk: Talk) -> None:
    await nurse(talk)
    said = await talk.say("is there a cheaper way", "refine", ("budget", "cheaper"))
    assert "costs less" in said or "another way that's cheaper" in said


async def test_nothing_saved_but_a_goal_is_a_plan_too(talk: Talk) -> None:
    await nurse(talk)
    assert "Nurse: 0 of" in await talk.say("show my plan", "show_plan")
    await talk.tap("Save")
    assert "on your way to Nurse" in await talk.say("show my plan", "show_plan")


async def test_what_is_begun_is_doing_and_what_is_done_stays_in_the_picture(talk: Talk) -> None:
    first = (await nurse(talk))[0]
    await talk.tap("I've started it")
    assert f"Doing now: {first}" in await talk.say("how far am i", "ask_progress")
    await talk.say("what next", "ask_next_step")
    assert "I've started it" not in {button["title"] for button in talk.cards[0]["buttons"]}
    await talk.tap("I've finished it")
    await talk.tap("They said so")
    said = await talk.say("how far am i", "ask_progress")
    assert "1 of" in said
    assert f"Done: {first} (Tue 24 November)" in said
    await talk.say("how do i become a nurse", "ask_pathway", ("occupation", "nurse"))
    assert first in await steps(talk)


async def test_no_way_within_the_limits_is_never_called_done(talk: Talk) -> None:
    await nurse(talk)
    await talk.say("only on saturday nights and only free", "tell_situation", ("availability", "saturday nights"))
    await talk.say("and i cant do saturdays", "tell_situation", ("not_availability", "saturdays"))
    assert "done every step" not in await talk.say("how far am i", "ask_progress")


async def test_a_badge_that_they_say_they_have_counts_for_the_plan_at_once(talk: Talk) -> None:
    await talk.say("im 16", "tell_situation", ("age", "16"))
    await talk.say("how do i become a nurse", "ask_pathway", ("occupation", "nurse"))
    kept = await talk.services.pathways.kept(talk.learner_id)
    assert kept is not None
    giving = {name: stage.title for stage in kept.stages for _, name in stage.badges}
    assert "First Aider" in giving
    said = await talk.say("ive already got first aider", "tell_situation", ("badge", "first aider"))
    assert "planned your way to Nurse again" in said
    assert giving["First Aider"] not in await steps(talk)
    assert not await talk.services.badges.held_badges(talk.learner_id), "employers are shown what can be checked"


async def test_who_turns_out_to_be_too_young_for_the_work_hears_when_they_may(talk: Talk) -> None:
    await talk.say("how do i become a hairdresser", "ask_pathway", ("occupation", "hairdresser"))
    assert "How old are you" in talk.text, "work has age limits"
    said = await talk.say("15", "nlu_fallback")
    assert "planned your way to Hairdresser again" in said
    kept = await talk.services.pathways.kept(talk.learner_id)
    assert kept is not None
    assert all(stage.begins.year > 2026 for stage in kept.stages if stage.kind == "opening")


@pytest.mark.parametrize("words", ["16 wanna work with animals", "24, work in retail", "13. i like youtube"])
async def test_who_begins_with_a_number_says_how_old_they_are(talk: Talk, words: str) -> None:
    await talk.say(words, "tell_goal", ("interest", "animals"))
    learner = await talk.services.people.learner(talk.conversation)
    assert learner.profile.age == int(words[:2])
