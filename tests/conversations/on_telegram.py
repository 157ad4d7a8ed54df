"""The same learner on Telegram: what they write goes through the stand, what they see is what a phone shows."""

import asyncio
import contextlib
import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.channels.telegram.client import bot_id
from bot.chat.reach.seal import Seal, key_in
from tests.telegram.bot_api import BotApi, Stand, running
from tests.telegram.person import Message, Person, inline

ANSWER_WITHIN = 60.0
LOOK = 0.05
SPEED = 10.0
"""How many times faster than Telegram's the second of the stand is."""
NUMBER = re.compile(r"\d+\. ")
SETTLED = """
SELECT 1 FROM received_updates r, addresses a JOIN conversations c ON c.id = a.conversation_id
WHERE r.number = ? AND NOT r.waiting AND a.key = ? AND a.sent + 1 = c.next_seq
AND c.due IS NULL AND c.lease_until IS NULL
"""
"""The update was handled, its turn is over, and all that was said is delivered."""


@asynccontextmanager
async def stand() -> AsyncIterator[Stand]:
    """A stand for the time of a test session."""
    async with running(BotApi(speed=SPEED)) as made:
        yield made


def settings(stand: Stand) -> list[tuple[str, str]]:
    """What a Waymark needs to serve it."""
    return [
        ("WAYMARK_TELEGRAM_API", stand.url),
        ("WAYMARK_TELEGRAM_TOKEN", stand.api.token),
        ("WAYMARK_TELEGRAM_SPEED", str(SPEED)),
    ]


@dataclass
class TelegramTalk:
    """As `tests.conversations.waymark.Talk`, for the scripts."""

    person: Person
    home: Path
    since: int = 0
    """The id of the last message before the guide's last answer."""
    heard: list[dict[str, Any]] = field(default_factory=list)

    async def say(self, text: str) -> list[dict[str, Any]]:
        return await self._do(lambda: self.person.say(text))

    async def tap(self, title: str) -> list[dict[str, Any]]:
        """The first button of that title under the newest answer that has one."""
        return await self._do(lambda: self.person.press_under(*self._button(title)))

    @property
    def text(self) -> str:
        return "\n".join(message["text"] for message in self.heard)

    @property
    def cards(self) -> list[dict[str, Any]]:
        return [card for message in self.heard for card in message["cards"]]

    async def _do(self, act: Any) -> list[dict[str, Any]]:
        self.since = max(self.person.chat.messages, default=0)
        act()
        await self._settled(self.person.last_update)
        new = [message for message in self.person.heard if message["message_id"] > self.since]
        self.heard = [_as_web(message) for message in new]
        return self.heard

    def _button(self, title: str) -> tuple[Message, str]:
        found = [(message, button["callback_data"]) for message in self.person.heard for button in inline(message)
                 if button["text"] == title and "callback_data" in button]  # fmt: skip
        assert found, f"no button {title!r} among {self.person.titles()}"
        return next((one for one in found if one[0]["message_id"] > self.since), found[-1])

    async def _settled(self, number: int) -> None:
        async with asyncio.timeout(ANSWER_WITHIN):
            while not await asyncio.to_thread(self._is_settled, number):  # noqa: ASYNC110 - another process
                await asyncio.sleep(LOOK)

    def _is_settled(self, number: int) -> bool:
        api = self.person.api
        key = Seal(key_in(self.home / "addresses.key")).key_of(f"telegram:{bot_id(api.token)} {self.person.chat.id}")
        with contextlib.closing(sqlite3.connect(f"file:{self.home / 'waymark.db'}?mode=ro", uri=True)) as store:
            return store.execute(SETTLED, (number, key)).fetchone() is not None


async def begin(stand: Stand, home: Path, number: int) -> TelegramTalk:
    """Somebody new who has pressed Start."""
    talk = TelegramTalk(Person(stand.api, number), home)
    await talk.say("/start")
    return talk


def _as_web(message: Message) -> dict[str, Any]:
    """A message in the shape of chat_api.md, read back from what is on the screen."""
    text = str(message.get("text", message.get("caption", "")))
    is_card = any(one["type"] == "bold" and one["offset"] == 0 for one in message.get("entities", []))
    buttons = [] if is_card else [{"title": button["text"]} for button in inline(message)]
    return {"text": "" if is_card else text, "buttons": buttons, "cards": [_card(text)] if is_card else []}


def _card(text: str) -> dict[str, Any]:
    title, _, rest = text.partition("\n")
    title = NUMBER.sub("", title, count=1)
    return {"id": title, "kind": None, "title": title, "subtitle": rest, "facts": [], "earns": [], "why": ""}
