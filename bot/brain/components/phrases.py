"""Phrases that the training data marks as entities."""

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.brain.components.lexicon import Phrase, key
from bot.brain.components.spans import Span
from bot.brain.components.words import Word

Phrases = dict[Phrase, Counter[str]]


def phrases_in(words: Sequence[Word], marked: Iterable[Span]) -> Phrases:
    """The phrases that one message marks, and how often as which entity."""
    phrases: Phrases = {}
    for start, end, name in marked:
        phrases.setdefault(phrase_of(words[start:end]), Counter())[name] += 1
    return phrases


def phrase_of(words: Iterable[Word]) -> Phrase:
    """The keys under which a lexicon finds these words."""
    return tuple(key(word.plain) for word in words)
