"""The first minute: the guide speaks first, without the brain."""

import pytest

from bot.chat.errors import UnknownCityError
from bot.chat.model import Begun, Handling, Speaker
from bot.chat.parts import Parts
from bot.chat.service import Chat
from bot.chat.worker import Worker
from tests.chat.helpers import work_off
from tests.fakes import FakeBrain, FakeClock


async def test_the_guide_says_who_it_is_what_it_keeps_and_asks_one_question(begun: Begun) -> None:
    words = " ".join(message.text for message in begun.messages)
    assert "Brightport" in words
    assert "bot" in words
    assert "delete" in words
    assert begun.messages[-1].text.startswith("What are you into?")


async def test_the_first_words_can_be_read_again(chat: Chat, begun: Begun) -> None:
    assert await chat.messages(begun.conversation.id, 0) == begun.messages
    assert [message.seq for message in begun.messages] == [1, 2, 3]
    assert {message.speaker for message in begun.messages} == {Speaker.GUIDE}


async def test_the_question_can_be_skipped_by_a_button(
    chat: Chat, begun: Begun, worker: Worker, brain: FakeBrain
) -> None:
    not_sure, show_me = begun.messages[-1].buttons
    await chat.receive(begun.conversation.id, "1", button=not_sure["token"])
    await chat.receive(begun.conversation.id, "2", button=show_me["token"])
    await work_off(worker)
    assert [question.intent for question in brain.asked] == ["dont_know", "find_opportunity"]


async def test_the_brain_starts_from_the_first_words(chat: Chat, talk: str, worker: Worker, brain: FakeBrain) -> None:
    await chat.receive(talk, "1", "music")
    await work_off(worker)
    events = brain.asked[0].events
    assert {"event": "slot", "name": "question", "value": "interests"} in events
    assert [event["text"] for event in events if event["event"] == "bot"][-1].startswith("What are you into?")
    assert events[-1] == {"event": "action", "name": "action_listen"}


async def test_an_unknown_city_is_refused(chat: Chat) -> None:
    with pytest.raises(UnknownCityError):
        await chat.begin("atlantis", "web", "en")


async def test_a_token_opens_its_own_conversation_alone(chat: Chat, begun: Begun) -> None:
    other = await chat.begin("brightport", "web", "en")
    opened = await chat.open(begun.token)
    assert opened == begun.conversation
    assert opened.handling is Handling.GUIDE
    assert other.token != begun.token
    assert other.conversation.learner_id != begun.conversation.learner_id


@pytest.mark.parametrize("token", ["", "nonsense", "é", "x" * 10_000])
async def test_a_made_up_token_opens_nothing(chat: Chat, begun: Begun, token: str) -> None:
    assert await chat.open(token) is None


async def test_the_token_itself_is_kept_nowhere(parts: Parts, begun: Begun) -> None:
    async with parts.store.read() as session:
        connection = await session.connection()
        rows = (await connection.exec_driver_sql("SELECT * FROM conversations")).all()
    assert begun.token not in str(rows)


async def test_a_token_ends_a_year_after_the_last_word(chat: Chat, begun: Begun, clock: FakeClock) -> None:
    clock.forward(days=364)
    await chat.receive(begun.conversation.id, "1", "still here")
    clock.forward(days=364)
    assert await chat.open(begun.token) is not None
    clock.forward(days=1)
    assert await chat.open(begun.token) is None
