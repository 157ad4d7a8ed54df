"""`waymark up` as a process, with a brain that runs elsewhere: how it starts, ends, and comes back after a kill."""

import asyncio
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from tests import fake_brain
from tests.cli.conftest import small_city  # noqa: F401 - a fixture

START_SECONDS = 60
"""Generous: the machine may be busy with other tests."""


def free_ports(count: int) -> list[int]:
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


class Running:
    """One `waymark up`."""

    def __init__(self, process: asyncio.subprocess.Process, port: int) -> None:
        self.process = process
        self.url = f"http://127.0.0.1:{port}"
        self.lines: list[str] = []

    async def ready(self) -> None:
        assert self.process.stdout is not None
        async with asyncio.timeout(START_SECONDS):
            while not self.lines or "is ready at" not in self.lines[-1]:
                line = await self.process.stdout.readline()
                assert line, f"ended early: {self.lines}"
                self.lines.append(line.decode().rstrip())

    async def status(self, path: str) -> int:
        async with aiohttp.ClientSession() as session, session.get(self.url + path) as response:
            return response.status

    async def end(self, *signals: signal.Signals) -> tuple[int, float]:
        """The exit code, and the seconds that it took."""
        started = time.monotonic()
        for number in signals:
            self.process.send_signal(number)
            await asyncio.sleep(0.05)
        async with asyncio.timeout(30):
            code = await self.process.wait()
        return code, time.monotonic() - started


@pytest.fixture
async def env(tmp_path: Path, small_city: Path) -> AsyncIterator[dict[str, str]]:  # noqa: F811
    brain = TestServer(fake_brain.application())
    await brain.start_server()
    port, actions = free_ports(2)
    yield {
        **os.environ,
        "WAYMARK_HOME": str(tmp_path / "var"),
        "WAYMARK_PORT": str(port),
        "WAYMARK_ACTIONS_PORT": str(actions),
        "WAYMARK_BRAIN_URLS": str(brain.make_url("")).rstrip("/"),
        "WAYMARK_CITY": "smallville",
        "WAYMARK_CITY_FOLDER": str(small_city),
    }
    await brain.close()


@asynccontextmanager
async def up(env: dict[str, str]) -> AsyncIterator[Running]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", "from bot.cli import main; main()", "up", env=env, stdout=asyncio.subprocess.PIPE
    )
    try:
        yield Running(process, int(env["WAYMARK_PORT"]))
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def test_up_says_each_step_serves_and_ends_soon_though_a_stream_is_open(env: dict[str, str]) -> None:
    async with up(env) as running:
        await running.ready()
        assert running.lines[0] == "Opening the store ..."
        assert any(line.startswith("The catalogue is loaded: ") for line in running.lines)
        assert await running.status("/readyz") == 200
        async with aiohttp.ClientSession() as session:
            begun = await session.post(
                f"{running.url}/api/v1/conversations", json={"city": "smallville", "consent": True}
            )
            headers = {"Authorization": f"Bearer {(await begun.json())['token']}"}
            stream = await session.get(f"{running.url}/api/v1/stream", headers=headers)
            code, seconds = await running.end(signal.SIGINT)
            assert b"event: message" in await stream.read()
        assert code == 0
        assert seconds < 15


async def test_a_second_signal_ends_at_once(env: dict[str, str]) -> None:
    async with up(env) as running:
        await running.ready()
        code, seconds = await running.end(signal.SIGTERM, signal.SIGTERM)
        assert code in {0, 1, -signal.SIGTERM}
        assert seconds < 15


async def test_what_was_killed_comes_back_with_all_it_knew(env: dict[str, str]) -> None:
    async with up(env) as running, aiohttp.ClientSession() as session:
        await running.ready()
        begun = await session.post(f"{running.url}/api/v1/conversations", json={"city": "smallville", "consent": True})
        headers = {"Authorization": f"Bearer {(await begun.json())['token']}"}
        running.process.kill()
        await running.process.wait()
    async with up(env) as running, aiohttp.ClientSession() as session:
        await running.ready()
        assert "The catalogue is up to date." in running.lines
        async with session.get(f"{running.url}/api/v1/messages", headers=headers) as response:
            assert response.status == 200
            assert (await response.json())["messages"]


async def test_a_second_up_on_the_same_port_ends_with_one_line(env: dict[str, str]) -> None:
    async with up(env) as running:
        await running.ready()
        second = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            "from bot.cli import main; main()",
            "up",
            env=env,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        out, err = await second.communicate()
        port = env["WAYMARK_PORT"]
        assert (second.returncode, out) == (1, b"")
        assert err.decode() == f"waymark: Port {port} is taken: stop what uses it, or set WAYMARK_PORT to another.\n"


async def test_a_city_that_cannot_be_loaded_ends_with_one_line(
    env: dict[str, str],
    small_city: Path,  # noqa: F811
) -> None:
    (small_city / "city.json").write_text("{}", "utf-8")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", "from bot.cli import main; main()", "up", env=env, stderr=asyncio.subprocess.PIPE
    )
    _, err = await process.communicate()
    assert process.returncode == 1
    assert err.decode().count("\n") == 1
    assert "city.json cannot be loaded" in err.decode()
