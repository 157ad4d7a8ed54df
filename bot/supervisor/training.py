"""Has the model made that fits the training data, in Rasa's own environment."""

import asyncio
import os
import time
from collections.abc import Callable
from pathlib import Path

from bot.brain.fingerprint import model_name, newest_model
from bot.settings import PROJECT
from bot.supervisor.children import Children
from bot.supervisor.failure import StartError

KEPT = 5
"""Models that are kept; each is some 15 MB."""
RASA_PYTHON = PROJECT / ".venv-rasa" / "bin" / "python"


def rasa_python() -> str:
    """Python of Rasa's environment. StartError when there is none."""
    if not RASA_PYTHON.exists():
        raise StartError("Rasa's environment is missing: run `make setup`.")
    return str(RASA_PYTHON)


def fitting_model(project: Path = PROJECT) -> Path:
    """Where the model for the present training data is, or will be."""
    return project / "models" / model_name(project)


async def ensure_model(children: Children, say: Callable[[str], None], *, force: bool = False) -> Path:
    """The model for the present training data, trained first when there is none. StartError when that fails."""
    model = await asyncio.to_thread(fitting_model)
    if model.exists() and not force:
        return model
    say("Training the model; this takes a minute or so, once ...")
    started = time.monotonic()
    await _train(children, force=force)
    # Not `model`: the training data may have changed since it was named, and then that one is not there.
    trained = await asyncio.to_thread(newest_model, PROJECT / "models")
    if trained is None:
        raise StartError("The training left no model: run `waymark train --force`.")
    await asyncio.to_thread(clear_out, trained.parent)
    say(f"Model {trained.name} trained in {time.monotonic() - started:.0f} s.")
    return trained


def clear_out(models: Path) -> None:
    """The newest models stay, so that going back to yesterday's data needs no training."""
    made = sorted(models.glob("waymark-*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in made[KEPT:]:
        old.unlink(missing_ok=True)


async def _train(children: Children, *, force: bool) -> None:
    """What Rasa has to complain about goes to our stderr."""
    command = [rasa_python(), "-m", "bot.brain.train", *(["--force"] if force else [])]
    async with children.running(command, os.environ, stdout=asyncio.subprocess.DEVNULL) as process:
        code = await process.wait()
    if code != 0:
        raise StartError("The model could not be trained: see above, mend what it names and start again.")
