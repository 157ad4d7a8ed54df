"""What a channel cannot take in, entries of its menu, and words that are corrected."""

import pytest

from bot.chat.errors import EmptyTextError, TooFastError
from bot.chat.model import Speaker, Tap
from bot.chat.service import Chat
from bot.chat.worker import Worker
from tests.chat.helpers import replies, since, texts, work_off
from tests.fakes import FakeBrain


async def test_a_remark_is_said_once_and_needs_no_answer(chat: Chat, talk: str, worker: Worker) -> None:
    first = await chat.remark(talk, "voice 1", "I can't listen yet.")
    assert await chat.remark(talk, "voice 1", "I can't listen yet.") == first
    assert await worker.take() is None
    assert [(m.speaker, m.text) for m in await since(chat, talk)] == [(Speaker.GUIDE, "I can't listen yet.")]


async def test_remarks_count_towards_what_may_be_sent(chat: Chat, talk: str) -> None:
    for number in range(5):
        await chat.remark(talk, f"sticker {number}", "Nice.")
    with pytest.raises(TooFastError):
        await chat.remark(talk, "sticker 6", "Nice.")


async def test_a_menu_entry_means_its_intent(chat: Chat, talk: str, worker: Worker, brain: FakeBrain) -> None:
    await chat.receive(talk, "1", tap=Tap("Help", "help"))
    await work_off(worker)
    assert [(question.text, question.intent) for question in brain.asked] == [("Help", "help")]
    assert await texts(chat, talk) == ["Help", "You said: Help"]


async def test_words_that_wait_are_corrected(chat: Chat, talk: str, worker: Worker, brain: FakeBrain) -> None:
    await chat.receive(talk, "1", "I like mats")
    assert await chat.amend(talk, "1", "I like maths")
    await work_off(worker)
    assert await texts(chat, talk) == ["I like maths", "You said: I like maths"]
    assert [question.text for question in brain.asked] == ["I like maths"]


async def test_a_turn_that_has_the_old_words_in_hand_is_taken_again(
    chat: Chat, talk: str, worker: Worker, brain: FakeBrain
) -> None:
    await chat.receive(talk, "1", "I like mats")
    work = await worker.take()
    assert work is not None
    assert await chat.amend(talk, "1", "I like maths")
    await worker.answer(work)
    await work_off(worker)
    assert await replies(chat, talk) == ["You said: I like maths"]


async def test_answered_or_unknown_words_stay(chat: Chat, talk: str, worker: Worker) -> None:
    await chat.receive(talk, "1", "I like mats")
    await work_off(worker)
    assert not await chat.amend(talk, "1", "I like maths")
    assert not await chat.amend(talk, "2", "I like maths")
    with pytest.raises(EmptyTextError):
        await chat.amend(talk, "1", " ")
    assert await texts(chat, talk) == ["I like mats", "You said: I like mats"]


async def test_harm_is_heard_in_corrected_words_too(chat: Chat, talk: str, worker: Worker) -> None:
    await chat.receive(talk, "1", "I want to")
    assert await chat.amend(talk, "1", "I want to kill myself")
    assert await worker.take() is None
    assert "Brightport Listens: 01234 567890" in await replies(chat, talk)
