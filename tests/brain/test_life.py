"""How a brain's process starts and ends."""

import asyncio
import json
import signal
import socket
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from tests.brain.fakes import FakeActions
from tests.brain.process import run_to_end, running_brain, starting_brain
from tests.brain.talk import Client

JSON = Any


def archive(path: Path, metadata: object) -> Path:
    """A model's archive that holds nothing but metadata."""
    file = path.parent / "metadata.json"
    file.write_text(json.dumps(metadata))
    with tarfile.open(path, "w:gz") as tar:
        tar.add(file, "metadata.json")
    return path


def broken_model(folder: Path, model: Path, kind: str) -> Path:
    path = folder / "waymark-test.tar.gz"
    match kind:
        case "not an archive":
            path.write_text("hello")
        case "cut short":
            path.write_bytes(model.read_bytes()[:-2000])
        case "another archive":
            with tarfile.open(path, "w:gz") as tar:
                tar.add(__file__, "notes.py")
        case "an older Rasa":
            archive(path, {"rasa_open_source_version": "3.1.0"})
        case "hollow":
            archive(path, {"rasa_open_source_version": "3.6.21"})
    return path


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("missing", "There is no model at"),
        ("not an archive", "is broken or not a model of Rasa's"),
        ("cut short", "is broken or not a model of Rasa's"),
        ("another archive", "is broken or not a model of Rasa's"),
        ("an older Rasa", "was trained by Rasa 3.1.0, and this is Rasa 3.6.21"),
        ("hollow", "The model does not work"),
    ],
)
def test_a_model_that_cannot_be_served_ends_the_start_with_a_sentence(
    tmp_path: Path, model: Path, kind: str, sentence: str
) -> None:
    ended = run_to_end("--model", str(broken_model(tmp_path, model, kind)))
    assert ended.returncode == 2
    assert sentence in ended.stderr
    assert "make train" in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1


def test_a_setting_that_makes_no_sense_ends_the_start() -> None:
    ended = run_to_end("--action-timeout", "soon")
    assert ended.returncode == 2
    assert "--action-timeout" in ended.stderr


def test_a_port_that_is_taken_ends_the_start_with_a_sentence(model: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        ended = run_to_end("--model", str(model), "--port", port)
    assert ended.returncode == 2
    assert ended.stderr == f"Port {port} is taken: stop what uses it, or set WAYMARK_BRAIN_PORT to another.\n"


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


async def test_it_says_that_it_is_loading_and_can_be_stopped_meanwhile(model: Path) -> None:
    port = free_port()
    with starting_brain(model, port) as process:
        async with ClientSession() as session:
            client = Client(session, f"http://127.0.0.1:{port}")
            status, state = await first_answer(client)
            assert (status, state["ready"], state["status"]) == (503, False, "loading")
            status, answer = await client.turn("hello")
            assert (status, answer["error"]["code"]) == (503, "not_ready")
        process.terminate()
        assert await asyncio.to_thread(process.wait, 3) == 0


async def first_answer(client: Client) -> tuple[int, JSON]:
    for _ in range(200):
        try:
            async with client.session.get(f"{client.url}/healthz") as response:
                return response.status, await response.json()
        except OSError:
            await asyncio.sleep(0.05)
    raise AssertionError


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_asked_to_end_it_finishes_the_turn_in_hand(
    model: Path, actions: FakeActions, number: signal.Signals
) -> None:
    with running_brain(model, actions.url) as brain:
        async with ClientSession() as session:
            turn = asyncio.ensure_future(
                Client(session, brain.url).turn("any art courses", metadata={"trouble": "slow"})
            )
            await asyncio.sleep(0.1)
            brain.process.send_signal(number)
            status, answer = await turn
        assert status == 200
        assert answer["messages"]
        assert await asyncio.to_thread(brain.process.wait, 30) == 0


async def test_a_hanging_turn_does_not_hold_up_the_end(model: Path, actions: FakeActions) -> None:
    with running_brain(model, actions.url, "--action-timeout", "30") as brain:
        async with ClientSession() as session:
            turn = asyncio.ensure_future(
                Client(session, brain.url).turn("any art courses", metadata={"trouble": "hangs"})
            )
            await asyncio.sleep(0.2)
            brain.process.terminate()
            assert await asyncio.to_thread(brain.process.wait, 3) == 0
            await asyncio.wait({turn})
            turn.exception()


def test_it_ends_with_its_parent(model: Path, actions: FakeActions) -> None:
    parent = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    with running_brain(model, actions.url, "--parent-pid", str(parent.pid)) as brain:
        assert brain.process.poll() is None
        parent.kill()
        parent.wait()
        assert parent.stdin is not None
        parent.stdin.close()
        assert brain.process.wait(2) == 0


async def test_no_word_of_a_learner_reaches_a_log(model: Path, actions: FakeActions) -> None:
    with running_brain(model, actions.url) as brain:
        async with ClientSession() as session:
            client = Client(session, brain.url)
            for trouble in (None, "fails", "nonsense", "in circles"):
                await client.turn("any wordnobodysays courses", metadata={"trouble": trouble})
            await client.turn("Wordnobodysays", intent="find_opportunity", entities={"interest": "wordnobodysays"})
            await client.turn("wordnobodysays", events=[{"event": "wordnobodysays"}])
        said = await asyncio.to_thread(brain.last_words)
    assert "action_failed" in said
    assert "wordnobodysays" not in said.lower()
