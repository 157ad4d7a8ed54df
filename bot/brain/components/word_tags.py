"""What each word is by its meaning in the message: hints for the tagger about words that no list has."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from bot.brain.components import softmax
from bot.brain.components.features import Features
from bot.brain.components.softmax import Softmax
from bot.brain.components.spans import OUTSIDE

SCALE = 0.05
"""How far the vectors are trusted."""
ROUNDS = 30
EVERY = 3
"""Of the messages without any entity one in so many is learned from: words that are nothing are many."""
LIKELY = 0.1
"""A tag below this is no hint."""
STEPS = (0.15, 0.4, 0.7)
"""How sure it is, in words for the tagger: below the first, the second, the third, or above."""

Array = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class WordTags:
    """A logistic regression from a word's vector to its tag."""

    tags: tuple[str, ...]
    model: Softmax
    centre: Array
    spread: Array

    def hints(self, words: npt.NDArray[np.float16]) -> list[Features]:
        """One list a word: the likely tags, each with how sure it is. `words` is words by 768."""
        levelled = _level(words, self.centre, self.spread)
        likely = softmax.probabilities(self.model.logits(_nothing(len(words)), levelled))
        return [[self._hint(int(place), row[place]) for place in np.flatnonzero(row > LIKELY)] for row in likely]

    def _hint(self, place: int, sure: float) -> str:
        return f"means={self.tags[place]}{sum(sure > step for step in STEPS)}"


def fit(vectors: Sequence[npt.NDArray[np.float16]], tags: Sequence[Sequence[str]]) -> WordTags:
    """Learn from messages: the vectors of their words, and a tag for each word."""
    kept = [at for at, some in enumerate(tags) if at % EVERY == 0 or set(some) != {OUTSIDE}]
    vectors, tags = [vectors[at] for at in kept], [tags[at] for at in kept]
    rows = np.concatenate(vectors).astype(np.float32)
    names = tuple(sorted({tag for some in tags for tag in some}))
    right = np.array([names.index(tag) for some in tags for tag in some])
    centre, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    levelled = _level(rows, centre, spread)
    model = softmax.fit(_nothing(len(rows)), levelled, right, np.ones(len(rows), dtype=np.float32), rounds=ROUNDS)
    return WordTags(names, model, centre, spread)


def store(tags: WordTags, path: Path) -> None:
    np.savez(path, tags=tags.tags, dense=tags.model.dense, bias=tags.model.bias, centre=tags.centre, spread=tags.spread)


def load(path: Path) -> WordTags:
    with np.load(path) as stored:
        nothing = np.zeros((0, len(stored["tags"])), dtype=np.float32)
        model = Softmax(nothing, stored["dense"], stored["bias"])
        return WordTags(tuple(map(str, stored["tags"])), model, stored["centre"], stored["spread"])


def _level(rows: npt.NDArray[Any], centre: Array, spread: Array) -> Array:
    """Every column with the same mean and spread."""
    levelled: Array = (rows.astype(np.float32) - centre) * (SCALE / spread)
    return levelled


def _nothing(rows: int) -> csr_matrix:
    return csr_matrix((rows, 0), dtype=np.float32)
