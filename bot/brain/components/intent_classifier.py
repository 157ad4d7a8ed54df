"""Rasa's part that tells what is wanted: logistic regression over counts and vectors, with a look at the nearest
examples.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.brain.components import softmax
from bot.brain.components.counts import Counts, Reading, reading
from bot.brain.components.known_phrases import known_in
from bot.brain.components.mash import says_nothing
from bot.brain.components.neighbours import Neighbours
from bot.brain.components.sentence_vectors import LAYER, vectors_of
from bot.brain.components.softmax import Softmax
from bot.brain.components.text_normaliser import words_of

RANKED = 10
COUNTS = "counts.json"
WEIGHTS = "weights.npz"
Array = npt.NDArray[np.float32]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentFinder(GraphComponent, IntentClassifier):
    """Works with the sentence model and without it; `make evaluate` says what each setting is worth."""

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._counts = Counts(config["word_scale"], config["piece_scale"], config["outline_scale"])
        self._intents: list[str] = []
        self._model: Softmax | None = None
        self._neighbours: Neighbours | None = None
        self._centre = np.zeros(0, dtype=np.float32)

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            # How far each kind of feature is trusted: a larger scale is less held back.
            "word_scale": 4.0,
            "piece_scale": 2.0,
            "outline_scale": 4.0,
            "vector_scale": 3.0,
            # The share of the nearest examples in the answer, and how fast nearness fades.
            "neighbour_share": 0.25,
            "neighbour_sharpness": 25.0,
            # An intent with few examples counts for more: 0 not at all, 1 as much as one with many.
            "balance": 0.5,
            # Divides the logarithms of the confidences, so that 0.8 means right in 8 of 10 (Guo et al. 2017).
            "temperature": 1.0,
            "rounds": 30,
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "IntentFinder":
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> "IntentFinder":
        finder = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            stored = json.loads((folder / COUNTS).read_text(encoding="utf-8"))
            with np.load(folder / WEIGHTS) as weights:
                finder._restore(stored, weights)
        return finder

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from every example that has an intent and a text."""
        examples = [message for message in training_data.intent_examples if message.get(INTENT) and message.get(TEXT)]
        names = [message.get(INTENT) for message in examples]
        self._intents = sorted(set(names))
        classes = np.array([self._intents.index(name) for name in names])
        readings, vectors = _readings(examples), vectors_of(examples)
        self._counts.fit(readings)
        self._centre = vectors[:, LAYER:].mean(axis=0)
        last, middle = self._layers(vectors)
        self._model = softmax.fit(
            self._counts.rows(readings),
            self._scaled(last, middle),
            classes,
            self._balance(classes),
            rounds=self._config["rounds"],
        )
        self._neighbours = Neighbours(last, classes, self._config["neighbour_sharpness"])
        with self._model_storage.write_to(self._resource) as folder:
            self._store(folder, self._model, last, classes)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Give each message its likeliest intents with calibrated confidence."""
        for message in messages:
            ranking = self._ranking(message)
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _ranking(self, message: Message) -> list[dict[str, Any]]:
        if self._model is None or self._neighbours is None:
            return [{INTENT_NAME_KEY: None, PREDICTED_CONFIDENCE_KEY: 0.0}]
        if says_nothing((word.plain for word in words_of(message)), self._counts.knows):
            # As little sure of every intent, so that the guide says that it did not understand.
            return [{INTENT_NAME_KEY: name, PREDICTED_CONFIDENCE_KEY: 1 / len(self._intents)} for name in self._intents]
        last, middle = self._layers(vectors_of([message]))
        logits = self._model.logits(self._counts.rows(_readings([message])), self._scaled(last, middle))
        likely = softmax.probabilities(logits)
        if last.size:
            share = self._config["neighbour_share"]
            likely = (1 - share) * likely + share * self._neighbours.likely(last)
        likely = softmax.probabilities(np.log(likely + 1e-9) / self._config["temperature"])[0]
        best = np.argsort(-likely)[:RANKED]
        return [{INTENT_NAME_KEY: self._intents[i], PREDICTED_CONFIDENCE_KEY: float(likely[i])} for i in best]

    def _layers(self, vectors: Array) -> tuple[Array, Array]:
        """Both layers' vectors of length 1. Those of the middle share one large part, which tells nothing."""
        return _unit(vectors[:, :LAYER]), _unit(vectors[:, LAYER:] - self._centre)

    def _scaled(self, last: Array, middle: Array) -> Array:
        scaled: Array = np.concatenate([last, middle], axis=1) * np.float32(self._config["vector_scale"])
        return scaled

    def _balance(self, classes: npt.NDArray[np.int64]) -> Array:
        counts = np.bincount(classes)
        weights: Array = (len(classes) / len(counts) / counts)[classes] ** self._config["balance"]
        return weights.astype(np.float32)

    def _store(self, folder: Path, model: Softmax, vectors: Array, classes: npt.NDArray[np.int64]) -> None:
        stored = {"intents": self._intents, "counts": self._counts.state()}
        (folder / COUNTS).write_text(json.dumps(stored), encoding="utf-8")
        np.savez(
            folder / WEIGHTS,
            sparse=model.sparse,
            dense=model.dense,
            bias=model.bias,
            centre=self._centre,
            vectors=vectors.astype(np.float16),
            classes=classes,
        )

    def _restore(self, stored: dict[str, Any], weights: Any) -> None:
        self._intents = stored["intents"]
        self._counts.restore(stored["counts"])
        self._centre = weights["centre"]
        self._model = Softmax(weights["sparse"], weights["dense"], weights["bias"])
        vectors = weights["vectors"].astype(np.float32)
        self._neighbours = Neighbours(vectors, weights["classes"], self._config["neighbour_sharpness"])


def _unit(vectors: Array) -> Array:
    lengths: Array = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Array = vectors / np.maximum(lengths, np.float32(1e-9))
    return unit


def _readings(messages: list[Message]) -> list[Reading]:
    return [reading(words_of(message), known_in(message)) for message in messages]
