"""Holland's six interest areas: scores, codes, high points, and how near an occupation is. Pure.

Theory: J. L. Holland, Making Vocational Choices (3rd edition, 1997). O*NET scores occupations (scale OI, 1 to 7).
"""

from collections.abc import Iterable, Mapping
from math import sqrt

LETTERS = "RIASEC"
"""Realistic, Investigative, Artistic, Social, Enterprising, Conventional: the order in which ties are settled."""
MOST = 4
"""The most that one answer gives; five answers give an area 0 to 20."""
FLAT = 3
"""Highest minus lowest score up to which a profile says too little for a correlation."""
Scores = Mapping[str, float]


def scores_of(answers: Mapping[str, int], area_of: Mapping[str, str]) -> dict[str, int]:
    """Points by letter, 0 to 20 with five statements an area. `area_of` gives a statement's letter by its id."""
    found = dict.fromkeys(LETTERS, 0)
    for statement, points in answers.items():
        if statement in area_of:
            found[area_of[statement]] += points
    return found


def code(scores: Scores, without: Iterable[str] = ()) -> str:
    """The three letters that score highest, ties in the order R I A S E C; what the learner ruled out comes last."""
    out = set(without)
    return "".join(
        sorted(LETTERS, key=lambda letter: (letter in out, -scores.get(letter, 0), LETTERS.index(letter)))[:3]
    )


def is_flat(scores: Scores) -> bool:
    values = [scores.get(letter, 0) for letter in LETTERS]
    return max(values) - min(values) <= FLAT


def correlation(one: Scores, other: Scores) -> float:
    """Pearson's r over the six areas; 0 where one of the two is the same everywhere."""
    mine = [float(one.get(letter, 0)) for letter in LETTERS]
    theirs = [float(other.get(letter, 0)) for letter in LETTERS]
    my_mean, their_mean = sum(mine) / 6, sum(theirs) / 6
    together = sum((a - my_mean) * (b - their_mean) for a, b in zip(mine, theirs, strict=True))
    spread = sqrt(sum((a - my_mean) ** 2 for a in mine) * sum((b - their_mean) ** 2 for b in theirs))
    return together / spread if spread else 0.0


def by_letters(mine: str, occupation: Scores) -> float:
    """How many of the first letters two codes share, earlier ones counting more (0 to 1): for flat profiles."""
    theirs = code(occupation)
    weights = (3.0, 2.0, 1.0)
    return sum(
        weights[place] * weights[theirs.index(letter)] / 14 for place, letter in enumerate(mine) if letter in theirs
    )


def ranked(scores: Scores, occupations: Mapping[str, Scores], without: Iterable[str] = ()) -> list[tuple[str, float]]:
    """(occupation, likeness) best first, those without six scores left out."""
    out = frozenset(without)
    mine = {letter: 0.0 if letter in out else float(scores.get(letter, 0)) for letter in LETTERS}
    flat, letters = is_flat(mine), code(mine, out)
    found = [
        (name, by_letters(letters, theirs) if flat else correlation(mine, theirs))
        for name, theirs in occupations.items()
        if all(letter in theirs for letter in LETTERS)
    ]
    return sorted(found, key=lambda pair: (-round(pair[1], 6), pair[0]))
