"""Rasa's parts that read chat spelling: the learner's own text stays as it is, usual spelling stands beside it."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.brain.components.gazetteer import GazetteerFile
from bot.brain.components.minilm.files import FOLDER, common_words
from bot.brain.components.normaliser import normalise
from bot.brain.components.speller import OFTEN, Speller
from bot.brain.components.tables import table

if TYPE_CHECKING:
    from bot.brain.components.words import Word

WORDS = "words"
"""Where a message keeps its `Word`s."""
VOCABULARY = "vocabulary.json"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How often the training data uses each word, and more words that exist."""

    counts: Counter[str]
    real: frozenset[str]


def words_of(message: Message) -> "list[Word]":
    """The words that the normaliser gave a message."""
    return message.get(WORDS) or []


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class TextNormaliser(GraphComponent):
    """Gives each message its words in usual spelling. Stands before the tokenizer."""

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, vocabulary: Vocabulary
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._vocabulary = vocabulary
        self._gazetteer = GazetteerFile()
        self._stamp: tuple[str, int, int] | None = None
        self._known, self._speller = vocabulary.counts, Speller(vocabulary.counts, vocabulary.real)

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            # Where the sentence model is, if it is: the words that it knows are no typos.
            "folder": str(FOLDER),
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "TextNormaliser":
        return cls(config, model_storage, resource, Vocabulary(Counter(), frozenset()))

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> "TextNormaliser":
        with model_storage.read_from(resource) as folder:
            stored = json.loads((folder / VOCABULARY).read_text(encoding="utf-8"))
        return cls(config, model_storage, resource, Vocabulary(Counter(stored["counts"]), frozenset(stored["real"])))

    def train(self, training_data: TrainingData) -> Resource:
        """Count the words of the training data; the speller corrects towards the frequent ones."""
        texts = [message.get(TEXT) or "" for message in training_data.training_examples]
        counts = Counter(part for text in texts for part in _parts(text))
        listed = {part for names in table("common.tsv").values() for part in _parts(names)}
        self._vocabulary = Vocabulary(counts, common_words(Path(self._config["folder"])) | listed)
        self._known, self._speller = counts, Speller(counts, self._vocabulary.real)
        stored = {"counts": counts, "real": sorted(self._vocabulary.real)}
        with self._model_storage.write_to(self._resource) as folder:
            (folder / VOCABULARY).write_text(json.dumps(stored), encoding="utf-8")
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        for message in training_data.training_examples:
            self._normalise(message)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        self._follow_gazetteer()
        for message in messages:
            self._normalise(message)
        return messages

    def _normalise(self, message: Message) -> None:
        if message.get(TEXT):
            message.set(WORDS, normalise(message.get(TEXT), self._known, self._speller.right))

    def _follow_gazetteer(self) -> None:
        """Names of the city's catalogue are words too: never put right, and what a typo may be put right to."""
        gazetteer = self._gazetteer.read()
        if gazetteer.stamp == self._stamp:
            return
        named = {part for phrases in gazetteer.phrases.values() for phrase in phrases for part in _parts(phrase)}
        counts = self._vocabulary.counts
        self._known = counts + Counter({word: max(0, OFTEN - counts[word]) for word in named})
        self._speller, self._stamp = Speller(self._known, self._vocabulary.real), gazetteer.stamp


def _parts(text: str) -> Iterator[str]:
    """The words of a text in usual spelling."""
    return (part for word in normalise(text) for part in word.plain.split())


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class ChatTokenizer(Tokenizer):
    """Makes Rasa's tokens of the words: text and places as the learner wrote them, the lemma in usual spelling."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_"}

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        text = message.get(attribute)
        words: list[Word] = (message.get(WORDS) if attribute == TEXT else None) or normalise(text)
        tokens = [Token(word.written, word.start, word.end, lemma=word.plain or word.written) for word in words]
        # Rasa's featurizers want at least one.
        return tokens or [Token(text, 0, len(text))]
