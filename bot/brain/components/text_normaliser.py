"""Rasa's parts that read chat spelling: the learner's own text stays as it is, usual spelling stands beside it."""

import json
from collections import Counter
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
from bot.brain.components.normaliser import normalise
from bot.brain.components.speller import OFTEN, Speller

if TYPE_CHECKING:
    from bot.brain.components.words import Word

WORDS = "words"
"""Where a message keeps its `Word`s."""
VOCABULARY = "vocabulary.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class TextNormaliser(GraphComponent):
    """Gives each message its words in usual spelling. Stands before the tokenizer."""

    def __init__(self, model_storage: ModelStorage, resource: Resource, counts: Counter[str]) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._counts = counts
        self._gazetteer = GazetteerFile()
        self._stamp: tuple[str, int, int] | None = None
        self._known, self._speller = counts, Speller(counts)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "TextNormaliser":
        return cls(model_storage, resource, Counter())

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
            counts = json.loads((folder / VOCABULARY).read_text(encoding="utf-8"))
        return cls(model_storage, resource, Counter(counts))

    def train(self, training_data: TrainingData) -> Resource:
        """Count the words of the training data; the speller corrects towards the frequent ones."""
        texts = [message.get(TEXT) or "" for message in training_data.training_examples]
        counts = Counter(part for text in texts for word in normalise(text) for part in word.plain.split())
        self._counts.update(counts)
        self._known, self._speller = self._counts, Speller(self._counts)
        with self._model_storage.write_to(self._resource) as folder:
            (folder / VOCABULARY).write_text(json.dumps(counts), encoding="utf-8")
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
        named = {
            part
            for phrases in gazetteer.phrases.values()
            for phrase in phrases
            for word in normalise(phrase)
            for part in word.plain.split()
        }
        self._known = self._counts + Counter({word: max(0, OFTEN - self._counts[word]) for word in named})
        self._speller, self._stamp = Speller(self._known), gazetteer.stamp


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
