"""Puts right a list of skills as somebody says it: "add cooking", "not cleaning", "patience, planning". Pure."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

PARTS = re.compile(r"[,;\n]|\band\b|\bbut\b|\bplus\b", re.IGNORECASE)
ADDS = re.compile(
    r"^\W*(yes|yeah|ye|ok|no)?\W*(add|also|and|plus|theres|there's|i also|you forgot|missing)\b[\s:]*", re.IGNORECASE
)
REMOVES = re.compile(
    r"^\W*(no|nah)?\W*(not|no|without|remove|delete|take (out|off|away)|isn'?t|drop|lose)\b[\s:]*(really\s+)?",
    re.IGNORECASE,
)
ALIKE = 85
"""How alike (0 to 100) a skill and the best part of it must be for the one to mean the other."""
LONGEST, MOST_WORDS = 60, 6


def corrected(skills: Sequence[str], said: str) -> list[str]:
    """The skills after a correction; what is already there is not there twice."""
    kept = list(skills)
    for part in PARTS.split(said):
        removes = REMOVES.match(part)
        name = (REMOVES if removes else ADDS).sub("", part).strip(" .!?")
        if removes and name:
            kept = [skill for skill in kept if not _alike(skill, name)]
        elif _is_skill(name) and not any(_alike(skill, name) for skill in kept):
            kept.append(name[:1].upper() + name[1:])
    return kept


def is_correction(said: str) -> bool:
    """ "Add cooking", "not cleaning": whatever else it could be taken for."""
    return len(said.split()) > 1 and bool(ADDS.match(said) or REMOVES.match(said))


def _is_skill(name: str) -> bool:
    return 2 < len(name) <= LONGEST and len(name.split()) <= MOST_WORDS


def _alike(skill: str, name: str) -> bool:
    return fuzz.partial_ratio(skill.casefold(), name.casefold()) >= ALIKE
