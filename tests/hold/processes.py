"""Real edges and real brains as processes that a test kills; each is started again at once, as an init system would."""

import asyncio
import contextlib
import os
import random
import signal
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from bot.supervisor.training import RASA_PYTHON, fitting_model
from tests.conversations.waymark import PROJECT, free_port

SECRET = "a secret of this test alone"
READY_WITHIN = 180.0


@dataclass
class Kept:
    """A process that is kept alive."""

    command: Sequence[str]
    environment: dict[str, str]
    url: str
    database: Path | None = None
    """A SQLite file to check between a death and the next life."""
    process: asyncio.subprocess.Process | None = None
    deaths: int = 0
    faults: list[str] = field(default_factory=list)

    async def live(self) -> None:
        """Starts it again and again, until cancelled; then ends it."""
        try:
            while True:
                self.process = await asyncio.create_subprocess_exec(
                    *self.command, env=self.environment, cwd=PROJECT, stdout=asyncio.subprocess.DEVNULL
                )
                await self.process.wait()
                self.deaths += 1
                self._check()
        finally:
            await self._end()

    def kill(self) -> None:
        if self.process and self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self.process.send_signal(signal.SIGKILL)

    async def ready(self, path: str) -> None:
        async with asyncio.timeout(READY_WITHIN), aiohttp.ClientSession() as http:
            while not await _answers(http, self.url + path):  # noqa: ASYNC110 - nothing tells of another process
                await asyncio.sleep(0.1)

    def _check(self) -> None:
        if self.database is None:
            return
        with contextlib.closing(sqlite3.connect(self.database)) as connection:
            verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
        if verdict != "ok":
            self.faults.append(verdict)

    async def _end(self) -> None:
        if self.process and self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
            await asyncio.wait_for(self.process.wait(), 10)


async def _answers(http: aiohttp.ClientSession, url: str) -> bool:
    try:
        async with http.get(url, timeout=aiohttp.ClientTimeout(total=1)) as answer:
            return answer.status == 200
    except (aiohttp.ClientError, TimeoutError):
        return False


@dataclass
class Rig:
    edges: list[Kept]
    brains: list[Kept]

    def kill_one(self, choice: random.Random) -> None:
        choice.choice([*self.edges, *self.brains]).kill()

    async def ready(self) -> None:
        for brain in self.brains:
            await brain.ready("/healthz")
        for edge in self.edges:
            await edge.ready("/readyz")


@asynccontextmanager
async def rig(home: Path, edges: int, brains: int, database_url: str = "") -> AsyncIterator[Rig]:
    """Edges on one store (SQLite in `home` unless an address is given) and brains that they share."""
    actions = [free_port() for _ in range(edges)]
    thinking = [_brain(actions[number % edges], home) for number in range(brains)]
    urls = ",".join(brain.url for brain in thinking)
    facing = [_edge(home, port, urls, database_url) for port in actions]
    whole = Rig(facing, thinking)
    lives = [asyncio.create_task(kept.live()) for kept in [*facing, *thinking]]
    try:
        await whole.ready()
        yield whole
    finally:
        for life in lives:
            life.cancel()
        await asyncio.gather(*lives, return_exceptions=True)


def _brain(actions_port: int, home: Path) -> Kept:
    port = free_port()
    environment = {
        **os.environ,
        "WAYMARK_ACTIONS_URL": f"http://127.0.0.1:{actions_port}/webhook",
        "WAYMARK_ACTIONS_TOKEN": SECRET,
        "WAYMARK_GAZETTEER": str(home / "gazetteer.json"),
    }
    command = [str(RASA_PYTHON), "-m", "bot.brain", "--port", str(port), "--model", str(fitting_model())]
    return Kept(command, environment, f"http://127.0.0.1:{port}")


def _edge(home: Path, actions_port: int, brain_urls: str, database_url: str) -> Kept:
    port = free_port()
    environment = {
        **os.environ,
        "WAYMARK_PORT": str(port),
        "WAYMARK_ACTIONS_PORT": str(actions_port),
        "WAYMARK_ACTIONS_TOKEN": SECRET,
        "WAYMARK_BRAIN_URLS": brain_urls,
        "WAYMARK_HOME": str(home),
        "WAYMARK_DATABASE_URL": database_url,
        "WAYMARK_NEW_CONVERSATIONS": "100000",
    }
    database = None if database_url else home / "waymark.db"
    return Kept([str(PROJECT / ".venv/bin/waymark"), "up"], environment, f"http://127.0.0.1:{port}", database)
