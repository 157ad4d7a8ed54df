"""What a learner says about showing badges: which, and how. Pure."""

import re
from collections.abc import Sequence

from bot.badges.model import Held

ALL = re.compile(r"\b(all|both|everything|every one|each|the lot)\b|^\W*(them|my badges|the badges)\W*$", re.IGNORECASE)
NTH = {"first": 0, "1st": 0, "1": 0, "second": 1, "2nd": 1, "2": 1, "third": 2, "3rd": 2, "3": 2, "last": -1}
WAYS = (
    ("linkedin", re.compile(r"\blinked ?in\b", re.IGNORECASE)),
    ("record", re.compile(r"\b(clr|(signed |learner )?records?|transcript|wallet)\b", re.IGNORECASE)),
    ("page", re.compile(r"\b((web)?pages?|links?|url|website|pdf|png|picture|image|qr|print\w*)\b", re.IGNORECASE)),
    ("cv", re.compile(r"\b(cv|résumé|resume|paragraph|words|text|application)\b", re.IGNORECASE)),
)


def way_in(text: str) -> str:
    """`linkedin`, `record`, `page` or `cv`; empty when a message names none."""
    return next((way for way, pattern in WAYS if pattern.search(text)), "")


def named_in(text: str, named: Sequence[str], held: Sequence[Held]) -> list[Held]:
    """The badges that a message names in full, or all of them. `named` is what the brain took for names in it."""
    said = " ".join((*named, text)).casefold()
    found = [one for one in held if one.name.casefold() in said]
    return found or (list(held) if ALL.search(text) else [])


def chosen_in(text: str, named: Sequence[str], held: Sequence[Held]) -> list[Held]:
    """The badges that an answer to "which?" means: also by a part of a name, or by their place in the list."""
    if found := named_in(text, named, held) or _by_part(text, held):
        return found
    places = [NTH[word] for word in re.findall(r"\w+", text.casefold()) if word in NTH]
    return [held[place] for place in dict.fromkeys(places) if -len(held) <= place < len(held)]


def _by_part(text: str, held: Sequence[Held]) -> list[Held]:
    """By a word of a name that no other name has: "the first aid one" for First Aider."""
    said = [word for word in re.findall(r"\w+", text.casefold()) if len(word) > 2 and word not in NTH]
    found = [[one for one in held if _has(one.name, word)] for word in said]
    return list({one.id: one for ones in found if len(ones) == 1 for one in ones}.values())


def _has(name: str, word: str) -> bool:
    return any(part.startswith(word) for part in re.findall(r"\w+", name.casefold()))
