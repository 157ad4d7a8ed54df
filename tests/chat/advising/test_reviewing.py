"""Reviewing: what is drawn, what two reviewers agree on, and what comes out as examples."""

import random

import pytest

from bot.chat.advising import reviewing
from bot.chat.advising.reviewing import Mark, Why, kappa
from bot.chat.errors import NoSuchMessageError
from bot.chat.model import Reply
from bot.chat.ports import Answer, Question
from bot.chat.service import Chat
from bot.chat.worker import Worker
from bot.store.engine import Store
from tests.chat.advising.conftest import FOREIGN, KIM, SAM
from tests.chat.helpers import work_off
from tests.fakes import FakeBrain, FakeClock, echo


def unsure(question: Question) -> Answer:
    return Answer(echo(question).events, [Reply("Sorry?")], [], {"intent": "chitchat", "confidence": 0.3})


async def test_twenty_are_drawn_once_and_marked_by_two(
    store: Store, chat: Chat, talk: str, worker: Worker, brain: FakeBrain, clock: FakeClock
) -> None:
    brain.answers = unsure
    for number, text in enumerate(("is there owt on for lads like me", "what about weldin")):
        await chat.receive(talk, str(number), text)
        await work_off(worker)
    messages = await chat.messages(talk, 0)
    await chat.feedback(talk, messages[-1].seq, "down")
    async with store.write() as session:
        dice = random.Random(1)
        assert await reviewing.draw(session, "brightport", Why.THUMBS_DOWN, clock(), dice) == 1
        assert await reviewing.draw(session, "brightport", Why.TOPIC, clock(), dice, topic="badges") == 0
        assert await reviewing.draw(session, "brightport", Why.UNSURE, clock(), dice) == 1
        assert await reviewing.draw(session, "brightport", Why.RANDOM, clock(), dice) == 0
        assert await reviewing.next_for(session, FOREIGN) is None
    for who in (SAM, KIM):
        for _ in range(2):
            async with store.write() as session:
                sample = await reviewing.next_for(session, who)
                assert sample is not None
                await reviewing.mark(session, who, talk, sample.seq, Mark.WRONG_INTENT, "find_opportunity", "", clock())
    async with store.read() as session:
        assert await reviewing.next_for(session, SAM) is None
        assert (await reviewing.agreement(session, "brightport")).same == 2
        found = await reviewing.examples(session, "brightport")
    assert {(one.intent, one.text) for one in found} == {
        ("find_opportunity", "is there owt on for lads like me"),
        ("find_opportunity", "what about weldin"),
    }


async def test_nothing_is_marked_that_was_not_drawn_in_ones_city(store: Store, talk: str, clock: FakeClock) -> None:
    async with store.write() as session:
        with pytest.raises(NoSuchMessageError):
            await reviewing.mark(session, SAM, talk, 1, Mark.RIGHT, "", "", clock())


def test_agreement_is_measured_against_chance() -> None:
    """The worked example of Cohen's kappa: 45 and 15 together, 25 and 15 apart, comes to 0.1304."""
    pairs = [("a", "a")] * 45 + [("b", "b")] * 15 + [("a", "b")] * 25 + [("b", "a")] * 15
    found = kappa(pairs)
    assert (found.both, found.same) == (100, 60)
    assert found.kappa == pytest.approx(0.1304, abs=0.0001)
    assert kappa([]).kappa is None
    assert kappa([("a", "a")]).kappa is None
