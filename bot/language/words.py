"""From free text to words that can be compared: folded, stemmed, without filler."""

import re
import unicodedata
from functools import lru_cache

TOKEN = re.compile(r"[^\W_]+(?:['\u2019`][^\W_]+)*")
ASCII_TOKEN = re.compile(r"[a-z0-9]+(?:['`][a-z0-9]+)*")
"""The same for folded text without other letters; several times as fast."""
BLANKS = {code: " " for code in range(128) if not chr(code).isalnum()}
"""For text without apostrophes, to be cut at blanks; several times as fast again."""
RUN = re.compile(r"([a-z])\1{2,}")
LONGEST = 40
"""Letters of a word that count; longer ones are cut, so that nothing hostile fills the index."""
SHORTEST_STEM = 3
MOST_STEMS = 50_000
VOWELS = frozenset("aeiouy")
DOUBLES = frozenset("bdgklmnprt")


def fold(text: str) -> str:
    """Lower case without accents, so that "Café" and "cafe" are the same."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def words(text: str) -> list[str]:
    """The words of a text, folded; "what's" is "whats", "sooooo" is "so"."""
    return [_word(token) for token in _tokens(text)]


def _tokens(text: str) -> list[str]:
    folded = fold(text)
    if not folded.isascii():
        return TOKEN.findall(folded)
    return ASCII_TOKEN.findall(folded) if "'" in folded or "`" in folded else folded.translate(BLANKS).split()


@lru_cache(maxsize=50_000)
def _word(token: str) -> str:
    return RUN.sub(r"\1", _plain(token))[:LONGEST]


def _plain(word: str) -> str:
    return word.replace("'", "").replace("\u2019", "").replace("`", "")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A light English stem: plural, -ing and -ed off, so that "dancing", "dances" and "dance" meet.

    Lighter than Porter's algorithm (1980), whose -er, -ment and -ation steps make more strangers meet than friends. The
    silent e stays, and comes back where -ing took it: "caring" is "care", and no "car".
    """
    if not word.isascii() or not word.isalpha():
        return word
    return _without_ending(_singular(word))


def _singular(word: str) -> str:
    if len(word) <= SHORTEST_STEM or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1]


def _without_ending(word: str) -> str:
    if word.endswith("eed"):
        return word
    for ending in ("ing", "ed"):
        bare = word.removesuffix(ending)
        if bare != word and len(bare) >= SHORTEST_STEM and VOWELS & set(bare):
            return _restored(bare)
    return word


def _restored(bare: str) -> str:
    """The word as it was before -ing: "run" from "runn", "code" from "cod", "dance" from "danc", "sing" from "sing"."""
    if bare[-1] == bare[-2] and bare[-1] in DOUBLES:
        return bare[:-1]
    soft = bare[-1] in "cvzu" or (bare[-1] in "sg" and bare[-2] in VOWELS)
    # One short syllable that ends in one consonant would have doubled it ("running"), had it no e ("riding").
    short = sum(letter in VOWELS for letter in bare) == 1 and bare[-2] in VOWELS and bare[-1] not in "wxy"
    return bare + "e" if soft or short else bare


def stems(text: str) -> list[str]:
    """The stems of all words of a text, in order."""
    return list(map(_STEMS.__getitem__, _tokens(text)))


class _Stems(dict[str, str]):
    """Stems of tokens; a mapping, since that is the fastest to ask."""

    def __missing__(self, token: str) -> str:
        if len(self) >= MOST_STEMS:
            self.clear()
        found = self[token] = stem(_word(token))
        return found


_STEMS = _Stems()
