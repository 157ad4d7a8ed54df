"""Keeps brains running: starts them, waits for them, starts them again when they die."""

import asyncio
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from bot.supervisor.children import Children
from bot.supervisor.failure import StartError
from bot.supervisor.training import rasa_python

FIRST_TRIES = 2
"""Starts that may fail before a brain was ever ready; after that, waiting does not help."""
LOOK = 0.15
"""Seconds between two looks whether a brain is ready."""
SHORTEST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
STEADY = 60.0
"""Seconds after which a brain counts as steady: its next death is a new story."""
HIDDEN = ("WAYMARK_DATABASE_URL",)
"""The brain keeps nothing, so it gets no key to the store."""


def environment(actions_port: int, secret: str, gazetteer: Path) -> dict[str, str]:
    """What a brain's process is told."""
    inherited = {name: value for name, value in os.environ.items() if name not in HIDDEN}
    return inherited | {
        "WAYMARK_ACTIONS_URL": f"http://127.0.0.1:{actions_port}/webhook",
        "WAYMARK_ACTIONS_TOKEN": secret,
        "WAYMARK_GAZETTEER": str(gazetteer),
    }


def command(port: int, model: Path) -> list[str]:
    """How a brain is started; it ends when this process does."""
    options = ["--port", str(port), "--model", str(model), "--parent-pid", str(os.getpid())]
    return [rasa_python(), "-m", "bot.brain", *options]


@dataclass(slots=True)
class BrainProcess:
    """One brain on one port."""

    command: Sequence[str]
    env: dict[str, str]
    url: str
    children: Children
    say: Callable[[str], None] = lambda text: print(text, file=sys.stderr, flush=True)
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    _pause: float = SHORTEST_PAUSE

    async def run(self) -> None:
        """Keeps the brain alive until cancelled. StartError when it cannot be brought to life at all."""
        failures = 0
        while True:
            started = time.monotonic()
            code = await self._live()
            failures += 1
            if not self.ready.is_set() and failures >= FIRST_TRIES:
                raise StartError(f"The brain does not start (exit code {code}): see above.")
            await self._rest(code, time.monotonic() - started)

    async def _live(self) -> int:
        """One life of the brain; gives its exit code."""
        async with self.children.running(self.command, self.env, stdout=asyncio.subprocess.DEVNULL) as process:
            watching = asyncio.create_task(self._watch())
            try:
                return await process.wait()
            finally:
                watching.cancel()

    async def _watch(self) -> None:
        timeout = aiohttp.ClientTimeout(total=1)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            while not await is_ready(session, self.url):  # noqa: ASYNC110 - nothing tells of another process
                await asyncio.sleep(LOOK)
        self.ready.set()

    async def _rest(self, code: int, lived: float) -> None:
        if lived > STEADY:
            self._pause = SHORTEST_PAUSE
        self.say(f"The brain at {self.url} ended (exit code {code}); starting it again in {self._pause:.1f} s.")
        await asyncio.sleep(self._pause)
        self._pause = min(2 * self._pause, LONGEST_PAUSE)


async def is_ready(session: aiohttp.ClientSession, url: str) -> bool:
    """Whether the brain at `url` has its model loaded."""
    try:
        async with session.get(f"{url}/healthz") as answer:
            return answer.status == 200
    except (aiohttp.ClientError, TimeoutError, OSError):
        return False
