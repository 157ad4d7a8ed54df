"""Rasa's part that finds entities: a tagger that weighs known phrases, candidates and the words around them."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_CONFIDENCE,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_ROLE,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    INTENT,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.brain.components import tagger
from bot.brain.components.features import Features, features
from bot.brain.components.gazetteer import Gazetteer, GazetteerFile
from bot.brain.components.lexicon import Found, Lexicon, longest, merged
from bot.brain.components.negation import ruled_out
from bot.brain.components.normaliser import normalise
from bot.brain.components.patterns import candidates
from bot.brain.components.phrases import Phrases, phrase_of, phrases_in
from bot.brain.components.spans import Mark, Span, spans_at, tags_of
from bot.brain.components.tagger import Tagger
from bot.brain.components.text_normaliser import WORDS
from bot.brain.components.words import Word

MODEL = "tagger.crfsuite"
PHRASES = "phrases.json"
NOT = "not"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class EntityFinder(GraphComponent, EntityExtractorMixin):
    """Stands after the intent classifier: what a word is depends on what is wanted."""

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        phrases: Phrases | None = None,
        trained: Tagger | None = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._phrases = phrases or {}
        self._tagger = trained
        self._gazetteer = GazetteerFile()
        self._stamp: tuple[str, int, int] | None = None
        self._lexicon = Lexicon(self._phrases)

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            # Rounds of the tagger's training.
            "rounds": 80,
            # Intents whose messages carry nothing that the dialogue uses.
            "silent_intents": [],
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "EntityFinder":
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> "EntityFinder":
        with model_storage.read_from(resource) as folder:
            stored = json.loads((folder / PHRASES).read_text(encoding="utf-8"))
            phrases = {tuple(phrase): Counter(counts) for phrase, counts in stored}
            return cls(config, model_storage, resource, phrases, Tagger(folder / MODEL))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the marked phrases and the tagger. A message's own marks do not count as known while it is learnt
        from: what the tagger will meet is mostly new to it.
        """
        examples = [message for message in training_data.nlu_examples if message.get(WORDS)]
        marked = [spans_at(message.get(WORDS), _marks(message)) for message in examples]
        own = [phrases_in(message.get(WORDS), spanned) for message, spanned in zip(examples, marked, strict=True)]
        self._phrases = merged(*own)
        self._lexicon = Lexicon(self._phrases)
        texts = [
            self._features(message, message.get(INTENT), without)
            for message, without in zip(examples, own, strict=True)
        ]
        tags = [tags_of(len(message.get(WORDS)), spanned) for message, spanned in zip(examples, marked, strict=True)]
        with self._model_storage.write_to(self._resource) as folder:
            tagger.train(texts, tags, folder / MODEL, rounds=self._config["rounds"])
            self._store_phrases(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities of each message, spans exact in the learner's own text."""
        self._follow_gazetteer()
        for message in messages:
            found = message.get(ENTITIES, []) + self.add_extractor_name(self._entities(message))
            message.set(ENTITIES, found, add_to_output=True)
        return messages

    def _entities(self, message: Message) -> list[dict[str, Any]]:
        words: list[Word] = message.get(WORDS) or []
        intent = (message.get(INTENT) or {}).get("name") or ""
        if self._tagger is None or not words or intent in self._config["silent_intents"]:
            return []
        found = self._tagger.spans(self._features(message, intent))
        negated = ruled_out([word.plain for word in words], [span for span, _ in found])
        return [_entity(message.get(TEXT), words, span, sure, negated=span in negated) for span, sure in found]

    def _features(self, message: Message, intent: str | None, without: Phrases | None = None) -> list[Features]:
        words: list[Word] = message.get(WORDS)
        known = self._lexicon.find([word.plain for word in words])
        if without:
            known = list(_left(known, without))
        return features(words, longest(known), candidates(message.get(TEXT)), intent or "")

    def _store_phrases(self, folder: Path) -> None:
        stored = [[list(phrase), counts] for phrase, counts in sorted(self._phrases.items())]
        (folder / PHRASES).write_text(json.dumps(stored), encoding="utf-8")

    def _follow_gazetteer(self) -> None:
        gazetteer = self._gazetteer.read()
        if gazetteer.stamp != self._stamp:
            self._lexicon = Lexicon(merged(self._phrases, _phrases_of(gazetteer)))
            self._stamp = gazetteer.stamp


def _marks(message: Message) -> list[Mark]:
    return [
        (entity[ENTITY_ATTRIBUTE_START], entity[ENTITY_ATTRIBUTE_END], entity[ENTITY_ATTRIBUTE_TYPE])
        for entity in message.get(ENTITIES, [])
    ]


def _left(known: Iterable[Found], without: Phrases) -> Iterable[Found]:
    """What would be known if the training data had not marked these phrases."""
    for found in known:
        counts = Counter(found.entities)
        counts.subtract(without.get(found.phrase, {}))
        if +counts:
            yield replace(found, entities=+counts)


def _phrases_of(gazetteer: Gazetteer) -> Phrases:
    phrases: Phrases = {}
    for name, named in gazetteer.phrases.items():
        for phrase in named:
            phrases.setdefault(phrase_of(normalise(phrase)), Counter())[name] += 1
    return phrases


def _entity(text: str, words: Sequence[Word], span: Span, sure: float, *, negated: bool) -> dict[str, Any]:
    start, end = words[span[0]].start, words[span[1] - 1].end
    entity = {
        ENTITY_ATTRIBUTE_TYPE: span[2],
        ENTITY_ATTRIBUTE_START: start,
        ENTITY_ATTRIBUTE_END: end,
        ENTITY_ATTRIBUTE_VALUE: text[start:end],
        ENTITY_ATTRIBUTE_CONFIDENCE: sure,
    }
    return {**entity, ENTITY_ATTRIBUTE_ROLE: NOT} if negated else entity
