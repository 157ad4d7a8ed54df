"""Known phrases in a message: those of the training data and those of the city's catalogue, typos forgiven."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

Phrase = tuple[str, ...]

UNKNOWN = "\x00"
"""Stands for every word that no phrase has, so that learners' words do not pile up in spaCy's vocabulary."""
LONGEST = 6
"""Words of a phrase."""
SHORTEST_TYPO = 5
LONG = 8
"""Letters from which a word may have two slips; shorter ones have one."""


@dataclass(frozen=True, slots=True)
class Found:
    """Words `start` to `end` (exclusive) are a known phrase; how often it was which entity."""

    start: int
    end: int
    entities: Mapping[str, int]
    phrase: Phrase


class Lexicon:
    """Finds phrases. `phrases` maps each, as keys of its words, to how often it is which entity."""

    def __init__(self, phrases: Mapping[Phrase, Mapping[str, int]], known: Iterable[str] = ()) -> None:
        self._phrases = {phrase: counts for phrase, counts in phrases.items() if 0 < len(phrase) <= LONGEST}
        self._words = {word for phrase in self._phrases for word in phrase}
        self._known = frozenset(known)
        self._spellings: dict[str, list[str]] = {}
        for word in sorted(word for word in self._words if len(word) >= SHORTEST_TYPO - 1):
            self._spellings.setdefault(word[0], []).append(word)
        vocab = Vocab()
        self._vocab, self._matcher = vocab, PhraseMatcher(vocab, attr="ORTH")
        self._matcher.add("phrase", [Doc(vocab, words=list(phrase)) for phrase in self._phrases])
        self._meant = lru_cache(maxsize=20_000)(self._nearest)

    def find(self, plain: Sequence[str]) -> list[Found]:
        """All known phrases among the words, also those within others."""
        keys = [self._read(key(word)) for word in plain]
        doc = Doc(self._vocab, words=[word if word in self._words else UNKNOWN for word in keys])
        spans = [(start, end, tuple(keys[start:end])) for _, start, end in self._matcher(doc)]
        return [Found(start, end, self._phrases[phrase], phrase) for start, end, phrase in spans]

    def _read(self, word: str) -> str:
        if word in self._words or word in self._known or len(word) < SHORTEST_TYPO:
            return word
        return self._meant(word)

    def _nearest(self, word: str) -> str:
        slips = 2 if len(word) >= LONG else 1
        # People rarely miss the first letter; words that differ in it mostly are others.
        best = process.extractOne(word, self._spellings.get(word[0], ()), scorer=OSA.distance, score_cutoff=slips)
        return best[0] if best else word


def key(word: str) -> str:
    """A word without its plural ending: "clubs" is "club"."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def longest(found: Iterable[Found]) -> list[Found]:
    """Of phrases that overlap the longest, of equally long ones the first."""
    chosen: list[Found] = []
    taken: set[int] = set()
    for one in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        places = set(range(one.start, one.end))
        if not places & taken:
            chosen.append(one)
            taken |= places
    return sorted(chosen, key=lambda one: one.start)


def merged(*sources: Mapping[Phrase, Mapping[str, int]]) -> dict[Phrase, Counter[str]]:
    """All phrases of all sources, their counts added."""
    phrases: dict[Phrase, Counter[str]] = {}
    for source in sources:
        for phrase, counts in source.items():
            phrases.setdefault(phrase, Counter()).update(counts)
    return phrases
