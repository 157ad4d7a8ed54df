"""A chat in memory that keeps the promises of docs/architecture.md, so that channels can be tested without a store."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.chat.errors import NoSuchMessageError, TooFastError, UnknownCityError
from bot.chat.limits import clean
from bot.chat.model import Begun, Conversation, Handling, Message, Receipt, Speaker, View

START = datetime(2026, 11, 23, 10, tzinfo=UTC)
STALE_REPLY = "That button is from before."


@dataclass
class Talk:
    conversation: Conversation
    messages: list[Message] = field(default_factory=list)
    receipts: dict[str, Receipt] = field(default_factory=dict)
    buttons: set[str] = field(default_factory=set)
    feedback: dict[int, tuple[str, str | None]] = field(default_factory=dict)
    typing: bool = False
    news: asyncio.Condition = field(default_factory=asyncio.Condition)


class FakeChat:
    """`too_fast` makes the next message be refused; `broken` makes every call fail."""

    def __init__(self) -> None:
        self.talks: dict[str, Talk] = {}
        self.tokens: dict[str, str] = {}
        self.too_fast: float | None = None
        self.broken: Exception | None = None
        self.files: list[bytes] = []
        self.reached: dict[str, int] = {}
        """How far each conversation has arrived."""

    async def begin(self, city: str, channel: str, language: str) -> Begun:
        self._fail_if_broken()
        if city != "brightport":
            raise UnknownCityError(city)
        number = len(self.talks) + 1
        expires = START + timedelta(days=90)
        conversation = Conversation(f"c{number}", city, f"l{number}", channel, language, Handling.GUIDE, expires)
        talk = self.talks[conversation.id] = Talk(conversation)
        self.tokens[f"token-{number}"] = conversation.id
        message = await self.say(conversation.id, "Hi, I'm the guide.", "yes")
        return Begun(talk.conversation, f"token-{number}", expires, [message])

    async def open(self, token: str) -> Conversation | None:
        self._fail_if_broken()
        found = self.tokens.get(token)
        return self.talks[found].conversation if found else None

    async def receive_file(self, conversation_id: str, external_id: str, content: bytes) -> Receipt:
        self.files.append(content)
        return await self.receive(conversation_id, external_id, text="(I sent a file.)")

    async def receive(
        self, conversation_id: str, external_id: str, text: str | None = None, button: str | None = None
    ) -> Receipt:
        talk = self.talks[conversation_id]
        if external_id in talk.receipts:
            return talk.receipts[external_id]
        if self.too_fast is not None:
            raise TooFastError(self.too_fast)
        if button is not None and button not in talk.buttons:
            reply = await self.say(conversation_id, STALE_REPLY)
            talk.receipts[external_id] = Receipt(reply.seq, stale=True)
        else:
            message = await self.say(conversation_id, clean(text or f"[{button}]"), speaker=Speaker.YOU)
            talk.receipts[external_id] = Receipt(message.seq)
        return talk.receipts[external_id]

    async def messages(self, conversation_id: str, after: int, limit: int = 100) -> list[Message]:
        return [message for message in self.talks[conversation_id].messages if message.seq > after][:limit]

    async def view(self, conversation_id: str, after: int, limit: int = 100) -> View:
        return View(await self.typing(conversation_id), await self.messages(conversation_id, after, limit))

    def arrived(self, conversation_id: str, seq: int) -> None:
        self.reached[conversation_id] = seq

    async def wait(self, conversation_id: str, after: int, seconds: float) -> None:
        talk = self.talks[conversation_id]
        if any(message.seq > after for message in talk.messages):
            return
        try:
            async with asyncio.timeout(seconds), talk.news:
                await talk.news.wait()
        except TimeoutError:
            return

    async def typing(self, conversation_id: str) -> bool:
        return self.talks[conversation_id].typing

    async def feedback(self, conversation_id: str, seq: int, value: str, reason: str | None) -> None:
        talk = self.talks[conversation_id]
        if not any(message.seq == seq and message.speaker == Speaker.GUIDE for message in talk.messages):
            raise NoSuchMessageError(seq)
        talk.feedback[seq] = (value, reason)

    async def about(self, conversation_id: str) -> Mapping[str, Any]:
        talk = self.talks[conversation_id]
        said = [{"from": str(message.speaker), "text": message.text} for message in talk.messages]
        return {"city": "brightport", "profile": {"interests": ["music"], "age": None}, "messages": said}

    async def calendar(self, conversation_id: str) -> bytes:
        return b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"

    async def erase(self, conversation_id: str) -> Mapping[str, Any]:
        self.tokens = {token: owner for token, owner in self.tokens.items() if owner != conversation_id}
        await self.tell(conversation_id)
        return {"erased": {"messages": len(self.talks[conversation_id].messages)}}

    async def say(self, conversation_id: str, text: str, *buttons: str, speaker: Speaker = Speaker.GUIDE) -> Message:
        """Adds a message, as a worker would."""
        talk = self.talks[conversation_id]
        talk.buttons.update(buttons)
        offered = [{"token": button, "title": button.title()} for button in buttons]
        message = Message(len(talk.messages) + 1, speaker, START, text, offered)
        talk.messages.append(message)
        await self.tell(conversation_id)
        return message

    async def set_typing(self, conversation_id: str, typing: bool) -> None:
        self.talks[conversation_id].typing = typing
        await self.tell(conversation_id)

    async def hand_to(self, conversation_id: str, handling: Handling) -> None:
        talk = self.talks[conversation_id]
        talk.conversation = replace(talk.conversation, handling=handling)
        await self.tell(conversation_id)

    async def tell(self, conversation_id: str) -> None:
        talk = self.talks[conversation_id]
        async with talk.news:
            talk.news.notify_all()

    def _fail_if_broken(self) -> None:
        if self.broken:
            raise self.broken
