import fcntl
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.brain.fingerprint import model_name
from tests.brain.fakes import FakeActions, running_actions
from tests.brain.process import PROJECT, PYTHON, BrainProcess, running_brain
from tests.brain.talk import Client

ASSISTANT = Path(__file__).parent / "assistant"
MODELS = PROJECT / "var" / "test-models"


@pytest.fixture(scope="session")
def model() -> Path:
    """The tiny assistant's model, trained when its files changed."""
    MODELS.mkdir(parents=True, exist_ok=True)
    with (MODELS / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        command = [str(PYTHON), "-m", "bot.brain.train", "--project", str(ASSISTANT), "--models", str(MODELS)]
        subprocess.run(command, cwd=PROJECT, check=True, capture_output=True)
    return MODELS / model_name(ASSISTANT)


@pytest.fixture(scope="session")
def actions() -> Iterator[FakeActions]:
    with running_actions() as fake:
        yield fake


@pytest.fixture(scope="session")
def brain(model: Path, actions: FakeActions) -> Iterator[BrainProcess]:
    with running_brain(model, actions.url) as process:
        yield process


@pytest.fixture
async def client(brain: BrainProcess) -> AsyncIterator[Client]:
    async with ClientSession() as session:
        yield Client(session, brain.url)
