"""Finds the model to serve and checks its file, before the slow part of the start. Imports no Rasa."""

import importlib.metadata
import json
import tarfile
import zlib
from pathlib import Path

from bot.brain.fingerprint import newest_model

TRAIN = "run `make train`"


class ModelError(Exception):
    """No model can be served; its text says why and what to do."""


def find_model(path: Path | None, models: Path) -> Path:
    """The model at `path`, or else the newest in `models`, readable and trained by this Rasa."""
    model = path or newest_model(models)
    if model is None:
        raise ModelError(f"There is no model in {models}: {TRAIN}.")
    if not model.is_file():
        raise ModelError(f"There is no model at {model}: {TRAIN}, or give another with --model.")
    _check_version(model, _metadata(model))
    return model


def _metadata(model: Path) -> dict[str, object]:
    try:
        with tarfile.open(model, "r:gz") as archive:
            member = archive.extractfile("metadata.json")
            metadata = json.load(member) if member else None
            # Reads to the end, so that a file cut short is found here.
            archive.getmembers()
    except (OSError, EOFError, KeyError, ValueError, tarfile.TarError, zlib.error):
        metadata = None
    if not isinstance(metadata, dict):
        raise ModelError(f"{model} is broken or not a model of Rasa's: delete it and {TRAIN}.")
    return metadata


def _check_version(model: Path, metadata: dict[str, object]) -> None:
    trained_by, here = metadata.get("rasa_open_source_version"), importlib.metadata.version("rasa")
    if trained_by != here:
        raise ModelError(f"{model} was trained by Rasa {trained_by}, and this is Rasa {here}: {TRAIN}.")
