"""Nudges: only for those who said yes, once a week at most, never at night, and "stop" stops."""

from datetime import UTC, datetime

import pytest

from bot.pathways.nudges import Nudges
from bot.words import load
from tests.fakes import FakeClock
from tests.pathways.talk import Talk


@pytest.fixture
def nudges(talk: Talk, clock: FakeClock) -> Nudges:
    services = talk.services
    return Nudges(talk.store, services.pathways, services.catalogue, load(), clock)


async def with_a_plan(talk: Talk, answer: str = "Yes, once a week") -> None:
    await talk.say("how do i become a nurse", "ask_pathway", ("occupation", "nurse"))
    await talk.say("what next", "ask_next_step")
    await talk.tap(answer)


async def test_who_said_yes_hears_of_the_next_step_a_week_later(talk: Talk, nudges: Nudges, clock: FakeClock) -> None:
    await with_a_plan(talk)
    assert await nudges.due() == []
    clock.forward(days=7)
    (nudge,) = await nudges.due()
    assert "Nurse" in nudge.places["text"]
    async with talk.store.write() as session:
        assert await nudges.claim(session, nudge.id)
        assert not await nudges.claim(session, nudge.id), "one a week"
    clock.forward(days=6)
    assert await nudges.due() == []
    clock.forward(days=1)
    assert len(await nudges.due()) == 1


@pytest.mark.parametrize("answer", ["No thanks", None])
async def test_who_did_not_say_yes_hears_nothing(
    talk: Talk, nudges: Nudges, clock: FakeClock, answer: str | None
) -> None:
    if answer:
        await with_a_plan(talk, answer)
    else:
        await talk.say("how do i become a nurse", "ask_pathway", ("occupation", "nurse"))
    clock.forward(days=30)
    assert await nudges.due() == []


async def test_nobody_hears_anything_by_night(talk: Talk, nudges: Nudges, clock: FakeClock) -> None:
    await with_a_plan(talk)
    clock.at = datetime(2026, 12, 10, 23, 30, tzinfo=UTC)
    assert await nudges.due() == []
    clock.at = datetime(2026, 12, 11, 10, 0, tzinfo=UTC)
    assert len(await nudges.due()) == 1


async def test_stop_stops(talk: Talk, nudges: Nudges, clock: FakeClock) -> None:
    await with_a_plan(talk)
    assert "no more reminders" in await talk.say("stop", "cancel")
    clock.forward(days=30)
    assert await nudges.due() == []


async def test_a_step_that_should_be_over_is_asked_about(talk: Talk, nudges: Nudges, clock: FakeClock) -> None:
    await with_a_plan(talk)
    kept = await talk.services.pathways.kept(talk.learner_id)
    assert kept is not None
    await talk.say("started", "mark_done", ("card", kept.stages[0].item), ("limit", "doing"))
    clock.forward(days=100)
    (nudge,) = await nudges.due()
    assert nudge.places["text"].startswith(f"Did you finish {kept.stages[0].title}")
