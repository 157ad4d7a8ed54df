"""A whole Waymark to talk to: real brain, actions, store and HTTP, on ports of its own."""

import asyncio
import os
import signal
import socket
import uuid
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from tests.telegram.bot_api import Stand

PROJECT = Path(__file__).parents[2]
READY_WITHIN = 300.0
ANSWER_WITHIN = 15.0
QUIET = 0.05


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Talk:
    """One learner's conversation."""

    http: aiohttp.ClientSession
    url: str
    token: str
    said: list[dict[str, Any]]
    after: int = 0
    heard: list[dict[str, Any]] = field(default_factory=list)
    """What the guide answered last."""

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def say(self, text: str) -> list[dict[str, Any]]:
        return await self._send({"text": text})

    async def tap(self, title: str) -> list[dict[str, Any]]:
        """Taps the newest button with that title, under a bubble or on a card."""
        return await self._send({"button": self.token_of(title)})

    async def send(self, file: bytes) -> list[dict[str, Any]]:
        """Sends a file, as dropped on the widget."""
        post = f"{self.url}/api/v1/files?id={uuid.uuid4()}"
        async with self.http.post(post, data=file, headers=self.headers) as answer:
            assert answer.status == 202, await answer.text()
            seq = (await answer.json())["seq"]
        return await self._answers(seq)

    def token_of(self, title: str) -> str:
        found = [button["token"] for button in self.buttons() if button["title"] == title]
        assert found, f"no button {title!r} among {sorted({button['title'] for button in self.buttons()})}"
        return str(found[0])

    def buttons(self) -> list[dict[str, str]]:
        """Newest message first; in one message its own buttons, then its cards'."""
        newest_first = sorted(self.said, key=lambda message: -message["seq"])
        return [
            button
            for message in newest_first
            for button in [*message["buttons"], *(b for card in message["cards"] for b in card["buttons"])]
        ]

    async def _send(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        post = f"{self.url}/api/v1/messages"
        while True:
            async with self.http.post(post, json={"id": str(uuid.uuid4()), **body}, headers=self.headers) as answer:
                if answer.status == 429:
                    await asyncio.sleep(float(answer.headers["Retry-After"]))
                    continue
                assert answer.status == 202, await answer.text()
                seq = (await answer.json())["seq"]
            break
        return await self._answers(seq)

    async def _answers(self, seq: int) -> list[dict[str, Any]]:
        """All that the guide says to message `seq`."""
        async with asyncio.timeout(ANSWER_WITHIN):
            while True:
                url = f"{self.url}/api/v1/messages?after={seq}&wait=10"
                async with self.http.get(url, headers=self.headers) as answer:
                    page = await answer.json()
                if page["messages"] and not page["typing"]:
                    break
                await asyncio.sleep(QUIET)
        self.heard = [message for message in page["messages"] if message["from"] != "you"]
        self.said += page["messages"]
        return self.heard

    @property
    def text(self) -> str:
        return "\n".join(message["text"] for message in self.heard)

    @property
    def cards(self) -> list[dict[str, Any]]:
        return [card for message in self.heard for card in message["cards"]]


@dataclass
class Waymark:
    url: str
    http: aiohttp.ClientSession
    pid: int
    home: Path
    stand: Stand | None = None
    """Where it is on Telegram too, when it is."""
    environment: Mapping[str, str] = field(default_factory=dict)

    async def run(self, *arguments: str) -> str:
        """What a command of `waymark` prints, beside the Waymark that runs."""
        command = [str(PROJECT / ".venv" / "bin" / "waymark"), *arguments]
        pipe = asyncio.subprocess.PIPE
        ran = await asyncio.create_subprocess_exec(*command, env=dict(self.environment), cwd=PROJECT, stdout=pipe)
        out, _ = await ran.communicate()
        assert ran.returncode == 0, out
        return out.decode()

    async def talk(self, city: str = "brightport") -> Talk:
        body = {"city": city, "language": "en", "consent": True}
        async with self.http.post(f"{self.url}/api/v1/conversations", json=body) as answer:
            assert answer.status == 201, await answer.text()
            begun = await answer.json()
        return Talk(self.http, self.url, begun["token"], begun["messages"])


@asynccontextmanager
async def running(home: Path, settings: Sequence[tuple[str, str]] = ()) -> AsyncIterator[Waymark]:
    """Starts `waymark up` with its data in `home`, waits until it is ready, and ends it."""
    port = free_port()
    environment = {
        **os.environ,
        "WAYMARK_PORT": str(port),
        "WAYMARK_BRAIN_PORT": str(free_port()),
        "WAYMARK_ACTIONS_PORT": str(free_port()),
        "WAYMARK_HOME": str(home),
        "WAYMARK_NEW_CONVERSATIONS": "100000",
        **dict(settings),
    }
    command = [str(PROJECT / ".venv" / "bin" / "waymark"), "up"]
    process = await asyncio.create_subprocess_exec(*command, env=environment, cwd=PROJECT)
    url = f"http://127.0.0.1:{port}"
    try:
        async with aiohttp.ClientSession() as http:
            await _until_ready(process, http, url)
            yield Waymark(url, http, process.pid, home, environment=environment)
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
            await asyncio.wait_for(process.wait(), 10)


async def _until_ready(process: asyncio.subprocess.Process, http: aiohttp.ClientSession, url: str) -> None:
    async with asyncio.timeout(READY_WITHIN):
        while True:
            assert process.returncode is None, "Waymark ended before it was ready"
            try:
                async with http.get(f"{url}/readyz") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.2)
