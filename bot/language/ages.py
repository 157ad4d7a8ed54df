"""Ages in words: "im 17", "turning 16 in march", "year 11", "fifteen"."""

import re

from bot.language.numbers import number

YOUNGEST, OLDEST = 5, 99
YEAR_GROUP = re.compile(
    r"\b(?:y|yr|years?)[ -]?(\d{1,2}|seven|eight|nine|ten|eleven|twelve|thirteen)\b(?!\s*olds?\b)", re.IGNORECASE
)
AGE_IN_YEAR_ONE = 5
"""Pupils in year 1 turn 6 in it: a pupil in year N is N + 4 or N + 5 (England, School Admissions Code). The younger of
the two is taken, so that nothing is suggested that somebody is too young for."""
LAST_YEAR_GROUP = 13
STAGES = {"sixth form": 16, "a levels": 16, "gcses": 15, "primary": 10}
BECOMING = re.compile(
    r"\b(?:turn|turning|turns|nearly|almost|about to be|gonna be|going to be|soon)\b[^\d]*(\d{1,2})", re.IGNORECASE
)


def age(text: str) -> int | None:
    """The learner's age in whole years now; None when the text says none, or none between 5 and 99."""
    years = _by_school_year(text)
    if years is None:
        years = _becoming(text)
    if years is None:
        years = _plain(text)
    if years is None:
        years = next((stage for words, stage in STAGES.items() if words in text.casefold()), None)
    return years if years is not None and YOUNGEST <= years <= OLDEST else None


def _by_school_year(text: str) -> int | None:
    for match in YEAR_GROUP.finditer(text):
        group = number(match.group(1))
        if group is not None and 1 <= group <= LAST_YEAR_GROUP:
            return int(group) + AGE_IN_YEAR_ONE - 1
    return None


def _becoming(text: str) -> int | None:
    """Somebody who turns 16 is 15; in "15 nearly 16" the first number says it already."""
    match = BECOMING.search(text)
    if match is None or re.search(r"\d", text[: match.start()]):
        return None
    return int(match.group(1)) - 1


def _plain(text: str) -> int | None:
    years = number(text)
    return int(years) if years is not None and years == int(years) else None
