"""How many young people come near to an opening: counts that tell of nobody. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

LEAST, STEP = 10, 5
"""No count below ten is ever shown, and those shown are rounded to five."""


@dataclass(frozen=True, slots=True)
class Near:
    """Young people who hold exactly this many of the badges asked for."""

    held: int
    people: int
    """Rounded; 0 where there are too few to say."""


@dataclass(frozen=True, slots=True)
class Reach:
    musts: int
    near: Sequence[Near] = ()
    """Most badges first; those with too few people are left out."""
    most_missing: str = ""
    """Public id of the badge that most are missing who hold some of the others; empty where they are too few."""


def reach(musts: Sequence[str], learners: Iterable[Collection[str]]) -> Reach:
    """From the must-have badges of an opening and the badges that each learner of the city holds."""
    wanted = frozenset(musts)
    if not wanted:
        return Reach(0)
    counts: Counter[int] = Counter()
    missing: Counter[str] = Counter()
    for held in learners:
        have = wanted.intersection(held)
        if have:
            counts[len(have)] += 1
            missing.update(wanted - have)
    near = [Near(held, rounded(counts[held])) for held in sorted(counts, reverse=True)]
    return Reach(len(wanted), [each for each in near if each.people], _most(musts, missing))


def rounded(people: int) -> int:
    """To the nearest five; 0 for fewer than ten."""
    return 0 if people < LEAST else STEP * round(people / STEP)


def _most(musts: Sequence[str], missing: Counter[str]) -> str:
    most = max(musts, key=lambda badge: (missing[badge], -musts.index(badge)))
    return most if missing[most] >= LEAST else ""
