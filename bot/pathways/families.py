"""Occupations that fit an interest profile, as families: jobs that share what they are about. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.catalogue.careers import Occupation
from bot.catalogue.stock import Stock
from bot.pathways.riasec import Scores, code, ranked

FAMILIES, JOBS = 3, 3
LOOKED_AT = 30
"""The best occupations, of which families are made."""


@dataclass(frozen=True, slots=True)
class Family:
    """Some of the best occupations, best first, that share an interest."""

    interest: str
    """Its source id; the first letter of the jobs' codes where they name no interests."""
    name: str
    jobs: Sequence[Occupation]


def families(
    stock: Stock, scores: Scores, without: Iterable[str], unwanted: Iterable[str], areas: Mapping[str, str]
) -> list[Family]:
    """The three best families for a profile; `without` are letters and `unwanted` interests (names) ruled out. `areas`
    names the letters: O*NET's occupations come without interests."""
    known: Mapping[str, Scores] = {id: job.riasec for id, job in stock.occupations.items()}
    best = [stock.occupations[id] for id, _ in ranked(scores, known, without)[:LOOKED_AT]]
    out = {name.casefold() for name in unwanted}
    found: dict[str, list[Occupation]] = {}
    for job in best:
        key = job.interests[0] if job.interests else code(job.riasec)[0]
        if _name(stock, key, areas).casefold() not in out:
            found.setdefault(key, []).append(job)
    return [Family(key, _name(stock, key, areas), jobs[:JOBS]) for key, jobs in list(found.items())[:FAMILIES]]


def _name(stock: Stock, key: str, areas: Mapping[str, str]) -> str:
    named = stock.interests.get(key)
    return named.name if named else areas.get(key, key)
