"""Finds harm and distress in what young people write.

A message is brought to a plain form, figures of speech are taken out of it, and what is left is searched for signs that
people wrote down (harm_signs.txt) and weighed for hints that were learned from examples (harm_hints.py).
"""

import re
from collections.abc import Iterable
from functools import cache

from bot.language.harm_files import filled, lines, sections
from bot.language.harm_hints import hinted, leans
from bot.language.harm_text import plain

HINT = "hint"
"""The kind of what no sign names."""
GAP = " ~ "
"""Stands where a figure of speech was, so that the words around it do not make a sign together."""


def find(text: str) -> str | None:
    """The kind of harm that a message tells of: a heading of harm_signs.txt, `hint`, or None."""
    said = literal(text)
    kind = next((kind for kind, signs in _signs().items() if signs.search(said)), None)
    return kind or (HINT if hinted(said) else None)


def is_unlikely(text: str) -> bool:
    """Whether nothing in a message leans to harm, so that somebody else's word for it may be doubted."""
    return find(text) is None and not leans(literal(text))


def is_figure(text: str) -> bool:
    """Whether a message has a figure of speech ("mum will kill me") and nothing else that leans to harm."""
    return literal(text) != plain(text) and is_unlikely(text)


def prepare() -> None:
    """Reads and compiles everything, so that the first message does not wait for it."""
    find("nothing of the kind")


def literal(text: str) -> str:
    """A message in plain form, without its figures of speech."""
    return _figures().sub(GAP, plain(text))


@cache
def _figures() -> re.Pattern[str]:
    return _any_of(lines("harm_figures.txt"))


@cache
def _signs() -> dict[str, re.Pattern[str]]:
    return {kind: _any_of(signs) for kind, signs in sections("harm_signs.txt").items()}


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{filled(pattern)})" for pattern in patterns))
