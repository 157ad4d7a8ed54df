"""Reads chat spelling as usual spelling, word by word, so that every word keeps its place in what was written."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise

from bot.brain.components import digits
from bot.brain.components.tables import table
from bot.brain.components.words import RUN, Word, split

VARIATION = re.compile("[\ufe0f\U0001f3fb-\U0001f3ff]")
"""What changes an emoji's look and not its meaning: skin tones, and the mark that asks for a picture."""

ENDINGS = {"re": " are", "ll": " will", "ve": " have", "d": " would", "s": "", "m": " am"}
NOTHING: Mapping[str, int] = {}


def _same(word: str) -> str:
    return word


def normalise(text: str, known: Mapping[str, int] = NOTHING, right: Callable[[str], str] = _same) -> list[Word]:
    """The words of `text`, `plain` in usual spelling, places exact in `text`.

    Args:
        text: what the learner wrote.
        known: how often each word is used, so that "soooo" becomes "so" and "goood" becomes "good".
        right: puts a misspelt word right; it gets folded words that no table has.
    """
    words = split(text)
    folded = [word.plain for word in words]
    names = _names(words)
    return [
        replace(word, plain=_plain(folded, place, known, _same if place in names else right))
        for place, word in enumerate(words)
    ]


def plain_text(words: list[Word]) -> str:
    """The normalised text: what sentence vectors and counts are made from."""
    return " ".join(word.plain for word in words if word.plain)


def _plain(folded: list[str], place: int, known: Mapping[str, int], right: Callable[[str], str]) -> str:
    word = folded[place]
    if word in ("2", "4"):
        return digits.spelt(folded, place) or word
    if not word[0].isalnum():
        bare = VARIATION.sub("", word)
        return table("emoji.tsv").get(bare, bare)
    spellings = table("spellings.tsv")
    if word in spellings:
        return spellings[word]
    squeezed = _squeezed(word, known)
    if squeezed in spellings:
        return spellings[squeezed]
    return right(_with_g(_opened(squeezed), known))


def _squeezed(word: str, known: Mapping[str, int]) -> str:
    """Without the letters that are repeated for effect: twice if that is a word, else once."""
    if word.isdigit() or not RUN.search(word):
        return word
    doubled, single = RUN.sub(r"\1\1", word), RUN.sub(r"\1", word)
    return max(single, doubled, key=lambda candidate: known.get(candidate, 0))


def _opened(word: str) -> str:
    """Contractions in full, possessives without their ending: "we're" is "we are", "mum's" is "mum"."""
    stem, sign, ending = word.rpartition("'")
    return f"{stem}{ENDINGS[ending]}" if sign and stem and ending in ENDINGS else word


def _with_g(word: str, known: Mapping[str, int]) -> str:
    """ "doin" and "doin'" for "doing", where that is a word and the other is none."""
    bare = word.rstrip("'")
    return f"{bare}g" if bare.endswith("in") and bare not in known and f"{bare}g" in known else word


def _names(words: list[Word]) -> set[int]:
    """Places of words that begin with a capital in the middle of a sentence, in a text that is not all capitals."""
    if not any(letter.islower() for word in words for letter in word.written):
        return set()
    return {
        place
        for place, (before, word) in enumerate(pairwise(words), start=1)
        if word.written[0].isupper() and before.written not in (".", "!", "?")
    }
