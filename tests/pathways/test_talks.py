"""Goals, plans, progress and what comes next, as a learner meets them."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import update

from bot.app import Edge
from bot.badges.issuing.orders import Giver, Order
from bot.catalogue.tables import CityRow, OpportunityRow
from bot.pathways.pages import PlanPages
from bot.words import load
from tests.pathways.talk import Talk


async def test_a_job_becomes_steps_that_are_kept(talk: Talk) -> None:
    await talk.say("im 17", "tell_situation", ("age", "17"))
    await talk.say("how do i become a nurse", "ask_pathway", ("occupation", "nurse"))
    (plan, step) = talk.cards
    assert (plan["kind"], plan["title"]) == ("pathway", "Your way to Nurse")
    assert len(plan["facts"]) >= 2
    assert step["kind"] == "opportunity"
    kept = await talk.services.pathways.kept(talk.learner_id)
    assert kept is not None
    assert kept.goal.title == "Nurse"
    assert [stage.kind for stage in kept.stages][-1] == "opening"


async def test_a_vague_goal_gives_three_to_choose_from(talk: Talk) -> None:
    said = await talk.say("something with animals", "tell_goal", ("interest", "animals"))
    assert "Which comes closest" in said
    (reply,) = talk.replies
    assert 1 < len(reply["buttons"]) <= 3
    await talk.tap(reply["buttons"][0]["title"])
    kept = await talk.services.pathways.kept(talk.learner_id)
    assert kept is not None
    assert kept.goal.title == reply["buttons"][0]["title"]


async def test_progress_says_what_is_done_doing_and_next(talk: Talk) -> None:
    await talk.say("how do i become a nurse", "ask_pathway", ("occupation", "nurse"))
    await talk.say("what next", "ask_next_step")
    await talk.tap("I've finished it")
    assert "Do you have the badge" in talk.text
    await talk.tap("I have the badge")
    said = await talk.say("how far am i", "ask_progress")
    assert "1 of" in said
    assert "Done:" in said
    assert "Next:" in said
    kept = await talk.services.pathways.kept(talk.learner_id)
    assert kept is not None
    assert [each.proof for each in kept.done] == ["badge"]


async def test_what_was_done_counts_for_the_next_plan(talk: Talk) -> None:
    await talk.say("how do i become a nurse", "ask_pathway", ("occupation", "nurse"))
    before = await talk.services.pathways.kept(talk.learner_id)
    await talk.say("what next", "ask_next_step")
    await talk.tap("I've finished it")
    await talk.say("how do i become a nurse", "ask_pathway", ("occupation", "nurse"))
    after = await talk.services.pathways.kept(talk.learner_id)
    assert before is not None
    assert after is not None
    assert len(after.left) < len(before.left)
    assert [after.state(stage) for stage in after.stages].count("done") == 1


async def test_a_step_that_is_said_no_to_is_planned_around_and_told(talk: Talk) -> None:
    await talk.say("how do i become a nurse", "ask_pathway", ("occupation", "nurse"))
    kept = await talk.services.pathways.kept(talk.learner_id)
    assert kept is not None
    first = kept.stages[0]
    said = await talk.tap("Can't do this one")
    assert f"Your plan changed: {first.title}" in said
    after = await talk.services.pathways.kept(talk.learner_id)
    assert after is not None
    assert first.item not in {stage.item for stage in after.stages}


@pytest.mark.parametrize("change", [{"places": 0}, {"withdrawn": datetime(2026, 11, 24, tzinfo=UTC)}])
async def test_a_step_that_is_full_or_gone_is_planned_around_and_told(talk: Talk, change: dict[str, Any]) -> None:
    await talk.say("how do i become a nurse", "ask_pathway", ("occupation", "nurse"))
    kept = await talk.services.pathways.kept(talk.learner_id)
    assert kept is not None
    first = kept.stages[0]
    async with talk.store.write() as session:
        await session.execute(update(OpportunityRow).where(OpportunityRow.id == first.item).values(**change))
        await session.execute(update(CityRow).values(version=CityRow.version + 1))
    said = await talk.say("what next", "ask_next_step")
    assert f"Your plan changed: {first.title}" in said
    after = await talk.services.pathways.kept(talk.learner_id)
    assert after is not None
    assert first.item not in {stage.item for stage in after.stages}


async def test_a_limit_that_is_in_the_way_is_named_and_can_be_let_go_of(talk: Talk) -> None:
    await talk.say("no money at all", "tell_situation", ("budget", "no money"))
    await talk.say("how do i become a baker", "ask_pathway", ("occupation", "baker"))
    if "your limit on money" in talk.text:
        await talk.tap("If money were no limit")
    kept = await talk.services.pathways.kept(talk.learner_id)
    assert kept is not None
    assert kept.stages


async def test_nudges_are_asked_about_once_and_kept(talk: Talk) -> None:
    await talk.say("how do i become a nurse", "ask_pathway", ("occupation", "nurse"))
    assert "Shall I write to you" in await talk.say("what next", "ask_next_step")
    await talk.tap("Yes, once a week")
    assert await talk.services.pathways.wants_nudges(talk.learner_id) is True
    assert "Shall I write to you" not in await talk.say("what next", "ask_next_step")


async def test_everything_kept_is_told_and_goes_with_the_learner(talk: Talk, edge: Edge) -> None:
    await talk.say("how do i become a nurse", "ask_pathway", ("occupation", "nurse"))
    await talk.say("what next", "ask_next_step")
    await talk.tap("I've finished it")
    kept = await talk.services.pathways.kept(talk.learner_id)
    assert kept is not None
    async with talk.store.write() as session:
        told = await talk.services.people.about(session, talk.learner_id)
        assert {each["what"] for each in told["pathways"]} == {"goal", "step"}
        assert kept.link not in json.dumps(told)
        await talk.services.people.forget(session, talk.learner_id)
    assert await talk.services.pathways.kept(talk.learner_id) is None
    assert await talk.services.pathways.by_link(kept.link) is None


async def test_the_plan_stands_behind_its_link_in_every_form(talk: Talk) -> None:
    await talk.say("how do i become a nurse", "ask_pathway", ("occupation", "nurse"))
    link = talk.cards[0]["link"].removeprefix("https://waymark.example/")
    pages = PlanPages(talk.services.pathways, talk.services.catalogue, load(), talk.services.now)
    kept = await talk.services.pathways.kept(talk.learner_id)
    assert kept is not None
    forms = {form: await pages.document(f"{link}{form}") for form in ("", ".svg", ".png", ".ics", ".txt")}
    bodies = {form: page.body for form, page in forms.items() if page}
    assert set(bodies) == set(forms)
    for stage in kept.stages:
        assert stage.title in bodies[".txt"].decode()
    assert bodies[".svg"].startswith(b"<svg")
    assert b"<title" in bodies[".svg"]
    assert bodies[".png"].startswith(b"\x89PNG")
    events = Calendar.from_ical(bodies[".ics"]).walk("VEVENT")
    assert {str(event["summary"]) for event in events} == {stage.title for stage in kept.stages}
    assert any(isinstance(event.decoded("dtstart"), datetime) for event in events), "at its own hours"
    assert await pages.document("plan/" + "x" * 43) is None


async def test_what_was_finished_is_found_by_its_name_and_not_by_the_word_first(talk: Talk) -> None:
    await talk.say("any apprenticeships", "find_opening")
    assert "Nice work on First Aider" in await talk.say("finished the first aid course", "mark_done")


async def test_fit_asks_which_of_the_openings_on_screen(talk: Talk) -> None:
    await talk.say("any apprenticeships", "find_opening")
    titles = [card["title"] for card in talk.cards]
    assert "Which one" in await talk.say("have i got a chance at that", "ask_fit")
    await talk.tap(titles[0])
    assert titles[0] in talk.text


async def test_where_nothing_leads_all_the_way_the_ways_in_are_told(talk: Talk) -> None:
    said = await talk.say("how do i become a vet", "ask_pathway", ("occupation", "vet"))
    assert "Nothing leads all the way to Vet" in said
    assert "Ways into Vet" in said


async def test_a_badge_that_came_in_since_takes_its_step_out_of_the_plan(talk: Talk) -> None:
    await talk.say("how do i become a nurse", "ask_pathway", ("occupation", "nurse"))
    before = await talk.services.pathways.kept(talk.learner_id)
    assert before is not None
    (step,) = [stage for stage in before.stages if ("brightport:badge:first-aider", "First Aider") in stage.badges]
    given = await talk.edge.issuing.give(Giver("brightport", None, "desk"), Order("first-aider"))
    async with talk.store.write() as session:
        assert await talk.edge.issuing.claim(session, talk.learner_id, given.code)
    said = await talk.say("how far am i", "ask_progress")
    assert f"You hold First Aider now, so your plan goes on without this: {step.title}." in said
    after = await talk.services.pathways.kept(talk.learner_id)
    assert after is not None
    assert step.item not in {stage.item for stage in after.stages}
    assert "You hold" not in await talk.say("how far am i", "ask_progress")
