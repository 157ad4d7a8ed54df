"""What a turn changes besides the talk."""

from typing import Any

import pytest

from bot.chat.model import Effect, Handling
from bot.chat.parts import Parts
from bot.chat.service import Chat
from bot.chat.worker import Worker
from tests.chat.helpers import replies, work_off
from tests.fakes import FakeBrain, effects

SAVE = Effect("save", {"item": "x", "kind": "opportunity", "title": "X"})


class Learner:
    """Sends messages whose turns have effects."""

    def __init__(self, chat: Chat, talk: str, worker: Worker, brain: FakeBrain) -> None:
        self._chat, self._talk, self._worker, self._brain = chat, talk, worker, brain
        self._sent = 0

    async def causes(self, *wanted: Effect) -> None:
        self._sent += 1
        self._brain.answers = effects(*wanted)
        await self._chat.receive(self._talk, str(self._sent), "please")
        await work_off(self._worker)

    async def flags(self) -> list[tuple[str, int]]:
        return [(flag["kind"], flag["about_message"]) for flag in (await self._chat.about(self._talk))["flags"]]


@pytest.fixture
def learner(chat: Chat, talk: str, worker: Worker, brain: FakeBrain) -> Learner:
    return Learner(chat, talk, worker, brain)


async def test_the_profile_grows(learner: Learner, parts: Parts, talk: str) -> None:
    await learner.causes(Effect("profile", {"add": {"interests": ["art"]}, "set": {"age": 17}}))
    await learner.causes(Effect("profile", {"add": {"interests": ["music"]}}))
    profile = (await parts.people.learner(talk)).profile
    assert (profile.interests, profile.age) == (("art", "music"), 17)


async def test_saving_twice_saves_once(learner: Learner, parts: Parts, talk: str) -> None:
    await learner.causes(SAVE, SAVE)
    await learner.causes(SAVE)
    assert [item.title for item in await parts.people.plan(talk)] == ["X"]
    assert (await parts.people.learner(talk)).saved == {"x"}


async def test_what_is_saved_can_be_taken_off(learner: Learner, parts: Parts, talk: str) -> None:
    await learner.causes(SAVE)
    await learner.causes(Effect("unsave", {"item": "x"}), Effect("unsave", {"item": "never saved"}))
    assert await parts.people.plan(talk) == []


async def test_what_they_said_no_to_leaves_the_plan(learner: Learner, parts: Parts, talk: str) -> None:
    await learner.causes(SAVE)
    await learner.causes(Effect("reject", {"item": "x"}), Effect("reject", {"item": "x"}))
    known = await parts.people.learner(talk)
    assert not known.saved
    assert known.rejected == {"x"}


async def test_asking_for_a_person_queues_the_conversation_once(learner: Learner, chat: Chat, talk: str) -> None:
    await learner.causes(Effect("handover", {"reason": "asked"}))
    await learner.causes(Effect("handover", {"reason": "asked"}))
    assert await chat.handling(talk) is Handling.QUEUED
    assert await learner.flags() == [("handover", 4)]


async def test_the_guide_goes_on_until_a_person_comes(learner: Learner, chat: Chat, talk: str) -> None:
    await learner.causes(Effect("handover", {"reason": "asked"}))
    await learner.causes()
    assert await replies(chat, talk) == ["Done.", "Done."]


@pytest.mark.parametrize("kind", ["harm", "lost", "complaint"])
async def test_a_flag_points_at_the_message(learner: Learner, kind: str) -> None:
    await learner.causes(Effect("flag", {"kind": kind}))
    assert await learner.flags() == [(kind, 4)]


async def test_praise_is_about_the_guides_last_answer(learner: Learner, chat: Chat, talk: str) -> None:
    await learner.causes()
    await learner.causes(Effect("feedback", {"value": "up", "reason": "spot on"}))
    kept = (await chat.about(talk))["feedback"]
    assert [(one["seq"], one["value"], one["reason"]) for one in kept] == [(5, "up", "spot on")]


@pytest.mark.parametrize(
    "effect",
    [
        Effect("no such thing"),
        Effect("save", {"item": "z"}),
        Effect("save", {"item": 7, "kind": "a", "title": "b"}),
        Effect("profile", {"add": {"shoe_size": ["9"]}}),
        Effect("profile", {"set": {"interests": "art"}}),
        Effect("remind", {"at": "soon", "text": "x"}),
        Effect("remind", {"at": "2026-11-24T10:00:00", "text": "x"}),
        Effect("flag", {"kind": "whatever"}),
        Effect("feedback", {"value": "sideways"}),
    ],
    ids=lambda effect: f"{effect.type}",
)
async def test_an_effect_that_makes_no_sense_stops_the_turn(
    learner: Learner, parts: Parts, chat: Chat, talk: str, effect: Effect
) -> None:
    await learner.causes(SAVE, effect)
    assert await parts.people.plan(talk) == []
    assert await replies(chat, talk) == []


async def test_feedback_given_on_the_page_is_kept_and_may_change(chat: Chat, talk: str) -> None:
    await chat.feedback(talk, 3, "up")
    await chat.feedback(talk, 3, "down", "too vague")
    kept: list[dict[str, Any]] = (await chat.about(talk))["feedback"]
    assert [(one["value"], one["reason"]) for one in kept] == [("down", "too vague")]
