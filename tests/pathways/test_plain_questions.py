"""What learners ask in words like many others: whether their age allows it, when they would be ready, "the baker
badge"; and a job to which nothing in the city leads."""

import pytest

from tests.pathways.talk import Talk


async def test_when_one_would_be_ready_is_the_plans_day_whichever_cards_came_since(talk: Talk) -> None:
    await talk.say("im 17", "tell_situation", ("age", "17"))
    await talk.say("how do i become a nurse", "ask_pathway", ("occupation", "nurse"))
    kept = await talk.services.pathways.kept(talk.learner_id)
    assert kept is not None
    assert kept.ready is not None
    await talk.say("something with baking", "find_opportunity", ("interest", "baking"))
    said = await talk.say("when will i be ready", "ask_details")
    assert "On your way to Nurse" in said
    assert str(kept.ready.year) in said
    assert [button["title"] for button in talk.replies[-1]["buttons"]] == ["What next?"]


async def test_without_a_plan_the_way_to_the_goal_says_when(talk: Talk) -> None:
    await talk.say("wanna be a nurse", "tell_goal", ("occupation", "nurse"))
    said = await talk.say("when would i be ready", "ask_career_info")
    assert "Your way to Nurse" in [card["title"] for card in talk.cards]
    assert "kept this as your goal" in said


async def test_without_a_goal_it_is_no_such_question(talk: Talk) -> None:
    assert "On your way" not in await talk.say("when will i be ready", "ask_details")


@pytest.mark.parametrize(
    ("age", "says", "never"),
    [
        ("13", ["at 13", "12 hours in a school week", "07:00 and 19:00", "Saturday 5 hours"], "40"),
        ("14", ["at 14", "12 hours in a school week", "Saturday 5 hours", "permit"], "40"),
        ("15", ["at 15", "12 hours in a school week", "Saturday 8 hours", "permit"], "40"),
        ("16", ["At 16", "40 hours a week", "left school"], "12 hours"),
    ],
)
async def test_the_rules_on_work_are_those_of_the_age(talk: Talk, age: str, says: list[str], never: str) -> None:
    await talk.say("wanna be a chef", "tell_goal", ("occupation", "chef"))
    said = await talk.say(f"can i do it at {age}", "not_understood", ("age", age))
    assert [part for part in says if part not in said] == []
    assert never not in said
    assert "getting ready for chef" in said


async def test_of_one_card_its_own_ages_are_told(talk: Talk) -> None:
    await talk.say("jobs in a kitchen", "find_opening", ("interest", "cooking"))
    said = await talk.say("am i too young for the first one, im 13", "ask_fit", ("age", "13"), ("ordinal", "first"))
    assert "so not yet" in said
    assert "at 13 has to be light" in said


async def test_the_badge_of_a_job_is_found_by_the_job(talk: Talk) -> None:
    said = await talk.say("the baker badge", "ask_about_badges", ("occupation", "baker"))
    assert "Good Bake" in [card["title"] for card in talk.cards]
    assert "digital badge is proof" not in said
    await talk.say("what's the first aider badge", "ask_about_badges")
    assert [card["title"] for card in talk.cards] == ["First Aider"]
    assert "digital badge is proof" in await talk.say("do employers care about badges", "ask_about_badges")


async def test_a_job_to_which_nothing_leads_is_a_goal_with_a_next_step_and_a_gap(talk: Talk) -> None:
    await talk.say("17, wanna be a vet", "tell_goal", ("occupation", "vet"), ("age", "17"))
    said = await talk.say("hmm no, train driver", "not_understood", ("occupation", "train driver"))
    kept = await talk.services.pathways.kept(talk.learner_id)
    assert kept is not None
    assert kept.goal.title == "Train driver"
    assert said
    assert talk.cards
    await talk.say("what can i do now", "ask_next_step")
    assert talk.cards
    assert "can't give you a day" in await talk.say("when will i be ready", "ask_details")


async def test_who_is_anxious_about_calls_hears_that_there_are_none_and_finds_things_online(talk: Talk) -> None:
    said = await talk.say("do i have to ring anyone", "ask_how_to_join")
    assert "don't have to ring anyone" in said
    assert talk.cards
    await talk.say("anything i can join online", "ask_how_to_join")
    places = [fact["value"] for card in talk.cards for fact in card["facts"] if fact["name"] == "Where"]
    assert places
    assert all(place.startswith("Online") for place in places)


async def test_a_badge_that_is_named_is_believed_for_plans_where_the_brain_did_not_mark_it(talk: Talk) -> None:
    await talk.say("18 got the good bake badge, need a job asap", "find_opening", ("age", "18"), ("kind", "job"))
    assert {"step"} <= {effect["type"] for effect in talk.effects}
    done = await talk.services.pathways.done(talk.learner_id)
    assert [each.title for each in done] == ["Good Bake"]
    said = await talk.say("what do they ask for", "ask_fit")
    assert "You hold 0 of the 1" in said
    assert "Bring it here" in said
    assert [card["kind"] for card in talk.cards] != ["opportunity"]


async def test_where_no_job_of_a_kind_is_open_an_opening_of_another_kind_comes_before_a_course(talk: Talk) -> None:
    await talk.say("need a baking job", "find_opening", ("interest", "baking"), ("kind", "job"))
    assert {card["kind"] for card in talk.cards} == {"opening"}
