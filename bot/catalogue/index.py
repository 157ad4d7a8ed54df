"""What search keeps in memory of a city: its taxonomy, places and kinds. Small whatever the number of opportunities."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log

from bot.catalogue.careers import Occupation
from bot.catalogue.city import Area, City
from bot.catalogue.implied import bare, by_name
from bot.catalogue.model import AlsoListed
from bot.catalogue.tables import BadgeRow, InterestRow, PathwayRow, SkillRow
from bot.catalogue.terms import PART, facet
from bot.language.filler import filler
from bot.language.places import Places
from bot.language.terms import TermMatcher
from bot.language.words import fold, stem

JOINED = re.compile(r",|&|/|\band\b|\bor\b")
SAMPLE = 20_000
"""Opportunities whose words are counted; beyond that, how rare a word is hardly changes."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How many of a sample of opportunities have each term."""

    counts: Mapping[str, int]
    sample: int

    def weight(self, term: str) -> float:
        """How telling a term is: the inverse document frequency of BM25 (Robertson and Zaragoza, 2009), above 0."""
        count = self.counts.get(term, 0)
        return log(1 + (self.sample - count + 0.5) / (count + 0.5))


@dataclass(frozen=True, slots=True)
class Named:
    """An interest or a skill."""

    source_id: str
    name: str
    labels: Sequence[str]
    riasec: str = ""


@dataclass(frozen=True, slots=True)
class CityIndex:
    city: City
    version: int
    size: int
    """How many opportunities there are, past ones included."""
    first: int
    last: int
    """The keys between which they lie; those of another city may lie between them too."""
    areas: Mapping[str, Area]
    kinds: frozenset[str]
    named: Mapping[str, Named]
    """Interests and skills by facet term."""
    occupations: Mapping[str, Occupation]
    """By facet term."""
    badges: Mapping[str, str]
    """Names by source id."""
    goal_badges: Mapping[str, frozenset[str]]
    """Source ids of the badges on published pathways, by the source id of the occupation that they lead to."""
    matcher: TermMatcher
    """Its keys are facet terms (bot/catalogue/terms.py), `c:` for an occupation."""
    places: Places
    vocabulary: Vocabulary
    twins: Mapping[str, Sequence[AlsoListed]] = field(default_factory=dict)
    """By public id of an opportunity, where else it is listed (bot/catalogue/duplicates)."""

    @property
    def data_version(self) -> str:
        return f"{self.city.id}:{self.version}"


@dataclass(frozen=True, slots=True)
class Stored:
    """What an index is made from, as read from the store."""

    city: City
    version: int
    size: int
    first: int
    last: int
    kinds: Iterable[str]
    interests: Sequence[InterestRow]
    skills: Sequence[SkillRow]
    occupations: Sequence[Occupation]
    badges: Sequence[BadgeRow]
    pathways: Sequence[PathwayRow]
    terms: Sequence[str]
    """Index entries of a sample of opportunities."""
    tags: Mapping[str, str] = field(default_factory=dict)
    """Interests, skills and areas that only opportunities name, by facet term (tags.py)."""
    twins: Mapping[str, Sequence[AlsoListed]] = field(default_factory=dict)


def build(stored: Stored) -> CityIndex:
    """Makes the index of a city. Takes up to a second for a large taxonomy, so not on the event loop."""
    vocabulary = _vocabulary(stored.terms)
    named = {term: Named(word, word, ()) for term, word in stored.tags.items() if not term.startswith("a:")}
    named |= described(stored.interests, stored.skills)
    tagged = (Area(word, word) for term, word in stored.tags.items() if term.startswith("a:"))
    areas = {area.id: area for area in (*stored.city.areas, *tagged)}
    occupations = {facet("c", each.source_id): each for each in stored.occupations}
    return CityIndex(
        city=stored.city,
        version=stored.version,
        size=stored.size,
        first=stored.first,
        last=stored.last,
        areas=areas,
        kinds=frozenset(stored.kinds),
        named=named,
        occupations=occupations,
        badges={row.source_id: row.name for row in stored.badges},
        goal_badges=_goal_badges(stored.pathways, by_name({job.source_id: job.name for job in stored.occupations})),
        matcher=TermMatcher(_entries(named, occupations), vocabulary.counts),
        places=Places({area.id: (area.name, *area.aliases) for area in areas.values()}),
        vocabulary=vocabulary,
        twins=stored.twins,
    )


def described(interests: Iterable[InterestRow], skills: Iterable[SkillRow]) -> dict[str, Named]:
    """What the city's own lists describe, by facet term."""
    named = {facet("i", row.source_id): Named(row.source_id, row.name, row.labels, row.riasec) for row in interests}
    return named | {facet("s", row.source_id): Named(row.source_id, row.name, row.labels) for row in skills}


def _vocabulary(entries: Sequence[str]) -> Vocabulary:
    counts: Counter[str] = Counter()
    for entry in entries:
        counts.update(entry.split())
    del counts[PART]
    return Vocabulary(counts, len(entries))


def _entries(*things: Mapping[str, Named] | Mapping[str, Occupation]) -> Iterator[tuple[str, str]]:
    for each in things:
        for key, thing in each.items():
            yield from ((name, key) for name in dict.fromkeys((thing.name, *_parts(key, thing.name), *thing.labels)))


def name_parts(name: str) -> list[str]:
    """What a name joins: "Animals and pets" names "Animals" and "pets"."""
    return [part.strip() for part in JOINED.split(name)]


def _parts(key: str, name: str) -> list[str]:
    """ "Animals and pets" is called "animals" too, and "pets"; only interests are named so."""
    parts = name_parts(name)
    if not key.startswith("i:") or len(parts) == 1:
        return []
    return [part for part in parts if stem(fold(part)) not in filler()]


def _goal_badges(pathways: Iterable[PathwayRow], jobs: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """`jobs`: source ids of occupations by what one may write for them."""
    found: dict[str, frozenset[str]] = {}
    for pathway in pathways:
        if pathway.goal_type == "occupation":
            badges = frozenset(badge for step in pathway.steps for badge in step_badges(step))
            goal = jobs.get(bare(pathway.goal), pathway.goal)
            found[goal] = found.get(goal, frozenset()) | badges
    return found


def step_badges(step: str) -> list[str]:
    """The badges of a step as stored: "Title=all:badge,badge"."""
    rule, _, items = step.partition("=")[2].partition(":")
    return [] if rule.strip() == "opening" else [item.strip() for item in items.split(",")]
