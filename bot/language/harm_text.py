"""Brings a message to the plain form that the signs of harm are written in: no slang, no disguise, no common typos."""

import re
import unicodedata
from functools import cache

from bot.language.harm_files import slang

LEET = str.maketrans({"1": "i", "3": "e", "0": "o", "4": "a", "5": "s", "$": "s", "@": "a", "!": "i"})
QUOTES = re.compile("[\u2018\u2019\u02bc\u0060\u00b4]")
UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
DISGUISED = re.compile(r"\b(?=\w*[a-z])[a-z$@][a-z0-9$@!]*[a-z](?!\w)")
SPACED = re.compile(r"\b(?:[a-z][ .\-_]){3,}[a-z]\b")
SENTENCE_ENDS = re.compile(r"[.!?;:\n\u2026]+")


def plain(text: str) -> str:
    """The message in small letters with slang put right, "|" between sentences and one space between words."""
    words = UNSEEN.sub("", QUOTES.sub("'", unicodedata.normalize("NFKC", text).lower()))
    words = _without_accents(words)
    words = DISGUISED.sub(lambda word: word[0].translate(LEET), words)
    words = SPACED.sub(lambda spaced: re.sub(r"[ .\-_]", "", spaced[0]), words)
    words = _without_drawl(words)
    for written, meant in _slang():
        words = written.sub(meant, words)
    words = SENTENCE_ENDS.sub(" | ", words.replace("'", ""))
    words = re.sub(r"[^\w|£]+", " ", words)
    return re.sub(r"\s+", " ", words).strip()


def _without_accents(words: str) -> str:
    parts = unicodedata.normalize("NFD", words)
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def _without_drawl(words: str) -> str:
    """Soooo becomes so, killlll becomes kill."""
    words = re.sub(r"([aeiouy])\1{2,}", r"\1", words)
    return re.sub(r"([^aeiouy\s\d])\1{2,}", r"\1\1", words)


@cache
def _slang() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(written), meant) for written, meant in slang()]
