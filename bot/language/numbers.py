"""Small numbers as people write them."""

import re

SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
NUMBERS = {word: number for number, word in enumerate(SMALL + TEENS)} | {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "hundred": 100,
}
NUMBER = re.compile(rf"\d+(?:\.\d+)?|\b(?:{'|'.join(NUMBERS)})\b", re.IGNORECASE)


def number(text: str) -> float | None:
    """The first number in a text, in figures or words; "twenty five" is 25."""
    found = [_value(match.group()) for match in NUMBER.finditer(text)]
    if not found:
        return None
    if len(found) > 1 and found[0] in (20, 30, 40, 50) and found[1] < 10:
        return found[0] + found[1]
    return found[0]


def _value(text: str) -> float:
    return float(NUMBERS[text.casefold()]) if text.casefold() in NUMBERS else float(text)
