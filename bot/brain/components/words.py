"""The words of a message, each with its place in what the learner wrote."""

import re
import unicodedata
from dataclasses import dataclass

MARKS = "\u0300-\u036f\u064b-\u065f\u0900-\u0dff"
"""Accents and vowel signs, which Python does not count as parts of words."""
LETTERS = rf"[^\W_](?:[^\W_]|[{MARKS}])*"
TOKEN = re.compile(
    r"\b[^\W\d_]&[^\W\d_]\b"  # "r&b"
    rf"|{LETTERS}(?:['\u2019`]{LETTERS})*(?:\+\+|\#(?!\w))?"  # words and numbers, "i'm", "c++"
    r"|[^\w\s](?:[\ufe0f\U0001f3fb-\U0001f3ff]|\u200d[^\w\s])*"  # one sign, or one emoji with its joined parts
    r"|_"
)
RUN = re.compile(r"(.)\1{2,}")
ACCENTS = frozenset(map(chr, range(0x300, 0x370)))
APOSTROPHES = str.maketrans("\u2019\u2018\u02bc`", "''''")


@dataclass(frozen=True, slots=True)
class Word:
    """One word or sign: `text[start:end]` of the message, and what it reads as.

    `plain` is lower case in usual spelling; it may be several words ("wanna" is "want to") or none (a skin tone).
    """

    start: int
    end: int
    written: str
    plain: str


def split(text: str) -> list[Word]:
    """The words and signs of the text, in order and without overlap, each as it is written."""
    return [Word(match.start(), match.end(), match[0], fold(match[0])) for match in TOKEN.finditer(text)]


def fold(word: str) -> str:
    """Lower case, without accents, with plain apostrophes: "Café" is "cafe"."""
    if word.isascii():
        return word.lower().replace("`", "'")
    decomposed = unicodedata.normalize("NFKD", word.translate(APOSTROPHES).lower())
    return "".join(letter for letter in decomposed if letter not in ACCENTS)
