"""The real web channel over a chat in memory, with faults to order: what a browser meets on a bad day."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels.web.app import build
from bot.channels.web.keys import Options
from bot.chat.model import Begun, Message, Receipt, Speaker
from bot.settings import PROJECT
from tests.channels.fake_chat import START, FakeChat

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Call = tuple[str, str]
STREAM = ("GET", "/api/v1/stream")
SEND = ("POST", "/api/v1/messages")
PATIENCE = 8


class ScriptedChat(FakeChat):
    """Says what a test has it say; `titles` are the words that stand behind the buttons it offered."""

    def __init__(self) -> None:
        super().__init__()
        self.titles: dict[str, str] = {}
        self.backwards = False
        self.greeting = "Hi, I'm the guide of Brightport."

    async def begin(self, city: str, channel: str, language: str) -> Begun:
        begun = await super().begin(city, channel, language)
        talk = self.talks[begun.conversation.id]
        talk.messages[0] = replace(talk.messages[0], text=self.greeting, buttons=[])
        return replace(begun, messages=list(talk.messages))

    async def receive(
        self, conversation_id: str, external_id: str, text: str | None = None, button: str | None = None
    ) -> Receipt:
        receipt = await super().receive(conversation_id, external_id, text, button)
        if button in self.titles and not receipt.stale:
            self._reword(conversation_id, receipt.seq, self.titles[button])
        return receipt

    def _reword(self, conversation_id: str, seq: int, text: str) -> None:
        messages = self.talks[conversation_id].messages
        messages[seq - 1] = replace(messages[seq - 1], text=text)

    async def messages(self, conversation_id: str, after: int, limit: int = 100) -> list[Message]:
        found = await super().messages(conversation_id, after, limit)
        return found[::-1] if self.backwards else found

    async def tell_all(self, conversation_id: str, *messages: Mapping[str, Any]) -> None:
        """Adds several messages at once; each has `text` and perhaps `buttons`, `cards` and `speaker`."""
        talk = self.talks[conversation_id]
        for message in messages:
            buttons, cards = message.get("buttons", []), message.get("cards", [])
            for button in [*buttons, *(button for card in cards for button in card.get("buttons", []))]:
                talk.buttons.add(button["token"])
                self.titles[button["token"]] = button["title"]
            speaker = message.get("speaker", Speaker.GUIDE)
            talk.messages.append(Message(len(talk.messages) + 1, speaker, START, message["text"], buttons, cards))
        await self.tell(conversation_id)


class AlwaysReady:
    async def missing(self) -> Sequence[str]:
        return []


async def city_name() -> str:
    return "Brightport"


class Elsewhere:
    """There is a bot; tests order what it answers."""

    seconds = 600

    async def link(self, conversation_id: str) -> str | None:
        return None


@dataclass
class Faults:
    """What goes wrong, by method and path, and what was called."""

    answers: dict[Call, list[web.Response]] = field(default_factory=dict)
    """Given once each instead of the true answer."""
    broken: dict[Call, int] = field(default_factory=dict)
    """A status that is always given instead."""
    slow: dict[Call, float] = field(default_factory=dict)
    """Seconds before the request is looked at."""
    unanswered: set[Call] = field(default_factory=set)
    """Acted on, and the connection cut instead of an answer."""
    streams: list[web.Request] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    bodies: list[Any] = field(default_factory=list)
    """What was sent as messages."""
    moved: asyncio.Event = field(default_factory=asyncio.Event)

    async def until(self, condition: Callable[[], object]) -> None:
        """Returns when calls and streams are so; TimeoutError when they are not soon."""
        async with asyncio.timeout(PATIENCE):
            while not condition():
                self.moved.clear()
                await self.moved.wait()

    def drop_streams(self) -> None:
        """Cuts every open stream, as a network does."""
        for request in list(self.streams):
            cut(request)


def cut(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()


def middleware(faults: Faults) -> Any:
    @web.middleware
    async def faulty(request: web.Request, handler: Handler) -> web.StreamResponse:
        call = (request.method, request.path)
        if request.path.startswith("/api/"):
            faults.calls.append(call)
            faults.moved.set()
        if call == SEND:
            faults.bodies.append(await request.json())
        await asyncio.sleep(faults.slow.get(call, 0))
        if faults.answers.get(call):
            return faults.answers[call].pop(0)
        if call in faults.broken:
            return error(faults.broken[call])
        return await _answer(faults, call, request, handler)

    return faulty


async def _answer(faults: Faults, call: Call, request: web.Request, handler: Handler) -> web.StreamResponse:
    if call != STREAM:
        response = await handler(request)
        if call in faults.unanswered:
            cut(request)
        return response
    faults.streams.append(request)
    faults.moved.set()
    try:
        return await handler(request)
    finally:
        faults.streams.remove(request)


def error(status: int, **headers: str) -> web.Response:
    body = {"error": {"code": "ordered", "message": "This was ordered by a test."}}
    return web.json_response(body, status=status, headers=headers)


@dataclass
class FakeWaymark:
    """A server at `url`."""

    chat: ScriptedChat
    faults: Faults
    server: TestServer

    @property
    def url(self) -> str:
        return str(self.server.make_url("/"))

    @property
    def conversation(self) -> str:
        """The newest one."""
        return list(self.chat.talks)[-1]

    async def says(self, text: str = "", **parts: Any) -> None:
        """The guide says one thing in the newest conversation."""
        await self.chat.tell_all(self.conversation, {"text": text, **parts})

    def heard(self) -> list[str]:
        """What the learner of the newest conversation has said."""
        talk = self.chat.talks[self.conversation]
        return [message.text for message in talk.messages if message.speaker is Speaker.YOU]


async def start(origins: frozenset[str] = frozenset()) -> FakeWaymark:
    chat, faults = ScriptedChat(), Faults()
    options = Options(city="brightport", widget=PROJECT / "widget", origins=origins, telegram=Elsewhere())
    app = build(chat, AlwaysReady(), city_name, options)
    app.middlewares.insert(0, middleware(faults))
    server = TestServer(app)
    await server.start_server()
    return FakeWaymark(chat, faults, server)
