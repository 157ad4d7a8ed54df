"""Waits for news of a conversation, also from other processes."""

import asyncio
import contextlib
from datetime import datetime

from sqlalchemy import Connection

from bot.chat import queries
from bot.chat.parts import Parts
from bot.chat.statements import SIGHTS

LOOK = 0.2
"""Seconds between looks at the store for what other processes did."""

Sight = tuple[int, bool]
"""How a conversation looks to a reader: its next seq, and whether an answer is on its way."""


class Watch:
    """One look at the store serves all who wait in this process."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._seen: dict[str, Sight] = {}
        self._looking: asyncio.Task[None] | None = None

    async def wait(self, conversation_id: str, after: int, seconds: float) -> None:
        """See `Chat.wait`."""
        with self._parts.news.subscribe(conversation_id) as news:
            if await self._parts.store.look(lambda connection: queries.messages(connection, conversation_id, after, 1)):
                return
            self._keep_looking()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await news.wait()

    def _keep_looking(self) -> None:
        if self._looking is None or self._looking.done():
            self._seen = {}
            self._looking = asyncio.create_task(self._look())

    async def _look(self) -> None:
        """Goes on as long as anybody waits."""
        while followed := self._parts.news.followed():
            sights = await self._sights(followed)
            for conversation_id, sight in sights.items():
                if self._seen.get(conversation_id, sight) != sight:
                    self._parts.news.tell(conversation_id)
            self._seen = sights
            await asyncio.sleep(LOOK)

    async def _sights(self, conversation_ids: list[str]) -> dict[str, Sight]:
        now = self._parts.now()
        return await self._parts.store.look(lambda connection: _sights(connection, conversation_ids, now))


def _sights(connection: Connection, conversation_ids: list[str], now: datetime) -> dict[str, Sight]:
    rows = connection.execute(SIGHTS, {"conversations": conversation_ids})
    return {row.id: (row.next_seq, queries.is_thinking(row, now)) for row in rows}
