"""A learner's plan for their calendar."""

import pytest

from bot.chat.errors import NoSuchConversationError
from bot.chat.model import Effect
from bot.chat.service import Chat
from bot.chat.worker import Worker
from tests.chat.helpers import work_off
from tests.fakes import FakeBrain, effects


async def test_what_was_saved_is_asked_of_the_learner_s_own_city(
    chat: Chat, talk: str, worker: Worker, brain: FakeBrain
) -> None:
    brain.answers = effects(
        Effect("save", {"item": "brightport:opp:x", "kind": "opportunity", "title": "X"}),
        Effect("save", {"item": "brightport:opening:y", "kind": "opening", "title": "Y"}),
    )
    await chat.receive(talk, "1", "save both")
    await work_off(worker)
    city, *ids, closing = (await chat.calendar(talk)).decode().split("\n")
    assert city == "brightport"
    assert sorted(ids) == ["brightport:opening:y", "brightport:opp:x"]
    assert "{title}" in closing


async def test_nobody_has_no_calendar(chat: Chat) -> None:
    with pytest.raises(NoSuchConversationError):
        await chat.calendar("nobody")
