"""Messages come in once, in order and within the limits."""

import asyncio

import pytest

from bot.chat.errors import (
    BadIdError,
    EmptyTextError,
    NoSuchConversationError,
    TooFastError,
    TooLongError,
)
from bot.chat.model import Begun, Speaker
from bot.chat.service import Chat
from bot.chat.worker import Worker
from tests.chat.helpers import replies, said, since, texts, work_off
from tests.fakes import FakeBrain, FakeClock


async def test_a_message_is_shown_at_once_and_answered(chat: Chat, talk: str, worker: Worker) -> None:
    receipt = await chat.receive(talk, "1", "hello")
    assert [(m.seq, m.speaker, m.text) for m in await since(chat, talk)] == [(receipt.seq, Speaker.YOU, "hello")]
    await work_off(worker)
    assert await replies(chat, talk) == ["You said: hello"]


async def test_the_same_message_five_times_at_once_acts_once(
    chat: Chat, talk: str, worker: Worker, brain: FakeBrain
) -> None:
    receipts = await asyncio.gather(*(chat.receive(talk, "same", "hello") for _ in range(5)))
    await work_off(worker)
    assert len({receipt.seq for receipt in receipts}) == 1
    assert len(brain.asked) == 1
    assert await texts(chat, talk) == ["hello", "You said: hello"]


async def test_the_same_message_after_its_answer_changes_nothing(chat: Chat, talk: str, worker: Worker) -> None:
    first = await chat.receive(talk, "same", "hello")
    await work_off(worker)
    assert await chat.receive(talk, "same", "hello") == first
    await work_off(worker)
    assert await texts(chat, talk) == ["hello", "You said: hello"]


async def test_two_learners_may_use_the_same_ids(chat: Chat, talk: str, worker: Worker) -> None:
    other = await chat.begin("brightport", "web", "en")
    await chat.receive(talk, "1", "mine")
    await chat.receive(other.conversation.id, "1", "theirs")
    await work_off(worker)
    assert await replies(chat, talk) == ["You said: mine"]
    assert await replies(chat, other.conversation.id) == ["You said: theirs"]


async def test_messages_are_answered_in_the_order_they_came(chat: Chat, talk: str, worker: Worker) -> None:
    for number in range(4):
        await chat.receive(talk, str(number), f"message {number}")
    await work_off(worker)
    assert await replies(chat, talk) == [f"You said: message {number}" for number in range(4)]


async def test_a_thousand_characters_are_taken_and_one_more_is_not(chat: Chat, talk: str) -> None:
    await chat.receive(talk, "1", "a" * 1000)
    with pytest.raises(TooLongError):
        await chat.receive(talk, "2", "a" * 1001)


@pytest.mark.parametrize("text", ["", "   ", "\x00", "\x07\x1b", "\n\t\r", "\ud800"])
async def test_text_with_nothing_to_read_is_refused(chat: Chat, talk: str, text: str) -> None:
    with pytest.raises(EmptyTextError):
        await chat.receive(talk, "1", text)


async def test_neither_text_nor_button_is_refused(chat: Chat, talk: str) -> None:
    with pytest.raises(EmptyTextError):
        await chat.receive(talk, "1")


async def test_control_characters_are_taken_out(chat: Chat, talk: str) -> None:
    await chat.receive(talk, "1", "he\x00llo\x1b\nthere \U0001f9d1\u200d\U0001f3a8\ud83d")
    assert await texts(chat, talk) == ["hello\nthere \U0001f9d1\u200d\U0001f3a8"]


@pytest.mark.parametrize("external_id", ["", "x" * 129, "a\x00b", "a\nb"])
async def test_an_id_that_is_none_is_refused(chat: Chat, talk: str, external_id: str) -> None:
    with pytest.raises(BadIdError):
        await chat.receive(talk, external_id, "hello")


async def test_an_unknown_conversation_is_refused(chat: Chat) -> None:
    with pytest.raises(NoSuchConversationError):
        await chat.receive("nobody", "1", "hello")


async def test_more_than_a_burst_has_to_wait(chat: Chat, talk: str, clock: FakeClock) -> None:
    for number in range(5):
        await chat.receive(talk, str(number), "hello")
    with pytest.raises(TooFastError) as refused:
        await chat.receive(talk, "6", "hello")
    assert refused.value.retry_after == pytest.approx(3)
    clock.forward(seconds=refused.value.retry_after)
    await chat.receive(talk, "6", "hello")


async def test_a_refused_message_leaves_no_trace(chat: Chat, talk: str) -> None:
    for number in range(5):
        await chat.receive(talk, str(number), "hello")
    with pytest.raises(TooFastError):
        await chat.receive(talk, "6", "once more")
    assert "once more" not in await texts(chat, talk)


async def test_a_steady_writer_gets_twenty_in_a_minute(chat: Chat, talk: str, clock: FakeClock) -> None:
    for number in range(40):
        await chat.receive(talk, str(number), "hello")
        clock.forward(seconds=3)


async def test_ten_at_once_let_a_burst_through(chat: Chat, talk: str) -> None:
    sent = (chat.receive(talk, str(number), "hello") for number in range(10))
    results = await asyncio.gather(*sent, return_exceptions=True)
    assert sum(isinstance(result, TooFastError) for result in results) == 5


async def test_a_second_delivery_costs_nothing(chat: Chat, talk: str) -> None:
    for _ in range(20):
        await chat.receive(talk, "same", "hello")


async def test_a_tap_is_shown_as_the_words_on_the_button(chat: Chat, begun: Begun, worker: Worker) -> None:
    button = begun.messages[-1].buttons[0]
    await chat.receive(begun.conversation.id, "1", button=button["token"])
    shown = (await since(chat, begun.conversation.id))[0]
    assert (shown.speaker, shown.text) == (Speaker.YOU, button["title"])


async def test_an_unknown_button_is_answered_politely_once(chat: Chat, talk: str, worker: Worker) -> None:
    first = await chat.receive(talk, "1", button="made-up")
    again = await chat.receive(talk, "1", button="made-up")
    assert first.stale
    assert again == first
    await work_off(worker)
    assert await texts(chat, talk) == [said("faults.stale")]


async def test_anothers_button_does_nothing(chat: Chat, talk: str, worker: Worker, brain: FakeBrain) -> None:
    other = await chat.begin("brightport", "web", "en")
    receipt = await chat.receive(talk, "1", button=other.messages[-1].buttons[0]["token"])
    await work_off(worker)
    assert receipt.stale
    assert brain.asked == []


@pytest.mark.parametrize("button", ["", "\x00", "\ud800", "x" * 100_000])
async def test_a_button_that_is_none_is_stale(chat: Chat, talk: str, button: str) -> None:
    assert (await chat.receive(talk, "1", button=button)).stale


async def test_a_button_works_for_a_week(chat: Chat, begun: Begun, clock: FakeClock) -> None:
    button = begun.messages[-1].buttons[0]["token"]
    clock.forward(days=7)
    assert not (await chat.receive(begun.conversation.id, "1", button=button)).stale
    clock.forward(minutes=1)
    assert (await chat.receive(begun.conversation.id, "2", button=button)).stale


async def test_buttons_end_when_an_adviser_comes(chat: Chat, begun: Begun) -> None:
    button = begun.messages[-1].buttons[0]["token"]
    await chat.take_over(begun.conversation.id)
    assert (await chat.receive(begun.conversation.id, "1", button=button)).stale
    await chat.hand_back(begun.conversation.id)
    assert (await chat.receive(begun.conversation.id, "2", button=button)).stale


async def test_every_button_has_a_token_of_its_own_that_fits_every_channel(chat: Chat) -> None:
    tokens = [
        button["token"]
        for _ in range(50)
        for button in (await chat.begin("brightport", "web", "en")).messages[-1].buttons
    ]
    assert len(set(tokens)) == 100
    assert all(len(token) <= 24 for token in tokens)
