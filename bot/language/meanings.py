"""Plainer words for what young people say: "sparky" is an electrician, "depop" is about selling."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.language.words import stem, words

LIST = Path(__file__).with_name("meanings.txt")
SPOKEN = {"wiv": "with", "wid": "with", "wit": "with", "w": "with"}
LONGEST = 5
"""Words of a phrase."""


@dataclass(frozen=True, slots=True)
class Meant:
    said: str
    """The words as written, folded."""
    plain: Sequence[str]
    """Plainer words for them, each a phrase."""


@cache
def _phrases() -> dict[tuple[str, ...], list[str]]:
    found: dict[tuple[str, ...], list[str]] = {}
    for line in LIST.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            plain, _, said = line.partition(" = ")
            for phrase in said.split(","):
                meanings = found.setdefault(tuple(stem(word) for word in words(phrase)), [])
                meanings += [each.strip() for each in plain.split(",") if each.strip() not in meanings]
    return found


def meanings(text: str) -> list[Meant]:
    """What stands in a text and has plainer words, in order, the longest phrase at each place."""
    said = words(text)[:200]
    return list(_found(said, [_read(word) for word in said]))


@cache
def _known() -> frozenset[str]:
    return frozenset(part for phrase in _phrases() for part in phrase)


def _read(word: str) -> str:
    """The stem; of "makin" that of "making", and of "wiv" that of "with", where no phrase has the word as it is."""
    plain = stem(SPOKEN.get(word, word))
    if plain not in _known() and word.endswith("in") and (whole := stem(f"{word}g")) in _known():
        return whole
    return plain


def _found(said: Sequence[str], read: Sequence[str]) -> Iterator[Meant]:
    place = 0
    while place < len(said):
        length = next((n for n in range(LONGEST, 0, -1) if tuple(read[place : place + n]) in _phrases()), 0)
        length = min(length, len(said) - place)
        if length:
            yield Meant(" ".join(said[place : place + length]), _phrases()[tuple(read[place : place + length])])
        place += max(length, 1)
