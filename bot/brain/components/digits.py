"""The digits that young people write for words: "4 me", "want 2 be", "2 far"."""

from collections.abc import Sequence
from functools import lru_cache

from bot.brain.components.tables import table


@lru_cache(maxsize=None)
def _group(name: str) -> frozenset[str]:
    return frozenset(table("digits.tsv")[name].split())


def spelt(words: Sequence[str], place: int) -> str | None:
    """What a bare "2" or "4" at `place` stands for; None where it counts or names something."""
    before = words[place - 1] if place else ""
    after = words[place + 1] if place + 1 < len(words) else ""
    if words[place] == "2" and after in _group("too"):
        return "too"
    if before in _group("number_before") or after in _group("counted") or not after.isalpha():
        return None
    return "for" if words[place] == "4" else "to"
