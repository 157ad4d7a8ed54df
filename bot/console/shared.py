"""One look at the store for all who want to know the same at the same time, such as fifty open inboxes."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Seen = TypeVar("Seen")


class Shared(Generic[Key, Seen]):
    """A look that has not begun serves everybody who asks before it does; one that has begun may have missed news."""

    def __init__(self, look: Callable[[Key], Awaitable[Seen]]) -> None:
        self._look = look
        self._begun: dict[Key, asyncio.Task[Seen]] = {}
        self._coming: dict[Key, asyncio.Task[Seen]] = {}

    async def of(self, key: Key) -> Seen:
        """What is there now, or later than now."""
        coming = self._coming.get(key)
        if coming is None:
            coming = self._coming[key] = asyncio.create_task(self._next(key, self._begun.get(key)))
        return await asyncio.shield(coming)

    async def _next(self, key: Key, before: asyncio.Task[Seen] | None) -> Seen:
        if before is not None:
            await asyncio.wait({before})
        self._begun[key] = task = self._coming.pop(key)
        try:
            return await self._look(key)
        finally:
            if self._begun.get(key) is task:
                del self._begun[key]
