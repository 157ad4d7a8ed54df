"""Handles what comes in: in order within one chat, many chats at once."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

AT_ONCE = 64

T = TypeVar("T")


class LaterError(Exception):
    """It cannot be handled yet; whatever comes after it in the same lane waits with it."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"in {seconds:.1f} s")
        self.seconds = seconds


class Lanes(Generic[T]):
    """`handle` may raise LaterError and nothing else."""

    def __init__(self, handle: Callable[[T], Awaitable[None]]) -> None:
        self._handle = handle
        self._waiting: dict[str, deque[T]] = {}
        self._places = asyncio.Semaphore(AT_ONCE)
        self._tasks: set[asyncio.Task[None]] = set()

    def put(self, lane: str, thing: T) -> None:
        if lane in self._waiting:
            self._waiting[lane].append(thing)
        else:
            self._waiting[lane] = deque([thing])
            task = asyncio.create_task(self._work(lane))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Leaves what is in hand: it stays in the store and is handled after the next start."""
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)

    async def _work(self, lane: str) -> None:
        things = self._waiting[lane]
        try:
            while things:
                await self._one(things[0])
                things.popleft()
        finally:
            del self._waiting[lane]

    async def _one(self, thing: T) -> None:
        while True:
            try:
                async with self._places:
                    return await self._handle(thing)
            except LaterError as later:
                pause = later.seconds
            await asyncio.sleep(pause)
