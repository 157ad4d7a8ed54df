"""Personal data in free text: what tells who somebody is or how to reach them. Found by form, without a model."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

SPACED = r"[\s.\-()]{0,3}"
PATTERNS = (
    (
        "email",
        re.compile(r"[\w.+'-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[\w-]{1,63}(?:\s?\.\s?[a-z]{2,24}){1,3}\b", re.IGNORECASE),
    ),
    (
        "email",  # as people write it where an address is not wanted
        re.compile(r"[\w.+'-]{1,64}\sat\s[\w-]{1,63}\s?(?:\.|\bdot\b)\s?(?:com|co|org|net|uk)\b", re.IGNORECASE),
    ),
    ("link", re.compile(r"\b(?:https?://|www\.)\S{3,200}", re.IGNORECASE)),
    (
        "handle",
        re.compile(
            r"(?<![\w@])@[a-z0-9_][\w.]{2,30}"
            r"|\b(?:insta(?:gram)?|snap(?:chat)?|tiktok|discord|telegram|whats ?app)\s?(?:is|:|=|@)\s?@?[\w.]{3,30}",
            re.IGNORECASE,
        ),
    ),
    ("card", re.compile(rf"(?<!\d)(?:\d{SPACED}){{13,19}}(?!\d)")),
    ("phone", re.compile(rf"(?<![\w+])(?:\+|00)?\d(?:{SPACED}\d){{8,12}}(?!\w)")),
    (
        "postcode",
        # Royal Mail's form of postcodes (BS 7666), with a space or none.
        re.compile(r"\b(?:gir\s?0aa|[a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2})\b", re.IGNORECASE),
    ),
    (
        "address",
        re.compile(
            r"\b(?:flat\s\d{1,4}[a-z]?,?\s)?\d{1,4}[a-z]?\s(?!(?:min|minute|hour|hr|mile|km|day|week|month|year)s?\b)"
            r"(?:[a-z'\u2019]{2,20}\s){1,3}"
            r"(?:street|st|road|rd|avenue|ave|lane|ln|close|drive|dr|way|court|gardens|place|terrace|crescent|grove|row|walk)\b\.?",
            re.IGNORECASE,
        ),
    ),
    (
        "birthday",
        re.compile(r"\b(?:born|birthday|dob|d\.o\.b\.?)\b\D{0,20}(\d{1,2}\D{1,6}\w{1,9}\D{1,3}\d{2,4})", re.IGNORECASE),
    ),
    (
        "name",
        re.compile(
            r"\b(?:my (?:full |real |last |sur)?name(?:'s| is|s)|(?:i am|i'm|im) called|call me|this is)\s+"
            r"([A-Za-z][\w'\u2019-]{1,25}(?:\s(?!and\b|but\b|from\b|i\b|im\b)(?-i:[A-Z])[\w'\u2019-]{1,25}){0,2})",
            re.IGNORECASE,
        ),
    ),
)
"""The earlier ones win where two would cover the same words. Where there is a group, it is what is personal."""
REACHES = frozenset({"email", "link", "handle", "phone", "postcode", "address"})
"""Kinds by which somebody can be reached or found."""
NO_NAMES = frozenset(
    {
        "a",
        "an",
        "the",
        "not",
        "so",
        "what",
        "where",
        "how",
        "my",
        "that",
        "it",
        "for",
        "really",
        "just",
        "rubbish",
        "boring",
    }
)


@dataclass(frozen=True, slots=True)
class Personal:
    kind: str
    start: int
    end: int


def find(text: str) -> list[Personal]:
    """What is personal in a text, in order, nothing twice."""
    found: list[Personal] = []
    for kind, pattern in PATTERNS:
        for one in _matches(kind, pattern, text):
            if all(one.end <= other.start or one.start >= other.end for other in found):
                found.append(one)
    return sorted(found, key=lambda one: one.start)


def has_contact(text: str) -> bool:
    """Whether something in a text could be used to reach or find its writer."""
    return any(one.kind in REACHES for one in find(text))


def _matches(kind: str, pattern: re.Pattern[str], text: str) -> Iterator[Personal]:
    for match in pattern.finditer(text):
        start, end = match.span(1) if pattern.groups else match.span()
        if kind != "name" or text[start:end].split()[0].casefold() not in NO_NAMES:
            yield Personal(kind, start, end)
