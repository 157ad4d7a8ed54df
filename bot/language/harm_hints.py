"""Hears harm that is hinted at: adds up what each word and each run of words weighs, as learned from examples.

A logistic regression. Its weights stand in harm_weights.tsv, made by `python -m bot.language.harm_learning`.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from math import sqrt

from bot.language.harm_files import filled, lines

CLASSES = ("family", "partner", "others", "hurts")
"""Words of these classes (harm_words.txt) count as their class too: what was learned of dads holds for uncles."""
WEIGHTS = "harm_weights.tsv"
START = "(start)"
THRESHOLD = 0.6
"""Scores above this are heard. Chosen so that at most 1 in 200 everyday messages of tests/nlu/development is above."""
LEANING = 0.3
"""Scores above this are not heard by themselves, but bear out somebody else's word for it."""

SHORTEST = 3
"""Words; fewer hint at nothing without what was said before."""


def hinted(plain_text: str) -> bool:
    """Whether a message in plain form (harm_text.py), its figures of speech taken out, hints at harm."""
    said = [word for word in plain_text.split() if word.isalnum()]
    return len(said) >= SHORTEST and learned_score(plain_text) > THRESHOLD


def learned_score(plain_text: str) -> float:
    """Log odds of harm by the weights in the file."""
    return score(plain_text, _weights())


def leans(plain_text: str) -> bool:
    """Whether a message in plain form sounds more like harm than like anything else, however little."""
    return learned_score(plain_text) > LEANING


def score(plain_text: str, weights: Mapping[str, float]) -> float:
    """Log odds of harm; what was never learned does not count."""
    known = [weights[feature] for feature in features(plain_text) if feature in weights]
    return weights.get(START, 0.0) + sum(known) / sqrt(max(1, len(known)))


def features(plain_text: str) -> set[str]:
    """Words, the beginnings of long ones, and runs of up to three words with classes in place of their members."""
    words = plain_text.split()
    classed = [_class_of(word) or word for word in words]
    runs = {" ".join(classed[at : at + length]) for length in (1, 2, 3) for at in range(len(classed) - length + 1)}
    return {*words, *runs, *(f"{word[:4]}-" for word in words if len(word) > 4)}


@lru_cache(maxsize=10_000)
def _class_of(word: str) -> str | None:
    return next((f"<{name}>" for name, members in _classes() if members.fullmatch(word)), None)


@cache
def _classes() -> list[tuple[str, re.Pattern[str]]]:
    return [(name, re.compile(filled(f"{{{name}}}"))) for name in CLASSES]


@cache
def _weights() -> dict[str, float]:
    return dict(_pairs())


def _pairs() -> Iterator[tuple[str, float]]:
    for line in lines(WEIGHTS):
        feature, _, weight = line.rpartition("\t")
        yield feature, float(weight)
