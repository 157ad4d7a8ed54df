"""A turn is kept whole, once, and only while it is still wanted."""

import asyncio
from dataclasses import replace

import pytest

from bot.chat.faults import NonsenseError
from bot.chat.lease import LEASE
from bot.chat.model import Effect, Handling, Reply, Tap
from bot.chat.parts import Parts
from bot.chat.ports import Answer, Question
from bot.chat.service import Chat
from bot.chat.turn import OvertakenError, Turns
from bot.chat.worker import Worker
from tests.chat.helpers import replies, since, texts, work_off
from tests.fakes import FakeBrain, FakeClock, echo


def cards_for(question: Question) -> Answer:
    card = {"kind": "opportunity", "id": question.text, "title": question.text, "buttons": []}
    save = {"title": "Save", "intent": "save_it", "entities": {"item": question.text}}
    shown = {question.text: {"why": "interest", "version": "7"}}
    reply = Reply("Look.", [Tap("More", "show_more")], [{**card, "buttons": [save]}], shown)
    return replace(echo(question), replies=[reply])


async def test_the_brain_is_told_what_was_said_and_where(
    chat: Chat, talk: str, worker: Worker, brain: FakeBrain
) -> None:
    await chat.receive(talk, "1", "hello")
    await work_off(worker)
    (question,) = brain.asked
    assert (question.conversation, question.text, question.intent) == (talk, "hello", None)
    assert question.metadata == {"city": "brightport", "channel": "web", "language": "en"}


async def test_the_brain_sees_the_last_three_turns_and_no_more(
    chat: Chat, talk: str, worker: Worker, brain: FakeBrain, clock: FakeClock
) -> None:
    for number in range(6):
        await chat.receive(talk, str(number), f"message {number}")
        clock.forward(seconds=3)
    await work_off(worker)
    heard = [event["text"] for event in brain.asked[-1].events if event["event"] == "user"]
    assert heard == ["message 2", "message 3", "message 4"]


async def test_a_typed_command_is_text(chat: Chat, talk: str, worker: Worker, brain: FakeBrain) -> None:
    await chat.receive(talk, "1", '/inform{"age":"30"}')
    await work_off(worker)
    assert (brain.asked[0].text, brain.asked[0].intent) == ('/inform{"age":"30"}', None)


async def test_slots_live_on_between_turns(chat: Chat, talk: str, worker: Worker, brain: FakeBrain) -> None:
    slot = {"event": "slot", "name": "question", "value": "goal"}
    brain.answers = lambda question: replace(echo(question), events=[slot])
    await chat.receive(talk, "1", "art")
    await chat.receive(talk, "2", "more")
    await work_off(worker)
    assert brain.asked[1].events[0] == slot


async def test_cards_and_buttons_get_tokens_that_mean_something(
    chat: Chat, talk: str, worker: Worker, brain: FakeBrain
) -> None:
    brain.answers = cards_for
    await chat.receive(talk, "1", "art")
    await work_off(worker)
    shown = (await since(chat, talk))[-1]
    assert shown.buttons[0]["title"] == "More"
    assert "entities" not in shown.cards[0]["buttons"][0]
    await chat.receive(talk, "2", button=shown.cards[0]["buttons"][0]["token"])
    await work_off(worker)
    assert (brain.asked[-1].intent, brain.asked[-1].entities) == ("save_it", {"item": "art"})
    assert brain.asked[-1].text == "Save"


async def test_why_a_card_was_shown_is_kept_and_never_sent(
    chat: Chat, talk: str, worker: Worker, brain: FakeBrain
) -> None:
    brain.answers = cards_for
    await chat.receive(talk, "1", "art")
    await work_off(worker)
    assert "version" not in str((await since(chat, talk))[-1].as_json())
    assert (await chat.about(talk))["messages"][-1]["shown_because"] == {"art": {"why": "interest", "version": "7"}}


async def test_the_cards_on_screen_are_those_of_the_last_answer_with_any(
    chat: Chat, talk: str, worker: Worker, brain: FakeBrain
) -> None:
    assert await chat.on_screen(talk) == []
    brain.answers = cards_for
    await chat.receive(talk, "1", "art")
    await chat.receive(talk, "2", "music")
    await work_off(worker)
    brain.answers = echo
    await chat.receive(talk, "3", "thanks")
    await work_off(worker)
    assert [card["id"] for card in await chat.on_screen(talk)] == ["music"]


async def test_typing_shows_while_an_answer_is_on_its_way(chat: Chat, talk: str, worker: Worker) -> None:
    assert not await chat.typing(talk)
    await chat.receive(talk, "1", "hello")
    assert await chat.typing(talk)
    work = await worker.take()
    assert await chat.typing(talk)
    assert work
    await worker.answer(work)
    assert not await chat.typing(talk)


async def test_a_conversation_in_hand_is_not_taken_again(chat: Chat, talk: str, parts: Parts, brain: FakeBrain) -> None:
    await chat.receive(talk, "1", "hello")
    assert await Worker(parts, brain).take()
    assert await Worker(parts, brain).take() is None


async def test_many_workers_never_share_a_conversation(chat: Chat, parts: Parts, brain: FakeBrain) -> None:
    talks = [(await chat.begin("brightport", "web", "en")).conversation.id for _ in range(5)]
    for talk in talks:
        await chat.receive(talk, "1", "hello")
    taken = [work for _ in range(3) for work in await asyncio.gather(*(Worker(parts, brain).take() for _ in range(5)))]
    assert sorted(work.conversation_id for work in taken if work) == sorted(talks)


async def test_what_a_dead_process_had_in_hand_is_taken_again(
    chat: Chat, talk: str, parts: Parts, brain: FakeBrain, clock: FakeClock
) -> None:
    await chat.receive(talk, "1", "hello")
    dead, alive = Worker(parts, brain), Worker(parts, brain)
    assert await dead.take()
    clock.forward(seconds=LEASE.total_seconds())
    await work_off(alive)
    assert await replies(chat, talk) == ["You said: hello"]


async def test_a_slow_process_cannot_answer_twice(
    chat: Chat, talk: str, parts: Parts, brain: FakeBrain, clock: FakeClock
) -> None:
    await chat.receive(talk, "1", "hello")
    slow, quick = Worker(parts, brain), Worker(parts, brain)
    late = await slow.take()
    clock.forward(seconds=LEASE.total_seconds())
    await work_off(quick)
    assert late
    with pytest.raises(OvertakenError):
        await Turns(parts).commit(late, echo(late.question))
    await slow.answer(late)
    assert await replies(chat, talk) == ["You said: hello"]


async def test_a_turn_in_hand_is_dropped_when_an_adviser_comes(chat: Chat, talk: str, worker: Worker) -> None:
    await chat.receive(talk, "1", "hello")
    work = await worker.take()
    await chat.take_over(talk)
    assert work
    await worker.answer(work)
    await work_off(worker)
    assert await texts(chat, talk) == ["hello"]
    assert not await chat.typing(talk)


async def test_an_advisers_conversation_is_not_for_the_brain(
    chat: Chat, talk: str, worker: Worker, brain: FakeBrain
) -> None:
    await chat.take_over(talk)
    await chat.receive(talk, "1", "hello")
    await work_off(worker)
    assert brain.asked == []
    await chat.hand_back(talk)
    await chat.receive(talk, "2", "back again")
    await work_off(worker)
    assert await replies(chat, talk) == ["You said: back again"]


async def test_a_turn_that_cannot_be_kept_changes_nothing(
    chat: Chat, talk: str, worker: Worker, parts: Parts, brain: FakeBrain
) -> None:
    save = Effect("save", {"item": "x", "kind": "opportunity", "title": "X"})
    await chat.receive(talk, "1", "hello")
    work = await worker.take()
    assert work
    wrong = Answer([], [Reply("Saved.")], [save, Effect("no such thing")])
    with pytest.raises(NonsenseError):
        await Turns(parts).commit(work, wrong)
    assert await parts.people.plan(talk) == []
    assert await replies(chat, talk) == []
    assert (await chat.handling(talk)) is Handling.GUIDE
