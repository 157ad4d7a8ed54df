"""Short ways to say what most tests do."""

from bot import words
from bot.chat.model import Message, Speaker
from bot.chat.service import Chat
from bot.chat.worker import Worker

FIRST_WORDS = 3
"""Messages that begin a conversation."""


def said(key: str, **values: object) -> str:
    return words.load().say(key, **values)


async def work_off(worker: Worker) -> None:
    """Takes turns until nothing may be taken now."""
    while work := await worker.take():
        await worker.answer(work)


async def since(chat: Chat, conversation_id: str, after: int = FIRST_WORDS) -> list[Message]:
    return await chat.messages(conversation_id, after)


async def texts(chat: Chat, conversation_id: str, after: int = FIRST_WORDS) -> list[str]:
    return [message.text for message in await since(chat, conversation_id, after)]


async def replies(chat: Chat, conversation_id: str) -> list[str]:
    """What the guide said after its first words."""
    return [message.text for message in await since(chat, conversation_id) if message.speaker is Speaker.GUIDE]
