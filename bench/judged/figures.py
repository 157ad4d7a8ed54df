"""How good a ranking is, held against grades."""

from collections.abc import Mapping, Sequence
from math import log2

USEFUL = 2
"""The grade from which a result helps whoever asked."""
Grades = Mapping[str, int]


def ndcg(found: Sequence[str], grades: Grades, depth: int) -> float:
    """Normalised discounted cumulative gain with the gain 2^grade - 1 (Burges et al., 2005), 0 to 1."""
    best = sorted(grades.values(), reverse=True)
    most = _gain(best[:depth])
    return _gain([grades.get(id, 0) for id in found[:depth]]) / most if most else 0.0


def _gain(graded: Sequence[int]) -> float:
    return sum(((1 << grade) - 1) / log2(place + 2) for place, grade in enumerate(graded))


def recall(found: Sequence[str], grades: Grades, depth: int) -> float:
    """Of what is useful, the share among the first; of more than `depth` that are useful, `depth` is all."""
    useful = {id for id, grade in grades.items() if grade >= USEFUL}
    return len(useful & set(found[:depth])) / min(len(useful), depth) if useful else 0.0


def is_useless(found: Sequence[str], grades: Grades, depth: int) -> bool:
    """Whether none of the first is useful."""
    return not any(grades.get(id, 0) >= USEFUL for id in found[:depth])
