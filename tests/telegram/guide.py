"""A guide on Telegram whose brain is plain and quick, between a store and a stand."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot import words
from bot.channels.telegram.channel import Options, Telegram
from bot.channels.telegram.client import bot_id, make_bot
from bot.channels.telegram.ports import Enclosures, File, Picture, Places
from bot.channels.telegram.webhook import PATH, be_called
from bot.channels.web.errors import errors_as_json
from bot.channels.web.keys import CHAT
from bot.chat import queries
from bot.chat.model import Effect, Reply
from bot.chat.outbox import Outbox
from bot.chat.parts import Parts
from bot.chat.ports import Answer, Question
from bot.chat.reach.seal import Seal
from bot.chat.reach.service import Reach
from bot.chat.service import Chat
from bot.chat.worker import Worker
from bot.people.service import People
from bot.store.engine import Store
from tests.fakes import FakeBrain, FakeCities, effects
from tests.telegram.bot_api import Stand
from tests.telegram.person import Person

KEY = "a key for tests that is long enough"


class FakePlaces:
    async def area_at(self, conversation_id: str, latitude: float, longitude: float) -> str | None:
        return "Eastfield" if latitude > 51 else None


@dataclass
class FakePictures:
    """A picture for every card of a kind."""

    pictures: dict[str, Picture] = field(default_factory=dict)

    async def picture(self, card: Mapping[str, Any]) -> Picture | None:
        return self.pictures.get(card["kind"])

    async def files(self, conversation_id: str, card: Mapping[str, Any]) -> Sequence[File]:
        return [File("plan.ics", b"BEGIN:VCALENDAR")] if card["kind"] in self.pictures else []

    async def together(self, conversation_id: str, cards: Sequence[Mapping[str, Any]]) -> Sequence[File]:
        return [File("my-plan.ics", b"BEGIN:VCALENDAR")] if "saved" in self.pictures else []


@dataclass
class Extras:
    places: Places = field(default_factory=FakePlaces)
    enclosures: Enclosures = field(default_factory=FakePictures)


@dataclass
class SlowBrain(FakeBrain):
    """A brain that thinks until it is told to go on."""

    thinking: asyncio.Event = field(default_factory=asyncio.Event)
    asked_now: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.thinking.set()

    def hold(self) -> None:
        self.thinking.clear()
        self.asked_now.clear()

    def go_on(self) -> None:
        self.thinking.set()

    async def is_asked(self) -> None:
        async with asyncio.timeout(10):
            await self.asked_now.wait()

    async def turn(self, question: Question) -> Answer:
        self.asked_now.set()
        await self.thinking.wait()
        return await super().turn(question)


@dataclass
class Guide:
    stand: Stand
    store: Store
    parts: Parts
    chat: Chat
    reach: Reach
    brain: SlowBrain
    telegram: Telegram
    options: Options
    extras: Extras
    url: str = ""
    """Where its own web server is, while it has one."""

    def person(self, number: int = 42, name: str = "Ada", language: str = "en") -> Person:
        return Person(self.stand.api, number, name, language)

    async def settled(self) -> None:
        """Waits until every update is handled and everything said is sent."""
        async with asyncio.timeout(20):
            await self.stand.api.delivery.settled()
            while await self.reach.waiting() or await self.reach.behind():  # noqa: ASYNC110 - nothing tells of it
                await asyncio.sleep(0.02)

    async def answered(self, conversation_id: str) -> None:
        async with asyncio.timeout(20):
            while await self.chat.typing(conversation_id):  # noqa: ASYNC110 - this tests nothing of waiting
                await asyncio.sleep(0.02)

    async def remind(self, text: str, number: int = 42) -> None:
        """Says something that nobody asked for just now."""
        conversation_id = await self.conversation(number)
        async with self.store.write() as session:
            row = await queries.writable(session, conversation_id)
            await Outbox(session, row, self.parts.now()).say([Reply(text)])
        self.parts.news.tell(conversation_id)

    def erasing(self, question: Question) -> Answer:
        """What a brain answers that was asked to delete everything."""
        return effects(Effect("erase"))(question)

    async def conversation(self, number: int = 42) -> str:
        address = await self.reach.find(self.reach.key_of(number))
        assert address is not None
        return address.conversation_id


def made(store: Store, stand: Stand, brain: SlowBrain, extras: Extras | None = None, speed: float = 1.0) -> Guide:
    """A guide that does not work yet."""
    parts = Parts(store, People(store), FakeCities(), words.load())
    chat = Chat(parts)
    token = stand.api.token
    options = Options(token, "brightport", api=stand.url, speed=speed)
    reach = Reach(parts, Seal(KEY), f"telegram:{bot_id(token)}")
    extras = extras or Extras()
    telegram = _channel(options, chat, reach, extras)
    return Guide(stand, store, parts, chat, reach, brain, telegram, options, extras)


@asynccontextmanager
async def at_work(guide: Guide, *, webhook: bool = True, leads: bool = True) -> AsyncIterator[Guide]:
    """Takes turns and serves Telegram; ends as a process does that is asked to. One that does not lead is never ready:
    it stores what comes in and stands by."""
    async with _server(guide) as url:
        guide.url = url
        if webhook:
            guide.options = Options(guide.options.token, "brightport", url, guide.options.api, guide.options.speed)
            guide.telegram = _channel(guide.options, guide.chat, guide.reach, guide.extras)
            async with make_bot(guide.options.token, guide.options.api) as bot:
                await be_called(bot, url)
        work = [asyncio.create_task(Worker(guide.parts, guide.brain).run()), asyncio.create_task(guide.telegram.run())]
        ready = asyncio.create_task(guide.telegram.ready.wait())
        if leads:
            await asyncio.wait({ready, *work}, return_when=asyncio.FIRST_COMPLETED)
        try:
            yield guide
        finally:
            for task in [*work, ready]:
                task.cancel()
            await asyncio.gather(*work, ready, return_exceptions=True)


@asynccontextmanager
async def _server(guide: Guide) -> AsyncIterator[str]:
    """The channel's routes. They follow the channel of the moment, which is made anew for a webhook."""
    app = web.Application(middlewares=[errors_as_json])
    app[CHAT] = guide.chat

    async def webhook(request: web.Request) -> web.StreamResponse:
        return await guide.telegram.webhook.receive(request)

    app.add_routes([web.post(PATH, webhook)])
    server = TestServer(app)
    await server.start_server()
    try:
        yield str(server.make_url("")).rstrip("/")
    finally:
        with contextlib.suppress(asyncio.CancelledError):
            await server.close()


def _channel(options: Options, chat: Chat, reach: Reach, extras: Extras) -> Telegram:
    return Telegram(options, chat, reach, words.load(), extras.places, extras.enclosures)
