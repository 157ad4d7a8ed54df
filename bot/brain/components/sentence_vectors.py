"""Rasa's part that gives each message and its words the sentence model's vectors, where that model is there."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.brain.components.minilm.files import FOLDER, is_there
from bot.brain.components.text_normaliser import words_of

if TYPE_CHECKING:
    from bot.brain.components.minilm.reader import Meaning, MiniLM

MEANING = "meaning"
LAYER = 384
"""Numbers that each of the two layers gives."""
USED = "used.txt"
Array = npt.NDArray[np.float32]


class MissingModelError(Exception):
    """The trained model was made with the sentence model, and that is gone."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SentenceFeaturizer(GraphComponent):
    """all-MiniLM-L6-v2 over the text in usual spelling. Stands after the text normaliser."""

    def __init__(self, model_storage: ModelStorage, resource: Resource, reader: "MiniLM | None") -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._reader = reader

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            # Where `make model` puts the sentence model, from the folder that Rasa runs in.
            "folder": str(FOLDER),
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SentenceFeaturizer":
        return cls(model_storage, resource, _reader(Path(config["folder"])))

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> "SentenceFeaturizer":
        """As trained: with the sentence model or without it. Raises MissingModelError when it went away since."""
        with model_storage.read_from(resource) as folder:
            used = (folder / USED).read_text(encoding="ascii") == str(True)
        reader = _reader(Path(config["folder"])) if used else None
        if used and reader is None:
            raise MissingModelError(
                f"The sentence model is not in {config['folder']} any more: run `make model train`."
            )
        return cls(model_storage, resource, reader)

    def train(self, training_data: TrainingData) -> Resource:
        """Only notes whether the sentence model is used."""
        with self._model_storage.write_to(self._resource) as folder:
            (folder / USED).write_text(str(self._reader is not None), encoding="ascii")
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """On every core, since nothing else is to be done meanwhile."""
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            list(threads.map(self._read, training_data.training_examples))
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            self._read(message)
        return messages

    def _read(self, message: Message) -> None:
        if self._reader is not None:
            message.set(MEANING, self._reader.read([word.plain for word in words_of(message)]))


def meaning_of(message: Message) -> "Meaning | None":
    """None without the sentence model."""
    meaning: Meaning | None = message.get(MEANING)
    return meaning


def vectors_of(messages: list[Message]) -> Array:
    """Messages by columns: 384 by the last layer and 384 by the middle one, or none without the sentence model."""
    found = [meaning_of(message) for message in messages]
    width = 2 * LAYER if any(found) else 0
    rows = [meaning.whole if meaning else np.zeros(width, dtype=np.float32) for meaning in found]
    return np.array(rows, dtype=np.float32).reshape(len(messages), width)


def _reader(folder: Path) -> "MiniLM | None":
    if not is_there(folder):
        return None
    # Loads ONNX Runtime, which a guide without the sentence model does not need.
    from bot.brain.components.minilm.reader import MiniLM

    return MiniLM(folder)
