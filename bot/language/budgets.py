"""Money that somebody has, in words: "no money", "under a tenner", "20 quid", "free"."""

import re
from decimal import Decimal

from bot.language.numbers import number

NOTHING = re.compile(
    r"\b(free|no (money|dosh|cash|budget|p|dough)|skint|broke|nowt|potless|brassic|penniless|for nothing|zero budget"
    r"|(can'?t|cannot|cant) afford (it|anything|to pay|2 pay|much)|costs? nothing|0 ?(quid|pounds?)|£ ?0)\b",
    re.IGNORECASE,
)
SLANG = {"fiver": 5, "tenner": 10, "score": 20, "pony": 25, "ton": 100, "grand": 1000}
SLANG_WORD = re.compile(r"\b(" + "|".join(SLANG) + r")s?\b", re.IGNORECASE)
CHEAP = re.compile(
    r"\b(cheap|low cost|not (too )?(much|expensive|dear)|tight|small|hardly any|not a lot)\b", re.IGNORECASE
)
CHEAP_LIMIT = Decimal(10)
"""What "cheap" stands for where no sum is named, in the city's currency."""


def budget(text: str) -> Decimal | None:
    """The most that may be paid, in the city's currency; 0 for free only; None when the text names no limit."""
    if NOTHING.search(text):
        return Decimal(0)
    sum_ = _slang(text)
    if sum_ is None:
        sum_ = number(text)
    if sum_ is not None:
        return Decimal(str(sum_)).quantize(Decimal("0.01"))
    return CHEAP_LIMIT if CHEAP.search(text) else None


def _slang(text: str) -> float | None:
    """ "a couple of tenners" is read as one: the safer side."""
    match = SLANG_WORD.search(text)
    return SLANG[match.group(1).casefold()] if match else None
