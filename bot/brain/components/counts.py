"""What a message looks like as counts: words and pairs, pieces of words, and words with known things named by kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
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


class Counts:
    """Turns readings into one sparse row each; every part is scaled by how far it is trusted.

    Weighted by rarity (Spärck Jones 1972) and by the logarithm of the count.
    """

    def __init__(self, word_scale: float, piece_scale: float, outline_scale: float) -> None:
        common: dict[str, Any] = {"sublinear_tf": True, "dtype": np.float32}
        self._scales = word_scale, piece_scale, outline_scale
        self._parts = (
            TfidfVectorizer(token_pattern=WORD, ngram_range=(1, 2), **common),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), min_df=2, **common),
            TfidfVectorizer(token_pattern=WORD, ngram_range=(1, 3), min_df=2, **common),
        )

    def fit(self, readings: Sequence[Reading]) -> None:
        for part, texts in zip(self._parts, _texts(readings), strict=True):
            part.fit(texts)

    def rows(self, readings: Sequence[Reading]) -> csr_matrix:
        """One row a reading."""
        parts = zip(self._parts, self._scales, _texts(readings), strict=True)
        return hstack([part.transform(texts) * scale for part, scale, texts in parts], format="csr", dtype="float32")

    def state(self) -> list[dict[str, Any]]:
        """What `restore` needs, as plain lists and numbers."""
        return [
            {"vocabulary": {key: int(place) for key, place in part.vocabulary_.items()}, "idf": part.idf_.tolist()}
            for part in self._parts
        ]

    def restore(self, state: Sequence[dict[str, Any]]) -> None:
        for part, stored in zip(self._parts, state, strict=True):
            part.vocabulary_ = stored["vocabulary"]
            part.idf_ = np.array(stored["idf"], dtype=np.float32)


def _texts(readings: Sequence[Reading]) -> tuple[list[str], list[str], list[str]]:
    plain = [reading.plain for reading in readings]
    return plain, plain, [reading.outline for reading in readings]
