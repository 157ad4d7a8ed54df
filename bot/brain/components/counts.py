"""What a message looks like as counts: words and pairs, pieces of words, and words with known things named by kind."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.brain.components.lexicon import Found
from bot.brain.components.words import Word

WORD = r"(?u)\b\w+\b|\?"


@dataclass(frozen=True, slots=True)
class Reading:
    """A message in two ways: in usual spelling; and with known phrases by kind, "i want to be a <occupation>"."""

    plain: str
    outline: str


def reading(words: Sequence[Word], known: Sequence[Found]) -> Reading:
    """`known` are phrases that do not overlap."""
    outline = [word.plain for word in words]
    for found in known:
        likeliest = max(found.entities, key=lambda name: (found.entities[name], name))
        outline[found.start : found.end] = [f"some{likeliest}", *[""] * (found.end - found.start - 1)]
    return Reading(" ".join(word.plain for word in words if word.plain), " ".join(part for part in outline if part))


class Part:
    """One kind of counting. scikit-learn learns the vocabulary and its rarity; a row is made here, since its own
    transformation checks and copies matrices for longer than it counts one message.
    """

    def __init__(self, scale: float, **settings: Any) -> None:
        self._vectorizer = TfidfVectorizer(dtype=np.float32, **settings)
        self._terms_of = self._vectorizer.build_analyzer()
        self._scale = scale
        self._vocabulary: dict[str, int] = {}
        self._rarity: list[float] = []

    @property
    def width(self) -> int:
        return len(self._rarity)

    def fit(self, texts: Sequence[str]) -> None:
        self._vectorizer.fit(texts)
        self.restore(self.state())

    def has(self, term: str) -> bool:
        return term in self._vocabulary

    def row(self, text: str) -> dict[int, float]:
        """Weights by place: by the logarithm of the count and by rarity (Spärck Jones 1972), of length `scale`."""
        places = Counter(place for term in self._terms_of(text) if (place := self._vocabulary.get(term)) is not None)
        weights = {place: (1 + math.log(count)) * self._rarity[place] for place, count in places.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        return {place: weight / length * self._scale for place, weight in weights.items()}

    def state(self) -> dict[str, Any]:
        vocabulary = {key: int(place) for key, place in self._vectorizer.vocabulary_.items()}
        return {"vocabulary": vocabulary, "idf": self._vectorizer.idf_.tolist()}

    def restore(self, state: dict[str, Any]) -> None:
        self._vocabulary, self._rarity = state["vocabulary"], state["idf"]


class Counts:
    """Turns readings into one sparse row each; every part is scaled by how far it is trusted."""

    def __init__(self, word_scale: float, piece_scale: float, outline_scale: float) -> None:
        self._parts = (
            # What stands in very few examples tells nothing and costs half of the training.
            Part(word_scale, token_pattern=WORD, ngram_range=(1, 2), min_df=2),
            Part(piece_scale, analyzer="char_wb", ngram_range=(2, 4), min_df=4),
            Part(outline_scale, token_pattern=WORD, ngram_range=(1, 3), min_df=3),
        )

    def knows(self, word: str) -> bool:
        """Whether the training data has the word."""
        return self._parts[0].has(word)

    def fit(self, readings: Sequence[Reading]) -> None:
        for part, texts in zip(self._parts, zip(*map(_texts, readings), strict=True), strict=True):
            part.fit(texts)

    def rows(self, readings: Sequence[Reading]) -> csr_matrix:
        """One row a reading, 32-bit."""
        rows = [self._row(reading) for reading in readings]
        ends = np.cumsum([0, *map(len, rows)])
        places = np.fromiter(chain.from_iterable(rows), dtype=np.int32, count=ends[-1])
        weights = np.fromiter(chain.from_iterable(row.values() for row in rows), dtype=np.float32, count=ends[-1])
        return csr_matrix((weights, places, ends), shape=(len(rows), sum(part.width for part in self._parts)))

    def state(self) -> list[dict[str, Any]]:
        """What `restore` needs, as plain lists and numbers."""
        return [part.state() for part in self._parts]

    def restore(self, state: Sequence[dict[str, Any]]) -> None:
        for part, stored in zip(self._parts, state, strict=True):
            part.restore(stored)

    def _row(self, reading: Reading) -> dict[int, float]:
        row: dict[int, float] = {}
        first = 0
        for part, text in zip(self._parts, _texts(reading), strict=True):
            row |= {first + place: weight for place, weight in part.row(text).items()}
            first += part.width
        return row


def _texts(reading: Reading) -> tuple[str, str, str]:
    return reading.plain, reading.plain, reading.outline
