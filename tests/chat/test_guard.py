"""Help comes at once, whatever else is down."""

import pytest
from sqlalchemy import update

from bot.chat.faults import UnreachableError
from bot.chat.service import Chat
from bot.chat.tables import ConversationRow
from bot.chat.worker import Worker
from bot.store.engine import Store
from tests.chat.helpers import replies, said, work_off
from tests.fakes import FakeBrain, FakeCities, FakeClock

HURT = "i want to kill myself"


async def test_the_answer_is_who_to_call_and_the_brain_is_left_out(
    chat: Chat, talk: str, worker: Worker, brain: FakeBrain
) -> None:
    await chat.receive(talk, "1", HURT)
    await work_off(worker)
    first, numbers, after = await replies(chat, talk)
    assert (first, after) == (said("guard.before"), said("guard.after"))
    assert numbers == "Brightport Listens: 01234 567890"
    assert brain.asked == []


async def test_an_adviser_is_flagged(chat: Chat, talk: str) -> None:
    receipt = await chat.receive(talk, "1", HURT)
    flags = (await chat.about(talk))["flags"]
    assert [(flag["kind"], flag["about_message"]) for flag in flags] == [("harm", receipt.seq)]


async def test_help_needs_no_catalogue(chat: Chat, talk: str, cities: FakeCities) -> None:
    cities.broken = True
    await chat.receive(talk, "1", HURT)
    numbers = (await replies(chat, talk))[1]
    assert all(number in numbers for number in ("999", "0800 1111", "116 123", "85258"))


async def test_help_does_not_wait_behind_a_brain_that_is_down(
    chat: Chat, talk: str, worker: Worker, brain: FakeBrain, clock: FakeClock
) -> None:
    brain.fault = UnreachableError("gone")
    await chat.receive(talk, "1", "any art courses")
    await work_off(worker)
    await chat.receive(talk, "2", HURT)
    assert said("guard.before") in await replies(chat, talk)
    brain.fault = None
    clock.forward(seconds=10)
    await work_off(worker)
    assert (await replies(chat, talk))[-1] == "You said: any art courses"


async def test_help_comes_with_an_adviser_there_too(chat: Chat, talk: str) -> None:
    await chat.take_over(talk)
    await chat.receive(talk, "1", HURT)
    assert said("guard.before") in await replies(chat, talk)


async def test_the_same_message_again_gives_help_once(chat: Chat, talk: str) -> None:
    await chat.receive(talk, "1", HURT)
    await chat.receive(talk, "1", HURT)
    assert len(await replies(chat, talk)) == 3


async def test_a_person_can_be_asked_for_by_a_button(chat: Chat, talk: str, worker: Worker, brain: FakeBrain) -> None:
    await chat.receive(talk, "1", HURT)
    button = (await chat.messages(talk, 0))[-1].buttons[0]
    await chat.receive(talk, "2", button=button["token"])
    await work_off(worker)
    assert brain.asked[0].intent == "talk_to_adviser"


async def test_a_figure_of_speech_is_for_the_brain(chat: Chat, talk: str, worker: Worker, brain: FakeBrain) -> None:
    await chat.receive(talk, "1", "this homework is killing me")
    await work_off(worker)
    assert len(brain.asked) == 1


CARING = "she gets confused so i have to stay calm and plan ahead"


async def asked_what_was_hard(store: Store) -> None:
    async with store.write() as session:
        await session.execute(update(ConversationRow).values(slots={"question": "recognise_hard"}))


async def test_what_is_hard_about_caring_is_an_answer_where_it_was_asked(
    chat: Chat, talk: str, worker: Worker, brain: FakeBrain, store: Store
) -> None:
    await asked_what_was_hard(store)
    await chat.receive(talk, "1", CARING)
    await work_off(worker)
    assert [question.text for question in brain.asked] == [CARING]


@pytest.mark.parametrize("text", [HURT, "calming him down when hes angry so he doesnt hit me", "i cant cope sometimes"])
async def test_harm_is_heard_there_too(chat: Chat, talk: str, store: Store, text: str) -> None:
    await asked_what_was_hard(store)
    await chat.receive(talk, "1", text)
    assert said("guard.before") in await replies(chat, talk)


async def test_the_same_words_are_harm_when_nobody_asked(chat: Chat, talk: str) -> None:
    await chat.receive(talk, "1", "keeping him calm when he shouts at everyone and throws things")
    assert said("guard.before") in await replies(chat, talk)
