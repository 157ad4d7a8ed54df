"""Puts one wrong letter right, towards words that the training data or the city's catalogue uses often."""

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from functools import lru_cache

from rapidfuzz.distance import OSA

SHORTEST = 4
"""Letters from which a word may be a misspelt one: shorter ones have too many neighbours."""
OFTEN = 4
"""Times that a word must stand in the training data to be what was meant."""
ENDINGS = ("ed", "ing", "er", "ers")


class Speller:
    """Knows how often each word is used. `real` are more words that exist and are therefore left alone."""

    def __init__(self, counts: Mapping[str, int], real: Container[str] = frozenset()) -> None:
        self._counts = counts
        self._real = real
        self._by_start: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word, count in counts.items():
            if count >= OFTEN and len(word) >= SHORTEST and word.isalpha():
                self._by_start[word[0], len(word)].append(word)
        self._right = lru_cache(maxsize=20_000)(self._nearest)

    def right(self, word: str) -> str:
        """The word itself, or the known word that is one wrong, missing, doubled or swapped letter away from it.

        A known word never changes. Where several are as near, the one that is used most often is taken.
        """
        if len(word) < SHORTEST or not word.isalpha() or self._exists(word):
            return word
        return self._right(word)

    def _exists(self, word: str) -> bool:
        """Whether it, or what is left of it without an ending, is a word."""
        return any(form in self._counts or form in self._real for form in _forms(word))

    def _nearest(self, word: str) -> str:
        lengths = range(len(word) - 1, len(word) + 2)
        near = [
            known
            for length in lengths
            for known in self._by_start[word[0], length]
            if OSA.distance(word, known, score_cutoff=1) == 1
        ]
        # A plural is another word of the same meaning, not a mistake.
        near = [known for known in near if known.rstrip("s") != word.rstrip("s")]
        return max(near, key=lambda known: (self._counts[known], known), default=word)


def _forms(word: str) -> Iterator[str]:
    """The word, and what it may be a form of: "clubs", "lagging", "router"."""
    yield word
    yield word.removesuffix("s")
    for ending in ENDINGS:
        bare = word.removesuffix(ending)
        if bare != word and len(bare) > 2:
            yield bare
            yield f"{bare}e"
            yield bare[:-1] if bare[-1] == bare[-2] else bare
