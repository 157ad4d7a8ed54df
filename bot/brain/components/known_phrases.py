"""Rasa's part that knows phrases: those that the training data marks, and those of the city's catalogue."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.brain.components.certain import Names, names_of
from bot.brain.components.gazetteer import GazetteerFile
from bot.brain.components.lexicon import Found, Lexicon, key, longest, merged
from bot.brain.components.normaliser import normalise
from bot.brain.components.phrases import Phrases, phrase_of, phrases_in
from bot.brain.components.spans import Span, spans_at
from bot.brain.components.tables import table
from bot.brain.components.text_normaliser import words_of

KNOWN = "known_phrases"
"""Where a message keeps the known phrases in it, the longest where several overlap."""
CERTAIN = "certain_names"
"""Where it keeps those that must be found, as spans of words."""
STORED = "phrases.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class KnownPhrases(GraphComponent):
    """Follows the catalogue without training. Stands after the text normaliser."""

    def __init__(
        self, model_storage: ModelStorage, resource: Resource, phrases: Phrases, vocabulary: frozenset[str]
    ) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._phrases = phrases
        self._vocabulary = vocabulary
        self._gazetteer = GazetteerFile()
        self._stamp: tuple[str, int, int] | None = None
        self._names: Names = {}
        self._lexicon = Lexicon(merged(phrases, common()), vocabulary)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "KnownPhrases":
        return cls(model_storage, resource, {}, frozenset())

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> "KnownPhrases":
        with model_storage.read_from(resource) as folder:
            stored = json.loads((folder / STORED).read_text(encoding="utf-8"))
        phrases = {tuple(phrase): Counter(counts) for phrase, counts in stored["phrases"]}
        return cls(model_storage, resource, phrases, frozenset(stored["vocabulary"]))

    def train(self, training_data: TrainingData) -> Resource:
        """Collect the marked phrases, and the words that are no misspelt phrase since they are used as they are."""
        self._phrases = merged(*(_own(message) for message in training_data.nlu_examples))
        self._vocabulary = frozenset(
            key(word.plain) for message in training_data.nlu_examples for word in words_of(message)
        )
        self._lexicon = Lexicon(merged(self._phrases, common()), self._vocabulary)
        stored = {
            "phrases": [[list(phrase), counts] for phrase, counts in sorted(self._phrases.items())],
            "vocabulary": sorted(self._vocabulary),
        }
        with self._model_storage.write_to(self._resource) as folder:
            (folder / STORED).write_text(json.dumps(stored), encoding="utf-8")
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """A message's own marks do not make its phrases known: what is met later is mostly new."""
        for message in training_data.training_examples:
            message.set(KNOWN, longest(_left(self._find(message), _own(message))))
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        self._follow_gazetteer()
        for message in messages:
            found = self._find(message)
            message.set(KNOWN, longest(found))
            message.set(CERTAIN, self._certain(found))
        return messages

    def _certain(self, found: Iterable[Found]) -> list[Span]:
        named = longest(one for one in found if one.phrase in self._names)
        return [(one.start, one.end, self._names[one.phrase]) for one in named]

    def _places(self) -> set[str]:
        """Words that the training data has as names of areas, so not in everyday use."""
        return {phrase[0] for phrase, counts in self._phrases.items() if counts.most_common(1)[0][0] == "area"}

    def _find(self, message: Message) -> list[Found]:
        return self._lexicon.find([word.plain for word in words_of(message)])

    def _follow_gazetteer(self) -> None:
        gazetteer = self._gazetteer.read()
        if gazetteer.stamp != self._stamp:
            self._lexicon = Lexicon(merged(self._phrases, common(), _phrases_of(gazetteer.phrases)), self._vocabulary)
            self._names = names_of(gazetteer.names, self._vocabulary - self._places())
            self._stamp = gazetteer.stamp


def known_in(message: Message) -> list[Found]:
    return message.get(KNOWN) or []


def certain_in(message: Message) -> list[Span]:
    """Names in it that are found in any case."""
    return message.get(CERTAIN) or []


def marked_in(message: Message) -> list[Span]:
    """The annotated entities of a training message, as spans of words."""
    marks = [
        (entity[ENTITY_ATTRIBUTE_START], entity[ENTITY_ATTRIBUTE_END], entity[ENTITY_ATTRIBUTE_TYPE])
        for entity in message.get(ENTITIES, [])
    ]
    return spans_at(words_of(message), marks)


def _own(message: Message) -> Phrases:
    return phrases_in(words_of(message), marked_in(message))


def _left(known: Iterable[Found], without: Phrases) -> Iterable[Found]:
    """What would be known if the training data had not marked these phrases."""
    for found in known:
        counts = Counter(found.entities)
        counts.subtract(without.get(found.phrase, {}))
        if +counts:
            yield replace(found, entities=+counts)


@lru_cache(maxsize=1)
def common() -> Phrases:
    """What things are commonly called, whatever the city."""
    return _phrases_of({name: names.split(", ") for name, names in table("common.tsv").items()})


def _phrases_of(named: Mapping[str, Iterable[str]]) -> Phrases:
    phrases: Phrases = {}
    for name, written in named.items():
        for phrase in written:
            phrases.setdefault(phrase_of(normalise(phrase)), Counter())[name] += 1
    return phrases
