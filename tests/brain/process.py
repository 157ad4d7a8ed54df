"""The real brain as a real process, on a free port."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from tests.brain.fakes import TOKEN

PROJECT = Path(__file__).parents[2]
PYTHON = PROJECT / ".venv-rasa" / "bin" / "python"
ACTION_TIMEOUT = 3.0
READY = "Brain ready on "


@dataclass
class BrainProcess:
    url: str
    process: subprocess.Popen[str]
    errors: IO[str]

    def last_words(self) -> str:
        """End the process; returns all that it printed after it was ready."""
        self.process.terminate()
        self.process.wait(10)
        self.errors.seek(0)
        return self.errors.read() + (self.process.stdout.read() if self.process.stdout else "")


def brain_command(*options: str) -> list[str]:
    return [str(PYTHON), "-m", "bot.brain", "--port", "0", *options]


def brain_environment(actions_url: str) -> dict[str, str]:
    settings = {
        "WAYMARK_ACTIONS_URL": actions_url,
        "WAYMARK_ACTIONS_TOKEN": TOKEN,
        "WAYMARK_ACTION_TIMEOUT": str(ACTION_TIMEOUT),
    }
    return {**os.environ, **settings}


@contextmanager
def running_brain(model: Path, actions_url: str, *options: str) -> Iterator[BrainProcess]:
    """A brain that is ready; ended with SIGTERM afterwards, unless it ended by itself."""
    with TemporaryFile("a+") as errors:
        process = subprocess.Popen(
            brain_command("--model", str(model), *options),
            cwd=PROJECT,
            env=brain_environment(actions_url),
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        assert process.stdout is not None
        with process.stdout:
            line = process.stdout.readline()
            errors.seek(0)
            assert line.startswith(READY), errors.read()
            try:
                yield BrainProcess(line.removeprefix(READY).split()[0], process, errors)
            finally:
                process.terminate()
                process.wait(10)


@contextmanager
def starting_brain(model: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """A brain that has only just been started."""
    command = brain_command("--model", str(model), "--port", str(port))
    process = subprocess.Popen(
        command, cwd=PROJECT, env=brain_environment("http://127.0.0.1:1/"), stdout=subprocess.DEVNULL, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def run_to_end(*options: str, timeout: float = 300) -> subprocess.CompletedProcess[str]:
    """A brain that is expected to end by itself."""
    return subprocess.run(
        brain_command(*options),
        cwd=PROJECT,
        env=brain_environment("http://127.0.0.1:1/webhook"),
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
