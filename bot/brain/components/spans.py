"""Entities as spans of words, and as one tag a word."""

from collections.abc import Iterable, Sequence

from bot.brain.components.words import Word

OUTSIDE = "O"

Span = tuple[int, int, str]
"""First word, word after the last, entity."""
Mark = tuple[int, int, str]
"""Start and end in the text, entity."""


def spans_at(words: Sequence[Word], marks: Iterable[Mark]) -> list[Span]:
    """Annotations by place in the text, as spans of words."""
    covered = [
        ([place for place, word in enumerate(words) if word.start < end and word.end > start], name)
        for start, end, name in marks
    ]
    return [(places[0], places[-1] + 1, name) for places, name in covered if places]


def tags_of(length: int, spans: Sequence[Span]) -> list[str]:
    """One tag a word: B- and the entity at its first word, I- within it, O elsewhere."""
    tags = [OUTSIDE] * length
    for start, end, name in spans:
        tags[start:end] = [f"B-{name}", *[f"I-{name}"] * (end - start - 1)]
    return tags


def spans_of(tags: Sequence[str]) -> list[Span]:
    """The inverse of `tags_of`; an I- that follows no B- of its entity begins a span."""
    spans: list[Span] = []
    for place, tag in enumerate(tags):
        if tag == OUTSIDE:
            continue
        name = tag[2:]
        goes_on = tag.startswith("I-") and spans and spans[-1][1] == place and spans[-1][2] == name
        if goes_on:
            spans[-1] = (spans[-1][0], place + 1, name)
        else:
            spans.append((place, place + 1, name))
    return spans
