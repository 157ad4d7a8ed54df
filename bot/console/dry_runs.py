"""How much the rules would delete now, counted beside the pages: in a long past that takes longer than a page may."""

import asyncio

from bot.console import keeping
from bot.console.keys import Desk

WAIT = 0.08
"""Seconds that a page waits for the counts."""
FRESH = 60.0
"""Seconds after which nobody wants the counts that nobody asked for again."""


class DryRuns:
    """One count a city at a time; each is shown once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._running: dict[str, tuple[float, asyncio.Task[dict[str, int]]]] = {}

    async def of(self, city: str) -> dict[str, int] | None:
        """Rows by kind of data; None while they are being counted."""
        now = asyncio.get_running_loop().time()
        begun, counting = self._running.get(city, (0.0, None))
        if counting is None or (counting.done() and now - begun > FRESH):
            counting = asyncio.create_task(self._count(city))
            self._running[city] = now, counting
        done, _ = await asyncio.wait({counting}, timeout=WAIT)
        if not done or counting.cancelled():
            return None
        self._running.pop(city, None)
        return counting.result()

    def forget(self, city: str) -> None:
        """What is being counted follows rules that have changed."""
        _, counting = self._running.pop(city, (0.0, None))
        if counting is not None:
            counting.cancel()

    def close(self) -> None:
        for city in list(self._running):
            self.forget(city)

    async def _count(self, city: str) -> dict[str, int]:
        async with self._desk.store.read() as session:
            return await keeping.dry_run(session, city, self._desk.now())
