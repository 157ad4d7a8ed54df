"""Rasa's part that finds entities: a tagger that weighs known phrases, candidates and the words around them."""

from collections.abc import Sequence
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
    INTENT_NAME_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.brain.components import tagger, word_tags
from bot.brain.components.certain import insisted
from bot.brain.components.features import Features, features
from bot.brain.components.known_phrases import certain_in, known_in, marked_in
from bot.brain.components.money import certain_budgets
from bot.brain.components.negation import ruled_out
from bot.brain.components.patterns import candidates
from bot.brain.components.sentence_vectors import meaning_of
from bot.brain.components.spans import Span, spans_at, tags_of
from bot.brain.components.tagger import Tagger
from bot.brain.components.text_normaliser import words_of
from bot.brain.components.word_tags import WordTags
from bot.brain.components.words import Word

MODEL = "tagger.crfsuite"
WORD_TAGS = "word_tags.npz"
"""Only with the sentence model."""
NOT = "not"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class EntityFinder(GraphComponent, EntityExtractorMixin):
    """Stands after the intent classifier: what a word is depends on what is wanted."""

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        trained: Tagger | None = None,
        tags: WordTags | None = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._tagger = trained
        self._word_tags = tags

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            # Rounds of the tagger's training.
            "rounds": 60,
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
            tags = word_tags.load(folder / WORD_TAGS) if (folder / WORD_TAGS).exists() else None
            return cls(config, model_storage, resource, Tagger(folder / MODEL), tags)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from every example, also from those without entities."""
        examples = [message for message in training_data.nlu_examples if words_of(message)]
        tags = [tags_of(len(words_of(message)), marked_in(message)) for message in examples]
        with self._model_storage.write_to(self._resource) as folder:
            meanings = [meaning.words for message in examples if (meaning := meaning_of(message))]
            if meanings:
                self._word_tags = word_tags.fit(meanings, tags)
                word_tags.store(self._word_tags, folder / WORD_TAGS)
            texts = [self._features(message, message.get(INTENT)) for message in examples]
            tagger.train(texts, tags, folder / MODEL, rounds=self._config["rounds"])
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities of each message, spans exact in the learner's own text."""
        for message in messages:
            found = message.get(ENTITIES, []) + self.add_extractor_name(self._entities(message))
            message.set(ENTITIES, found, add_to_output=True)
        return messages

    def _entities(self, message: Message) -> list[dict[str, Any]]:
        words = words_of(message)
        intent = (message.get(INTENT) or {}).get(INTENT_NAME_KEY)
        if self._tagger is None or not words or intent in self._config["silent_intents"]:
            return []
        plain = [word.plain for word in words]
        certain = [*certain_in(message), *spans_at(words, certain_budgets(message.get(TEXT)))]
        found = insisted(self._tagger.spans(self._features(message, intent)), certain, intent or "", plain)
        negated = ruled_out(plain, [span for span, _ in found])
        return [_entity(message.get(TEXT), words, span, sure, negated=span in negated) for span, sure in found]

    def _features(self, message: Message, intent: str | None) -> list[Features]:
        meaning = meaning_of(message)
        hints = self._word_tags.hints(meaning.words) if self._word_tags and meaning else []
        return features(words_of(message), known_in(message), candidates(message.get(TEXT)), intent or "", hints)


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
