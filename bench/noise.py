"""Spoils messages as hurry does, the same way each time: chat spellings, and a slip of the thumb here and there."""

import random
import re
from collections.abc import Callable

CHAT = {
    "you": "u",
    "are": "r",
    "your": "ur",
    "for": "4",
    "to": "2",
    "and": "n",
    "please": "plz",
    "what": "wot",
    "whats": "wots",
    "because": "cuz",
    "people": "ppl",
    "with": "wiv",
    "something": "summat",
    "anything": "anyfing",
    "anyone": "any1",
    "someone": "some1",
    "have": "av",
    "good": "gd",
    "about": "bout",
    "that": "dat",
    "dont": "dnt",
    "don't": "dnt",
    "know": "no",
    "tonight": "2nite",
    "tomorrow": "2moz",
    "before": "b4",
    "really": "rly",
    "going": "goin",
    "doing": "doin",
    "looking": "lookin",
    "would": "wud",
    "could": "cud",
    "thanks": "thx",
    "weekend": "wkend",
    "work": "wrk",
}
CHAT_SHARE = 0.4
SLIP_SHARE = 0.12
"""How often a word is spoilt that can be."""
SHORTEST = 4
KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")

PARTS = re.compile(r"[\w']+|[^\w']+")
"""Words, and what stands between them: "saturdays," is a word and a comma."""

Mark = tuple[int, int, str]


def noisy(text: str, marks: list[Mark], seed: int) -> tuple[str, list[Mark]]:
    """The text spoilt, and its entities' places in what it became. Places must lie between words."""
    chance = random.Random(seed)
    spoilt, moved, position = "", {0: 0}, 0
    for part in PARTS.findall(text):
        moved[position] = len(spoilt)
        spoilt += _spoilt(part, chance)
        position += len(part)
        moved[position] = len(spoilt)
    kept = [(moved[start], moved[end], name) for start, end, name in marks if start in moved and end in moved]
    return spoilt, kept


def _spoilt(word: str, chance: random.Random) -> str:
    if word.lower() in CHAT and chance.random() < CHAT_SHARE:
        return CHAT[word.lower()]
    if len(word) >= SHORTEST and word.isascii() and word.isalpha() and chance.random() < SLIP_SHARE:
        return chance.choice(SLIPS)(word, chance.randrange(1, len(word) - 1), chance)
    return word


def _left_out(word: str, place: int, _: random.Random) -> str:
    return word[:place] + word[place + 1 :]


def _swapped(word: str, place: int, _: random.Random) -> str:
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _doubled(word: str, place: int, _: random.Random) -> str:
    return word[:place] + word[place] + word[place:]


def _missed(word: str, place: int, chance: random.Random) -> str:
    """The key beside the right one."""
    row = next((row for row in KEYS if word[place].lower() in row), KEYS[1])
    beside = min(max(row.find(word[place].lower()) + chance.choice((-1, 1)), 0), len(row) - 1)
    return word[:place] + row[beside] + word[place + 1 :]


SLIPS: tuple[Callable[[str, int, random.Random], str], ...] = (_left_out, _swapped, _doubled, _missed)
