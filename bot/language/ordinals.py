"""Which one of several: "the second one", "2nd", "last one", "no 3"."""

import re

NAMES = (
    ("first", "1st", "one", "1", "top"),
    ("second", "2nd", "two", "2", "middle"),
    ("third", "3rd", "three", "3"),
    ("fourth", "4th", "four", "4"),
    ("fifth", "5th", "five", "5"),
)
INDEX = {name: index for index, names in enumerate(NAMES) for name in names} | {"last": -1, "bottom": -1, "final": -1}
SURE = re.compile(
    r"\b(first|second|third|fourth|fifth|last|bottom|final|top|middle|[1-5](?:st|nd|rd|th))\b", re.IGNORECASE
)
NUMBERED = re.compile(
    r"\b(?:number|no\.?|num|option|card|#)\s*([1-5]|one|two|three|four|five)\b|^\W*([1-5])\W*$", re.IGNORECASE
)


def ordinal(text: str) -> int | None:
    """The place in a list, 0 for the first and -1 for the last; None when the text names none.

    A bare "one" or "2" counts only where it is the whole text or follows "number", "no" or "option".
    """
    word = text.strip().casefold()
    if word in INDEX:
        return INDEX[word]
    if match := SURE.search(text):
        return INDEX[match.group(1).casefold()]
    if match := NUMBERED.search(text):
        return INDEX[(match.group(1) or match.group(2)).casefold()]
    return None
