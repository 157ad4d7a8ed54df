"""Messages that say nothing: blank ones, and keys hit at random."""

import re
from collections.abc import Callable, Iterable

TOP, OTHERS = "qwertyuiop", ("asdfghjkl", "zxcvbnm")
RUN = 4
"""Letters beside each other on the keyboard, in a row. In the top row one more: it has "property"."""
SHORTEST = 4
NO_VOWEL = re.compile(r"[bcdfghjklmnpqrstvwxz]{5,}|^[bcdfghjklmnpqrstvwxz]+$")


def _runs(row: str, length: int) -> tuple[str, ...]:
    return tuple(keys[first : first + length] for keys in (row, row[::-1]) for first in range(len(row) - length + 1))


RUNS = (*_runs(TOP, RUN + 1), *(run for row in OTHERS for run in _runs(row, RUN)))


def says_nothing(words: Iterable[str], is_known: Callable[[str], bool]) -> bool:
    """Whether no word means anything. `words` in usual spelling; known ones are no accident ("hmmm")."""
    return all(not word.strip() or (_is_mash(word) and not is_known(word)) for word in words)


def _is_mash(word: str) -> bool:
    if len(word) < SHORTEST or not (word.isascii() and word.isalpha()):
        return False
    return bool(NO_VOWEL.search(word)) or any(run in word for run in RUNS)
