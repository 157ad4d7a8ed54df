"""A channel without a network and a store, for tests of many thousand updates."""

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from telegram.request import BaseRequest, RequestData

from bot import words
from bot.channels.telegram.client import Bot
from bot.channels.telegram.erasing import Erasing
from bot.channels.telegram.groups import Groups
from bot.channels.telegram.inward import Inward
from bot.channels.telegram.menu import Menu
from bot.channels.telegram.others import Others
from bot.channels.telegram.private import Private
from bot.channels.telegram.starting import Starting
from bot.channels.telegram.talks import Talks
from bot.channels.telegram.taps import Taps
from bot.channels.telegram.typing import Typing
from bot.channels.telegram.updates import Updates
from bot.chat.limits import checked_id, clean
from bot.chat.model import Begun, Conversation, Handling, Receipt, Tap
from bot.chat.reach.model import Address
from tests.telegram.bot_api import BOT, TOKEN
from tests.telegram.guide import FakePlaces

if TYPE_CHECKING:
    from bot.chat.reach.service import Reach
    from bot.chat.service import Chat

NOW = datetime(2026, 11, 24, tzinfo=UTC)


class Offline(BaseRequest):
    """Says yes to everything, as a Bot API without limits would."""

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    @property
    def read_timeout(self) -> float:
        return 1.0

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = None,
        write_timeout: Any = None,
        connect_timeout: Any = None,
        pool_timeout: Any = None,
    ) -> tuple[int, bytes]:
        name = url.rpartition("/")[2]
        if not method or not (name.startswith(("send", "edit")) and name != "sendChatAction"):
            return 200, json.dumps({"ok": True, "result": BOT if name == "getMe" else True}).encode()
        sent = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "x"}
        return 200, json.dumps({"ok": True, "result": sent}).encode()


class MemoryChat:
    """Keeps the chat's own promises about ids and texts, and what it was given."""

    def __init__(self) -> None:
        self.received: defaultdict[str, dict[str, object]] = defaultdict(dict)

    async def begin(self, city: str, channel: str, language: str) -> Begun:
        number = f"c{len(self.received)}"
        self.received[number] = {}
        expires = NOW + timedelta(days=90)
        conversation = Conversation(number, city, number, channel, language, Handling.GUIDE, expires)
        return Begun(conversation, "token", expires, [])

    async def receive(
        self, conversation_id: str, external_id: str, text: str | None = None, button: str | None = None,
        tap: Tap | None = None,
    ) -> Receipt:  # fmt: skip
        return self._keep(conversation_id, external_id, tap or (clean(text or "") if button is None else button))

    async def remark(self, conversation_id: str, external_id: str, text: str) -> Receipt:
        return self._keep(conversation_id, external_id, text)

    async def receive_file(self, conversation_id: str, external_id: str, content: bytes) -> Receipt:
        return self._keep(conversation_id, external_id, content)

    async def amend(self, conversation_id: str, external_id: str, text: str) -> bool:
        return bool(clean(text)) and external_id in self.received[conversation_id]

    async def about(self, conversation_id: str) -> Mapping[str, Any]:
        return {"messages": len(self.received[conversation_id])}

    async def erase(self, conversation_id: str) -> Mapping[str, Any]:
        return {}

    def _keep(self, conversation_id: str, external_id: str, what: object) -> Receipt:
        self.received[conversation_id].setdefault(checked_id(external_id), what)
        return Receipt(1)


class MemoryReach:
    def __init__(self) -> None:
        self.addresses: dict[str, Address] = {}

    def key_of(self, chat_id: int) -> str:
        return str(chat_id)

    async def find(self, key: str) -> Address | None:
        return self.addresses.get(key)

    async def put(self, chat_id: int, conversation_id: str, sent: int = 0, campaign: str = "") -> None:
        self.addresses[str(chat_id)] = Address(str(chat_id), conversation_id, chat_id, sent, 0, 0)

    async def handling(self, conversation_id: str) -> Handling:
        return Handling.GUIDE

    async def quiet(self, key: str, after: int) -> None: ...

    async def blocked(self, key: str, *, blocked: bool = True) -> None: ...

    async def is_used(self, conversation_id: str) -> bool:
        return False

    async def redeem(self, code: str, chat_id: int) -> str | None:
        return None


def offline() -> tuple[Bot, Updates, MemoryChat]:
    """A bot, what handles its updates, and the chat behind."""
    bot = Bot(TOKEN, request=Offline(), get_updates_request=Offline())
    memory, said = MemoryChat(), words.load()
    chat, reach = cast("Chat", memory), cast("Reach", MemoryReach())
    inward, talks = Inward(bot, chat, reach, said), Talks(chat, reach, "brightport")
    erasing = Erasing(bot, chat, said)
    menu, others = Menu(bot, chat, reach, inward, erasing, said), Others(inward, FakePlaces(), said)
    private = Private(talks, reach, inward, Starting(talks, chat, reach, inward, said), menu, others)
    taps = Taps(bot, talks, inward, erasing, said)
    return bot, Updates(bot, private, taps, Groups(bot, said), Typing(bot, chat)), memory
