"""Deleting: all of it, at once, for good."""

from typing import Any

import pytest

from bot.chat.erasure import Erasure
from bot.chat.errors import ErasedError
from bot.chat.model import Begun, Effect, Handling
from bot.chat.parts import Parts
from bot.chat.service import Chat
from bot.chat.worker import Worker
from bot.people.service import NoSuchLearnerError
from tests.chat.helpers import work_off
from tests.fakes import FakeBrain, FakeClock, effects

SAVE = Effect("save", {"item": "x", "kind": "opportunity", "title": "X"})
TOLD = Effect("profile", {"add": {"interests": ["secret pottery"]}})
TABLES_OF_A_LEARNER = (
    *("conversations", "inbox", "messages", "turns", "buttons", "flags", "feedback"),
    *("learners", "learner_conversations", "plan_items", "rejected_items", "reminders"),
)


async def everything_stored(parts: Parts) -> dict[str, list[Any]]:
    async with parts.store.read() as session:
        connection = await session.connection()
        return {
            table: list((await connection.exec_driver_sql(f"SELECT * FROM {table}")).all())
            for table in TABLES_OF_A_LEARNER
        }


async def say_things(chat: Chat, talk: str, worker: Worker, brain: FakeBrain) -> None:
    brain.answers = effects(SAVE, TOLD, Effect("reject", {"item": "y"}), Effect("flag", {"kind": "complaint"}))
    await chat.receive(talk, "1", "i like secret pottery")
    await work_off(worker)


async def test_what_was_told_can_be_read(chat: Chat, talk: str, worker: Worker, brain: FakeBrain) -> None:
    await say_things(chat, talk, worker, brain)
    held = await chat.about(talk)
    assert held["learner"]["profile"]["interests"] == ["secret pottery"]
    assert held["learner"]["plan"][0]["title"] == "X"
    assert held["learner"]["said_no_to"] == ["y"]
    assert "i like secret pottery" in [message["text"] for message in held["messages"]]
    assert "token" not in str(held)


async def test_nothing_of_a_learner_stays(
    chat: Chat, begun: Begun, parts: Parts, worker: Worker, brain: FakeBrain
) -> None:
    talk = begun.conversation.id
    await say_things(chat, talk, worker, brain)
    receipt = await chat.erase(talk)
    stored = await everything_stored(parts)
    assert {table: len(rows) for table, rows in stored.items() if rows} == {"conversations": 1}
    assert "pottery" not in str(stored)
    assert str(begun.conversation.learner_id) not in str(stored)
    assert receipt["deleted"]["messages"] == 5
    assert receipt["deleted"]["saved"] == 1
    assert receipt["erased"].startswith("2026-11-23T10:00")


async def test_the_token_is_dead_at_once(chat: Chat, begun: Begun, parts: Parts) -> None:
    talk = begun.conversation.id
    await chat.erase(talk)
    assert await chat.open(begun.token) is None
    assert await chat.messages(talk, 0) == []
    with pytest.raises(ErasedError):
        await chat.receive(talk, "9", "hello?")
    with pytest.raises(ErasedError):
        await chat.erase(talk)
    with pytest.raises(NoSuchLearnerError):
        await parts.people.learner(talk)


async def test_a_goodbye_in_the_chat_can_be_read_for_ten_minutes_and_nothing_added(
    chat: Chat, begun: Begun, worker: Worker, brain: FakeBrain, clock: FakeClock
) -> None:
    brain.answers = effects(Effect("erase"))
    await chat.receive(begun.conversation.id, "1", "wipe it")
    await work_off(worker)
    opened = await chat.open(begun.token)
    assert opened is not None
    assert opened.handling is Handling.ERASED
    assert [message.text for message in await chat.messages(opened.id, 3)] == ["Done."]
    with pytest.raises(ErasedError):
        await chat.receive(opened.id, "9", "hello?")
    clock.forward(minutes=10)
    assert await chat.open(begun.token) is None


async def test_the_shell_is_swept(
    chat: Chat, talk: str, parts: Parts, worker: Worker, brain: FakeBrain, clock: FakeClock
) -> None:
    brain.answers = effects(Effect("erase"))
    await chat.receive(talk, "1", "wipe it")
    await work_off(worker)
    assert await Erasure(parts).sweep() == 0
    clock.forward(minutes=10)
    assert await Erasure(parts).sweep() == 1
    assert not any((await everything_stored(parts)).values())


async def test_who_does_not_write_for_a_year_is_forgotten(
    chat: Chat, begun: Begun, parts: Parts, worker: Worker, brain: FakeBrain, clock: FakeClock
) -> None:
    await say_things(chat, begun.conversation.id, worker, brain)
    clock.forward(days=365)
    assert await Erasure(parts).sweep() == 1
    assert not any((await everything_stored(parts)).values())


async def test_deleting_in_the_chat_says_goodbye_in_the_brains_words(
    chat: Chat, talk: str, parts: Parts, worker: Worker, brain: FakeBrain
) -> None:
    await say_things(chat, talk, worker, brain)
    brain.answers = effects(Effect("erase"))
    await chat.receive(talk, "2", "wipe it")
    await chat.receive(talk, "3", "and this")
    await work_off(worker)
    assert [message.text for message in await chat.messages(talk, 0)] == ["Done."]
    assert "pottery" not in str(await everything_stored(parts))


async def test_a_turn_in_hand_brings_nothing_back(
    chat: Chat, talk: str, parts: Parts, worker: Worker, brain: FakeBrain
) -> None:
    brain.answers = effects(SAVE, TOLD)
    await chat.receive(talk, "1", "i like secret pottery")
    work = await worker.take()
    await chat.erase(talk)
    assert work
    await worker.answer(work)
    await work_off(worker)
    assert await chat.messages(talk, 0) == []
    assert "pottery" not in str(await everything_stored(parts))


async def test_others_keep_theirs(chat: Chat, talk: str, parts: Parts, worker: Worker, brain: FakeBrain) -> None:
    other = (await chat.begin("brightport", "web", "en")).conversation.id
    await say_things(chat, other, worker, brain)
    await chat.erase(talk)
    assert len(await parts.people.plan(other)) == 1
