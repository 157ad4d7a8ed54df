"""Finds the names of a taxonomy in free text: names and alternative labels, word forms and typos forgiven."""

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.util import filter_spans
from spacy.vocab import Vocab

from bot.language.filler import about_somebody, filler
from bot.language.words import stem, words

DOUBLED = re.compile(r"([a-z])\1")
UNKNOWN = "\x00"
"""Stands for every word that no name has, so that learners' words do not pile up in spaCy's vocabulary."""
SHORTEST_TYPO = 4
"""Letters from which a word may be a misspelt one."""
LONG_WORD = 6
ALIKE_LONG = 0.75
ALIKE_SHORT = 0.8
WORDS_READ = 200
"""Words of a text that are looked at; a message has at most 1,000 characters."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found: which words of the text, and what they may mean."""

    start: int
    end: int
    keys: Sequence[str]
    said: str
    """The words as written, folded."""
    exact: bool
    """False when a typo was put right."""


class TermMatcher:
    """Names to keys. `entries` are (name, key); several keys may share a name. `known` are stems of words that exist
    and so are no typos."""

    def __init__(self, entries: Iterable[tuple[str, str]], known: Container[str] = frozenset()) -> None:
        self._keys: dict[tuple[str, ...], list[str]] = {}
        self._known = known
        named: dict[str, None] = {}
        self._single: set[str] = set()
        for name, key in entries:
            spelt = words(name)
            phrase = tuple(stem(word) for word in spelt)
            if len(phrase) == 1:
                self._single.add(phrase[0])
            for form in _forms(spelt):
                self._keys.setdefault(form, []).append(key)
            named.update(dict.fromkeys(spelt))
        self._stems = frozenset(part for phrase in self._keys for part in phrase)
        long = [word for word in named if len(word) >= SHORTEST_TYPO and word.isalpha()]
        self._spellings = {_sounds(word): word for word in long}
        self._vocab = Vocab()
        self._matcher = PhraseMatcher(self._vocab, attr="ORTH")
        self._matcher.add("name", [Doc(self._vocab, words=list(phrase)) for phrase in self._keys])
        self._corrected = lru_cache(maxsize=20_000)(self._correct)
        # What a learner likes is looked for with every message, and a message in several ways.
        self._found = lru_cache(maxsize=5_000)(self._find)

    def find(self, text: str, *, as_entity: bool = False) -> list[Hit]:
        """All names in the text, in order, the longest where several overlap.

        Filler and words about who somebody is are no names by themselves, unless the text is an entity (`as_entity`):
        then somebody named it as what they look for.
        """
        return list(self._found(text, as_entity))

    def _find(self, text: str, as_entity: bool) -> list[Hit]:
        said = self._joined(words(text)[:WORDS_READ])
        read = [self.read(word) for word in said]
        doc = Doc(self._vocab, words=[part if part in self._stems else UNKNOWN for part in read])
        spans = filter_spans([doc[start:end] for _, start, end in self._matcher(doc)])
        hits = [self._hit(said, read, span.start, span.end) for span in spans]
        return hits if as_entity else [hit for hit in hits if not _empty(said, hit)]

    def _joined(self, said: list[str]) -> list[str]:
        """Two words that are one name together are put together: "make up" is "makeup"."""
        found: list[str] = []
        for word in said:
            if found and len(word) > 1 and stem(found[-1] + word) in self._single:
                found[-1] += word
            else:
                found.append(word)
        return found

    def _hit(self, said: list[str], read: list[str], start: int, end: int) -> Hit:
        exact = all(stem(word) == part for word, part in zip(said[start:end], read[start:end], strict=True))
        return Hit(start, end, tuple(self._keys[tuple(read[start:end])]), " ".join(said[start:end]), exact)

    def read(self, word: str) -> str:
        """The stem of the word, or of the word that it must be a typo of."""
        bare = stem(word)
        if bare in self._stems or bare in self._known or len(word) < SHORTEST_TYPO or word in filler():
            return bare
        return self._corrected(word)

    def _correct(self, word: str) -> str:
        cutoff = ALIKE_LONG if len(word) >= LONG_WORD else ALIKE_SHORT
        similarity = DamerauLevenshtein.normalized_similarity
        best = process.extractOne(_sounds(word), self._spellings.keys(), scorer=similarity, score_cutoff=cutoff)
        # People rarely miss the first sound; words that differ in it mostly are others.
        return stem(self._spellings[best[0]]) if best and best[0][0] == _sounds(word)[0] else stem(word)


def _forms(spelt: list[str]) -> list[tuple[str, ...]]:
    """The name in stems, and for two words also both in one: "beatmaking"."""
    apart = tuple(stem(word) for word in spelt)
    return [apart, (stem("".join(spelt)),)] if len(spelt) == 2 else [apart] if apart else []


def _sounds(word: str) -> str:
    """Spelt more as it sounds: "fotografy" as "photography", "muzik" as "music"."""
    return DOUBLED.sub(r"\1", word.replace("ph", "f").replace("c", "k").replace("z", "s"))


def _empty(said: list[str], hit: Hit) -> bool:
    part = said[hit.start : hit.end]
    only_filler = all(word in filler() or stem(word) in filler() for word in part)
    # A name of several words was hardly hit by chance: "get fit".
    return (only_filler and (len(part) == 1 or not hit.exact)) or any(word in about_somebody() for word in part)
