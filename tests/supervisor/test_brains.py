import asyncio
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.supervisor.brains import BrainProcess, environment
from bot.supervisor.children import Children
from bot.supervisor.failure import StartError


@pytest.fixture
def children() -> Iterator[Children]:
    children = Children()
    yield children
    children.kill()


class Told:
    def __init__(self) -> None:
        self.lines: list[str] = []

    def __call__(self, text: str) -> None:
        self.lines.append(text)


def brain(command: list[str], port: int, children: Children, told: Callable[[str], None]) -> BrainProcess:
    return BrainProcess(command, dict(os.environ), f"http://127.0.0.1:{port}", children, told)


def fake(port: int) -> list[str]:
    return [sys.executable, "-m", "tests.fake_brain", "--port", str(port)]


def pid_of(children: Children) -> int:
    (process,) = children._running
    return process.pid


async def test_a_brain_is_ready_when_it_answers_and_ends_with_its_keeper(
    children: Children, unused_tcp_port: int
) -> None:
    one = brain(fake(unused_tcp_port), unused_tcp_port, children, Told())
    keeping = asyncio.create_task(one.run())
    async with asyncio.timeout(20):
        await one.ready.wait()
    pid = pid_of(children)
    keeping.cancel()
    await asyncio.wait({keeping})
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_a_brain_that_dies_is_started_again_and_it_is_told(children: Children, unused_tcp_port: int) -> None:
    told = Told()
    one = brain(fake(unused_tcp_port), unused_tcp_port, children, told)
    keeping = asyncio.create_task(one.run())
    async with asyncio.timeout(30):
        await one.ready.wait()
        first = pid_of(children)
        os.kill(first, signal.SIGKILL)
        one.ready.clear()
        await one.ready.wait()
    assert pid_of(children) != first
    assert told.lines == [f"The brain at {one.url} ended (exit code -9); starting it again in 0.5 s."]
    keeping.cancel()
    await asyncio.wait({keeping})


async def test_a_brain_that_never_comes_to_life_is_given_up(children: Children, unused_tcp_port: int) -> None:
    one = brain([sys.executable, "-c", "raise SystemExit(2)"], unused_tcp_port, children, Told())
    async with asyncio.timeout(10):
        with pytest.raises(StartError, match=r"does not start \(exit code 2\)"):
            await one.run()


async def test_a_brain_that_does_not_want_to_end_is_ended(
    children: Children, unused_tcp_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.supervisor.children.PATIENCE", 0.2)
    stubborn = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)"
    async with children.running(
        [sys.executable, "-c", stubborn], os.environ, stdout=asyncio.subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        await process.stdout.readline()
    assert process.returncode == -signal.SIGKILL


def test_a_brain_gets_the_secret_of_the_actions_and_no_key_to_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYMARK_DATABASE_URL", "postgresql://user:password@host/db")
    env = environment(5055, "secret", Path("/data/gazetteer.json"))
    assert env["WAYMARK_ACTIONS_URL"] == "http://127.0.0.1:5055/webhook"
    assert env["WAYMARK_ACTIONS_TOKEN"] == "secret"
    assert env["WAYMARK_GAZETTEER"] == "/data/gazetteer.json"
    assert "WAYMARK_DATABASE_URL" not in env
