"""How a bot gets its updates: it is called, again until it answers 2xx, or it asks, one at a time."""

import asyncio
import json
import random
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from tests.telegram.checks import SECRET
from tests.telegram.faults import ApiError, bad

AGAIN = 0.05
"""Seconds until an update that was not taken is sent again; Telegram's own are longer."""
AT_ONCE = 40
POLL_LIMIT = 50.0
LOCAL = {"localhost", "127.0.0.1"}
KINDS = (
    "message", "edited_message", "channel_post", "edited_channel_post", "callback_query", "my_chat_member",
)  # fmt: skip
"""What is delivered unless `allowed_updates` says otherwise; the stand makes no others by itself."""


class Delivery:
    """Updates not yet taken, in order. With a webhook, one at a time for each chat."""

    def __init__(self) -> None:
        self.waiting: OrderedDict[int, dict[str, Any]] = OrderedDict()
        self.next_id = random.SystemRandom().randrange(10**8, 10**9)
        """Begins anywhere, as Telegram's do: a guide that met another stand before knows none of these numbers."""
        self.webhook: dict[str, Any] = {"url": ""}
        self.secret = ""
        self.delivered = 0
        """Calls of the webhook, repeated ones too."""
        self._allowed: list[str] = []
        self._any = False
        self._news = asyncio.Event()
        self._poller = 0
        self._lanes: dict[object, asyncio.Task[None]] = {}
        self._places = asyncio.Semaphore(AT_ONCE)

    def put(self, update: Mapping[str, Any], lane: object = None) -> int:
        """A new update; `lane` is what keeps its order, such as the chat's id."""
        update_id, self.next_id = self.next_id, self.next_id + 1
        whole = {"update_id": update_id, **update}
        if self._allowed and not self._any and not self._allowed_kinds() & whole.keys():
            return update_id
        self.waiting[update_id] = whole
        self._news.set()
        if self.webhook["url"]:
            self._lanes[lane] = asyncio.create_task(self._call(whole, self._lanes.get(lane)))
        return update_id

    async def settled(self) -> None:
        """Waits until everything was taken."""
        while self.waiting:  # noqa: ASYNC110 - a stand for tests
            await asyncio.sleep(0.01)

    def set_webhook(self, url: str, secret: str, allowed: list[str]) -> None:
        parts = urlsplit(url)
        if url and parts.scheme != "https" and parts.hostname not in LOCAL:
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        if secret and not SECRET.fullmatch(secret):
            raise bad("secret token contains unallowed characters")
        self.webhook, self.secret, self._allowed = {"url": url}, secret, allowed

    def allow_all(self) -> None:
        """Delivers any kind, also one that nobody asked for."""
        self._any = True

    def info(self) -> dict[str, Any]:
        return {
            "url": "", "has_custom_certificate": False, **self.webhook, "pending_update_count": len(self.waiting),
        }  # fmt: skip

    async def poll(self, offset: int, limit: int, seconds: float, allowed: list[str]) -> list[dict[str, Any]]:
        """getUpdates: confirms all below `offset`; 409 for the earlier of two pollers and beside a webhook."""
        if self.webhook["url"]:
            raise ApiError(
                409,
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        self._allowed = allowed or self._allowed
        self._poller += 1
        mine = self._poller
        self._news.set()
        for update_id in [known for known in self.waiting if known < offset]:
            del self.waiting[update_id]
        await self._until_news(mine, min(seconds, POLL_LIMIT))
        return list(self.waiting.values())[:limit]

    async def _until_news(self, mine: int, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                while not self.waiting:
                    self._news.clear()
                    await self._news.wait()
                    if mine != self._poller:
                        break
        except TimeoutError:
            pass
        if mine != self._poller:
            raise ApiError(
                409,
                "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
            )

    async def _call(self, update: dict[str, Any], before: "asyncio.Task[None] | None") -> None:
        if before is not None:
            await asyncio.wait({before})
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as http:
            while self.webhook["url"] and update["update_id"] in self.waiting:
                async with self._places:
                    if await self._taken(http, update):
                        self.waiting.pop(update["update_id"], None)
                        return
                await asyncio.sleep(AGAIN)

    async def _taken(self, http: aiohttp.ClientSession, update: dict[str, Any]) -> bool:
        headers = {"Content-Type": "application/json"}
        if self.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self.secret
        self.delivered += 1
        try:
            async with http.post(self.webhook["url"], data=json.dumps(update), headers=headers) as answer:
                return answer.ok
        except (aiohttp.ClientError, TimeoutError):
            return False

    def _allowed_kinds(self) -> set[str]:
        return set(self._allowed or KINDS)
