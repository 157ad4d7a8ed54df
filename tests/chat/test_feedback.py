"""Feedback is about what the guide said."""

import pytest

from bot.chat.errors import NoSuchMessageError
from bot.chat.service import Chat


async def test_a_message_that_was_never_said_has_no_feedback(chat: Chat, talk: str) -> None:
    with pytest.raises(NoSuchMessageError):
        await chat.feedback(talk, 99, "up")


async def test_ones_own_message_has_no_feedback(chat: Chat, talk: str) -> None:
    receipt = await chat.receive(talk, "1", "hello")
    with pytest.raises(NoSuchMessageError):
        await chat.feedback(talk, receipt.seq, "up")


async def test_feedback_is_up_or_down(chat: Chat, talk: str) -> None:
    with pytest.raises(ValueError, match="up or down"):
        await chat.feedback(talk, 1, "sideways")


async def test_anothers_messages_cannot_be_judged(chat: Chat, talk: str) -> None:
    await chat.receive(talk, "1", "hello")
    other = await chat.begin("brightport", "web", "en")
    with pytest.raises(NoSuchMessageError):
        await chat.feedback(other.conversation.id, 4, "up")
