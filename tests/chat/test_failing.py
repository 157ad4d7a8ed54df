"""When there is no answer: the learner hears of it within ten seconds, the message waits, a person looks at last."""

from datetime import timedelta

import pytest

from bot.chat import backoff
from bot.chat.faults import BrainError, FailedError, NonsenseError, TooSlowError, UnreachableError
from bot.chat.parts import Parts
from bot.chat.ports import Answer, Question
from bot.chat.service import Chat
from bot.chat.turn import Turns
from bot.chat.worker import Worker
from tests.chat.helpers import replies, said, texts, work_off
from tests.fakes import FakeBrain, FakeClock, echo

FAULTS = [UnreachableError("gone"), TooSlowError("slow"), FailedError("500"), NonsenseError("what")]
COUNTED = FAULTS[1:]


async def pass_time(worker: Worker, parts: Parts, clock: FakeClock, seconds: float) -> None:
    """What a running worker does in that time, in steps of half a second."""
    turns = Turns(parts)
    for _ in range(int(seconds * 2)):
        await work_off(worker)
        await turns.tell_late()
        clock.forward(seconds=0.5)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
async def test_the_learner_is_told_once_within_ten_seconds(
    chat: Chat, talk: str, worker: Worker, parts: Parts, brain: FakeBrain, clock: FakeClock, fault: BrainError
) -> None:
    brain.fault = fault
    await chat.receive(talk, "1", "hello")
    await pass_time(worker, parts, clock, 10)
    assert await replies(chat, talk) == [said("faults.thinking")]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
async def test_the_message_is_taken_up_again_when_the_brain_is_back(
    chat: Chat, talk: str, worker: Worker, parts: Parts, brain: FakeBrain, clock: FakeClock, fault: BrainError
) -> None:
    brain.fault = fault
    await chat.receive(talk, "1", "hello")
    await pass_time(worker, parts, clock, 12)
    brain.fault = None
    await pass_time(worker, parts, clock, 30)
    assert await replies(chat, talk) == [said("faults.thinking"), "You said: hello"]


async def test_a_brain_that_restarts_quickly_is_not_worth_a_word(
    chat: Chat, talk: str, worker: Worker, parts: Parts, brain: FakeBrain, clock: FakeClock
) -> None:
    brain.fault = UnreachableError("restarting")
    await chat.receive(talk, "1", "hello")
    await pass_time(worker, parts, clock, 2)
    brain.fault = None
    await pass_time(worker, parts, clock, 1)
    assert await replies(chat, talk) == ["You said: hello"]


@pytest.mark.parametrize("fault", COUNTED, ids=lambda fault: type(fault).__name__)
async def test_after_five_tries_a_person_is_asked_and_the_talk_goes_on(
    chat: Chat, talk: str, worker: Worker, parts: Parts, brain: FakeBrain, clock: FakeClock, fault: BrainError
) -> None:
    brain.fault = fault
    await chat.receive(talk, "1", "hello")
    await pass_time(worker, parts, clock, 60)
    assert len(brain.asked) == backoff.TRIES
    assert await replies(chat, talk) == [said("faults.thinking"), said("faults.aside", text="hello")]
    assert [flag["kind"] for flag in (await chat.about(talk))["flags"]] == ["unanswered"]
    brain.fault = None
    await chat.receive(talk, "2", "next")
    await work_off(worker)
    assert (await replies(chat, talk))[-1] == "You said: next"


async def test_a_brain_that_is_gone_for_hours_loses_nothing(
    chat: Chat, talk: str, worker: Worker, brain: FakeBrain, clock: FakeClock
) -> None:
    brain.fault = UnreachableError("gone")
    await chat.receive(talk, "1", "hello")
    for _ in range(100):
        await work_off(worker)
        clock.forward(minutes=5)
    brain.fault = None
    await work_off(worker)
    assert await replies(chat, talk) == [said("faults.thinking"), "You said: hello"]


async def test_messages_behind_keep_their_order_and_their_senders_are_told(
    chat: Chat, talk: str, worker: Worker, parts: Parts, brain: FakeBrain, clock: FakeClock
) -> None:
    brain.fault = UnreachableError("gone")
    await chat.receive(talk, "1", "one")
    await chat.receive(talk, "2", "two")
    await pass_time(worker, parts, clock, 10)
    await chat.receive(talk, "3", "three")
    assert await replies(chat, talk) == [said("faults.thinking"), said("faults.kept_too")]
    brain.fault = None
    await pass_time(worker, parts, clock, 10)
    assert (await replies(chat, talk))[2:] == ["You said: one", "You said: two", "You said: three"]


async def test_a_message_that_nobody_takes_is_spoken_of_too(
    chat: Chat, talk: str, parts: Parts, clock: FakeClock
) -> None:
    await chat.receive(talk, "1", "hello")
    clock.forward(seconds=backoff.LATE.total_seconds())
    await Turns(parts).tell_late()
    await Turns(parts).tell_late()
    assert await replies(chat, talk) == [said("faults.thinking")]


async def test_other_conversations_go_on(chat: Chat, talk: str, worker: Worker, brain: FakeBrain) -> None:
    other = await chat.begin("brightport", "web", "en")

    def answers(question: Question) -> Answer:
        if question.conversation == talk:
            raise FailedError("500")
        return echo(question)

    brain.answers = answers
    await chat.receive(talk, "1", "hello")
    await chat.receive(other.conversation.id, "1", "hello")
    await work_off(worker)
    assert await replies(chat, other.conversation.id) == ["You said: hello"]


async def test_an_error_of_our_own_counts_as_a_try(
    chat: Chat, talk: str, worker: Worker, parts: Parts, brain: FakeBrain, clock: FakeClock
) -> None:
    def answers(question: Question) -> Answer:
        raise ZeroDivisionError

    brain.answers = answers
    await chat.receive(talk, "1", "hello")
    await pass_time(worker, parts, clock, 60)
    assert (await replies(chat, talk))[-1] == said("faults.aside", text="hello")


async def test_a_long_message_is_quoted_in_short(
    chat: Chat, talk: str, worker: Worker, parts: Parts, brain: FakeBrain, clock: FakeClock
) -> None:
    brain.fault = FailedError("500")
    await chat.receive(talk, "1", "x{" * 500)
    await pass_time(worker, parts, clock, 60)
    assert len((await replies(chat, talk))[-1]) < 300


def test_pauses_grow() -> None:
    pauses = [backoff.until_next(FailedError(), tries, timedelta(0)) for tries in range(1, backoff.TRIES)]
    assert pauses == sorted(pauses)


def test_a_brain_that_is_gone_is_looked_for_often() -> None:
    pauses = [backoff.until_next(UnreachableError(), 0, timedelta(seconds=age)) for age in (0, 10, 1000)]
    assert pauses == [backoff.SOONEST, timedelta(seconds=2.5), backoff.LONGEST]


async def test_a_failure_after_an_adviser_came_says_nothing(
    chat: Chat, talk: str, worker: Worker, brain: FakeBrain
) -> None:
    brain.fault = FailedError("500")
    await chat.receive(talk, "1", "hello")
    work = await worker.take()
    await chat.take_over(talk)
    assert work
    await worker.answer(work)
    await work_off(worker)
    assert await texts(chat, talk) == ["hello"]
