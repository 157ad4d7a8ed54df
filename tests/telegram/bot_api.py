"""A Bot API server of our own: faithful where it matters, strict, and with faults on order.

python-telegram-bot talks to it by `base_url`. Limits and errors are those of core.telegram.org/bots/api.
"""

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.telegram.bucket import Buckets
from tests.telegram.delivery import Delivery
from tests.telegram.faults import ApiError, Faults, Silence, Slow, bad, blocked, migrated, too_many
from tests.telegram.methods import METHODS

TOKEN = "123456789:AAFakeTokenOfTheStandForTestsOnly_000"
BOT = {"id": 123456789, "is_bot": True, "first_name": "Waymark", "username": "waymark_test_bot"}
SLOW = 30.0
BIGGEST = 60 * 1024 * 1024


@dataclass
class ChatState:
    """One chat as Telegram keeps it."""

    id: int
    name: str = "Ada"
    kind: str = "private"
    blocked: bool = False
    moved_to: int | None = None
    messages: dict[int, dict[str, Any]] = field(default_factory=dict)
    actions: list[str] = field(default_factory=list)
    acting_until: float = 0.0
    """When the last action stops being shown, on the stand's clock."""
    changes: int = 0
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def as_json(self) -> dict[str, Any]:
        name = {"first_name": self.name} if self.kind == "private" else {"title": self.name}
        return {"id": self.id, "type": self.kind, **name}

    def tell(self) -> None:
        self.changes += 1
        self.news.set()
        self.news = asyncio.Event()


class BotApi:
    """The state of the stand; `app()` is what a bot talks to."""

    def __init__(self, token: str = TOKEN, speed: float = 1.0, clock: Callable[[], float] = time.monotonic) -> None:
        self.token = token
        self.clock = clock
        self.chats: dict[int, ChatState] = {}
        self.delivery = Delivery()
        self.faults = Faults()
        self.buckets = Buckets(speed)
        self.files: dict[str, bytes] = {}
        self.queries: dict[str, float] = {}
        self.commands: list[dict[str, str]] = []
        self.calls: list[tuple[str, dict[str, Any]]] = []
        """Every call that was understood, in order, refused ones too."""
        self.too_many = 0
        """How often the bot was refused for sending too fast by itself, not on order."""
        self.numbers = itertools.count(1)

    def app(self) -> web.Application:
        app = web.Application(client_max_size=BIGGEST)
        app.add_routes(
            [
                web.route("*", "/bot{token}/{method}", self._call),
                web.get("/file/bot{token}/{name:.+}", self._file),
            ]
        )
        return app

    def chat(self, chat_id: int, name: str = "Ada", kind: str = "private") -> ChatState:
        """A chat, made when it is new."""
        return self.chats.setdefault(chat_id, ChatState(chat_id, name, kind))

    def chat_to_send_to(self, params: dict[str, Any], *, counted: bool = True) -> ChatState:
        """ApiError when it is unknown, moved, blocked the bot, or hears from it too often."""
        chat = self.chats.get(int(params["chat_id"]))
        if chat is None:
            raise bad("chat not found")
        if chat.moved_to is not None:
            raise migrated(chat.moved_to)
        if chat.blocked:
            raise blocked()
        if counted and (wait := self.buckets.take(chat.id, self.clock())):
            self.too_many += 1
            raise too_many(max(1, round(wait)))
        return chat

    def new_query(self) -> str:
        query = str(next(self.numbers) + 10**15)
        self.queries[query] = self.clock()
        return query

    async def _call(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"].lower()
        try:
            self._check(request.match_info["token"], name)
            params: dict[str, Any] = {**request.query, **(await request.post())}
            self.calls.append((name, params))
            return web.json_response({"ok": True, "result": await self._result(name, params)})
        except ApiError as error:
            return web.json_response(error.as_json(), status=error.code)
        except Silence as silence:
            return await _silent(request, silence)

    async def _result(self, name: str, params: dict[str, Any]) -> Any:
        fault = self.faults.next(name, params)
        if fault is not None and not (isinstance(fault, Silence) and fault.done):
            raise fault
        result = await METHODS[name](self, params)
        if fault is not None:
            raise fault
        return result

    def _check(self, token: str, method: str) -> None:
        if token != self.token:
            raise ApiError(401, "Unauthorized") if ":" in token else ApiError(404, "Not Found")
        if method not in METHODS:
            raise ApiError(404, "Not Found: method not found")

    async def _file(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if request.match_info["token"] != self.token or name not in self.files:
            return web.json_response(ApiError(404, "Not Found").as_json(), status=404)
        return web.Response(body=self.files[name], content_type="application/octet-stream")


async def _silent(request: web.Request, silence: Silence) -> web.StreamResponse:
    if isinstance(silence, Slow):
        await asyncio.sleep(SLOW)
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


@dataclass(frozen=True)
class Stand:
    api: BotApi
    url: str
    """What `WAYMARK_TELEGRAM_API` has to be."""


@asynccontextmanager
async def running(api: BotApi) -> AsyncIterator[Stand]:
    """The stand on a port of its own."""
    server = TestServer(api.app())
    await server.start_server()
    try:
        yield Stand(api, str(server.make_url("")).rstrip("/"))
    finally:
        await server.close()
