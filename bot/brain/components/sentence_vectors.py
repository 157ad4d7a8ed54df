"""Rasa's part that gives each message the sentence model's vector, where that model is there."""

import logging
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
    from bot.brain.components.minilm.reader import MiniLM

VECTOR = "sentence_vector"
WIDTH = 384
USED = "used.txt"
Array = npt.NDArray[np.float32]
logger = logging.getLogger(__name__)


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
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        if self._reader is not None:
            for message in messages:
                message.set(VECTOR, self._reader.read([word.plain for word in words_of(message)]))
        return messages


def vectors_of(messages: list[Message]) -> Array:
    """Messages by columns: 384 of them with the sentence model, none without it."""
    found = [message.get(VECTOR) for message in messages]
    width = WIDTH if any(vector is not None for vector in found) else 0
    rows = [np.zeros(width, dtype=np.float32) if vector is None else vector for vector in found]
    return np.array(rows, dtype=np.float32).reshape(len(messages), width)


def _reader(folder: Path) -> "MiniLM | None":
    if not is_there(folder):
        return None
    # Loads ONNX Runtime, which a guide without the sentence model does not need.
    from bot.brain.components.minilm.reader import MiniLM

    return MiniLM(folder)
