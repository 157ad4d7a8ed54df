"""Access needs in learners' words, and what providers' access notes offer."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.language.filler import filler
from bot.language.words import fold, stems

# What learners say, and what notes say of it.
NEEDS = (
    (
        "wheelchair chair mobility walker crutches stepfree step steps ramp lift stairs disabled",
        "stepfree wheelchair ramp lift level flat accessible",
    ),
    (
        "deaf hearing bsl sign signing lipread captions subtitles loop",
        "bsl loop caption subtitle interpreter deaf sign",
    ),
    ("blind vision visually sight eyesight braille print", "print braille tactile guide vision audio"),
    (
        "autistic autism asd aspergers sensory quiet noise noisy loud calm anxious anxiety panic crowds crowded shy",
        "quiet sensory calm small relaxed headphone defender",
    ),
    ("adhd add fidget breaks", "break quiet fidget move small"),
    ("dyslexia dyslexic reading writing dyspraxia", "dyslexia dyslexic print paper read written spell overlay"),
    ("toilet toilets changing", "toilet changing"),
    ("english esol interpreter translator", "interpreter language english esol translate"),
    ("prayer pray halal vegan vegetarian veggie kosher", "prayer halal vegan vegetarian kosher"),
    ("girls women female ladies lasses", "girl women female"),
    ("boys lads men male", "boy lad men male"),
    ("lgbt lgbtq lgbtqia gay trans queer", "lgbt lgbtq lgbtqia queer trans"),
)
OFFERED = tuple((frozenset(stems(asked)), frozenset(stems(offered))) for asked, offered in NEEDS)
PHYSICAL = OFFERED[0][0]
"""Needs of a place: what is online has no place, so nothing stands in the way."""
ONLINE = "o:yes"
CLAUSE = re.compile(r"[.;,!?\n]|\bbut\b|\bexcept\b")
REFUSED = re.compile(
    r"\b(no|not|isnt|isn't|without|cannot|can't|cant|unfortunately|sorry|never|only by stairs|stairs only)\b"
)
STEP_FREE = re.compile(r"\bstep[ -]?free\b")

SAID = re.compile(
    r"\b(?:wheel ?chairs?|step[ -]?free|crutches|deaf|hearing (?:loop|aids?|impaired)|bsl interpreters?|signed|blind"
    r"|visually impaired|autis\w+|asd|sensory|quiet|adhd|dyslexi\w+|halal|kosher)\b",
    re.IGNORECASE,
)
"""Words of a free message that name a need and hardly anything else."""


def needs_in(text: str) -> list[str]:
    """The access needs that a free message names by words that mean nothing else."""
    return list(dict.fromkeys(match[0].lower() for match in SAID.finditer(text)))


@lru_cache(maxsize=2_000)
def offered(notes: str) -> tuple[str, ...]:
    """The words of access notes that are offered; clauses that refuse something ("no lift") offer nothing."""
    clauses = [clause for clause in CLAUSE.split(_joined(notes)) if not REFUSED.search(clause)]
    return tuple(part for clause in clauses for part in stems(clause))


def required(needs: Iterable[str]) -> list[frozenset[str]]:
    """For each need the index terms (bot/catalogue/terms.py) of which one must be there."""
    return [terms for terms in (_terms(stems(_joined(need))) for need in needs) if terms]


def _joined(text: str) -> str:
    return STEP_FREE.sub("stepfree", fold(text))


def _terms(need: Sequence[str]) -> frozenset[str]:
    said = frozenset(need)
    found = {f"x:{part}" for asked, notes in OFFERED if said & asked for part in notes}
    if not found:
        found = {f"x:{part}" for part in said if part not in filler()}
    if said & PHYSICAL:
        found.add(ONLINE)
    return frozenset(found)
