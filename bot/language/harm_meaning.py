"""Hears harm that is told in words of its own, by what the sentence model makes of a message; only where that is.

A logistic regression beside that of harm_hints.py. Its weights stand in harm_meaning.txt, made by
`python -m bot.language.harm_learning`.
"""

from functools import cache

import numpy as np
import numpy.typing as npt

from bot.language import minilm_files
from bot.language.harm import literal
from bot.language.harm_files import lines
from bot.language.harm_hints import learned_score
from bot.language.harm_text import plain

WEIGHTS = "harm_meaning.txt"
HINTS = 0.5
"""How much the words' own score counts beside the meaning."""
FURTHEST = 6.0
"""Beyond this the words' score, up or down, counts no more."""
ALONE = 0.0
"""Log odds above which meaning is enough. Chosen, as the next, on tests/language/harm_unseen.yml."""
HINTED = -2.0
"""What is enough when the words hint at harm too; below it they are taken as everyday talk."""

Vector = npt.NDArray[np.float32]


def is_there() -> bool:
    return minilm_files.is_there()


def prepare() -> None:
    """Loads the model, so that the first message does not wait for it."""
    odds("nothing of the kind")


def hears(text: str, *, hinted: bool) -> bool:
    """Whether a message tells of harm that no sign names. Takes some 3 ms, so not on the loop."""
    return odds(text) > (HINTED if hinted else ALONE)


def odds(text: str) -> float:
    """Log odds of harm."""
    words = max(-FURTHEST, min(FURTHEST, learned_score(literal(text))))
    return float(_weights()[:-1] @ vector(text) + _weights()[-1]) + HINTS * words


def vector(text: str) -> Vector:
    """The message in plain form, as 768 numbers: its figures of speech stay, since meaning knows them."""
    # The runtime is imported only where the model is: it takes 20 MB.
    from bot.language.minilm import shared

    return shared().layers(plain(text).replace("|", "."))


@cache
def _weights() -> Vector:
    return np.array([float(line) for line in lines(WEIGHTS)], dtype=np.float32)
