"""Tells those who wait for a conversation that something happened in it."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager


class Feed:
    """The conversations in which something happened since one looked last."""

    def __init__(self) -> None:
        self._changed: set[str] = set()
        self._news = asyncio.Event()

    def put(self, conversation_id: str) -> None:
        self._changed.add(conversation_id)
        self._news.set()

    async def take(self) -> set[str]:
        """All of them, as soon as there is one."""
        await self._news.wait()
        self._news.clear()
        changed, self._changed = self._changed, set()
        return changed


class News:
    """Wakes waiters in this process. What other processes do is found by a look at the store (bot/chat/watch.py)."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, set[asyncio.Event]] = defaultdict(set)
        self._for_all: set[asyncio.Event] = set()
        self._feeds: set[Feed] = set()

    @contextmanager
    def subscribe(self, conversation_id: str) -> Iterator[asyncio.Event]:
        """An event that is set at the next news."""
        event = asyncio.Event()
        self._waiting[conversation_id].add(event)
        try:
            yield event
        finally:
            self._waiting[conversation_id].discard(event)
            if not self._waiting[conversation_id]:
                del self._waiting[conversation_id]

    @contextmanager
    def feed(self) -> Iterator[Feed]:
        """News of every conversation, for a channel that calls its learners."""
        feed = Feed()
        self._feeds.add(feed)
        try:
            yield feed
        finally:
            self._feeds.discard(feed)

    @contextmanager
    def subscribe_to_all(self) -> Iterator[asyncio.Event]:
        """An event that is set at the next news of any conversation."""
        event = asyncio.Event()
        self._for_all.add(event)
        try:
            yield event
        finally:
            self._for_all.discard(event)

    def tell(self, conversation_id: str) -> None:
        for event in (*self._waiting.get(conversation_id, ()), *self._for_all):
            event.set()
        for feed in self._feeds:
            feed.put(conversation_id)

    def followed(self) -> list[str]:
        """Conversations that somebody waits for."""
        return list(self._waiting)
