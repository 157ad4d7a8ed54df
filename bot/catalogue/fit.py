"""How well an opportunity fits a topic, a place and a time: numbers from 0 to about 1."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from math import asin, cos, radians, sin, sqrt

from bot.catalogue.index import Vocabulary
from bot.catalogue.model import Position, Session, Times
from bot.catalogue.topics import Topic

TEXT, TEXT_BESIDE = 0.9, 0.6
"""The most that words alone can give; less where the city has a name for the topic and the provider did not use it."""
HALF_SAID = 0.5
"""The share of a topic's words, by weight, below which an opportunity is not about it."""
OTHERWISE = 0.9
"""What other words for a topic count, beside those that were said."""
BOTH = 0.5
"""What it adds when facet and words agree."""
EARTH_KM = 6371.0
NEAR_STEPS = ((1.0, 1.0), (2.0, 0.8), (3.5, 0.6), (6.0, 0.3), (12.0, 0.1))
"""(up to km, worth). Steps, so that a hundred metres do not decide between equals."""
SOON_STEPS = ((14, 1.0), (31, 0.7), (62, 0.4))
"""(starts within days, worth)."""
JOINT = 0.6
"""How much of each facet counts where several say more than one."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A topic with the weights of its words worked out once for many opportunities."""

    topic: Topic
    facets: Sequence[tuple[str, float]]
    stems: Sequence[tuple[str, float]]
    """Each with its share of all; together 1."""
    also: Sequence[Sequence[tuple[str, float]]]
    """The same for other words for it."""
    named: frozenset[str]
    """All of its facets."""
    words: frozenset[str]
    """All stems of it and of other words for it."""
    most: float
    """What words alone can give."""


def measured(topic: Topic, vocabulary: Vocabulary) -> Measured:
    also = [_shares(stems, vocabulary) for stems in topic.also]
    most = TEXT_BESIDE if topic.facets else TEXT
    words = frozenset(chain(topic.stems, *topic.also))
    facets, stems = sorted(topic.facets.items()), _shares(topic.stems, vocabulary)
    return Measured(topic, facets, stems, also, frozenset(topic.facets), words, most)


def _shares(stems: Sequence[str], vocabulary: Vocabulary) -> list[tuple[str, float]]:
    weights = [(stem, vocabulary.weight(stem)) for stem in stems]
    total = sum(weight for _, weight in weights)
    return [(stem, weight / total) for stem, weight in weights]


def topic_fit(topic: Measured, facets: Mapping[str, float], words: Mapping[str, float]) -> float:
    """How well something with these facets and words is about the topic."""
    by_facet = 0.0 if facets.keys().isdisjoint(topic.named) else _facet_fit(topic, facets)
    if words.keys().isdisjoint(topic.words):
        return by_facet
    said = _said(topic, words)
    if not said:
        return by_facet
    by_words = topic.most * said
    return (max(by_words, by_facet)) + BOTH * (min(said, by_facet))


def met_facet(topic: Measured, facets: Mapping[str, float], words: Mapping[str, float]) -> str:
    """The facet that says most clearly that it is about the topic; empty when its words say more."""
    met = [(weight * facets[facet], facet) for facet, weight in topic.facets if facet in facets]
    if not met or _facet_fit(topic, facets) < topic.most * _said(topic, words):
        return ""
    return max(met)[1]


def _facet_fit(topic: Measured, facets: Mapping[str, float]) -> float:
    best, miss = 0.0, 1.0
    for facet, weight in topic.facets:
        if facet in facets:
            here = weight * facets[facet]
            if here > best:
                best = here
            miss *= 1 - JOINT * here
    return max(best, 1 - miss) if topic.topic.many else best


def _said(topic: Measured, words: Mapping[str, float]) -> float:
    """The share of the topic's words that stand in it, rare words counting more and titles more than descriptions."""
    best = _spoken(topic.stems, words)
    for each in topic.also:
        other = OTHERWISE * _spoken(each, words)
        if other > best:
            best = other
    return best


def _spoken(stems: Sequence[tuple[str, float]], words: Mapping[str, float]) -> float:
    there = said = 0.0
    for stem, share in stems:
        if stem in words:
            there += share
            said += share * words[stem]
    return said if there >= HALF_SAID else 0.0


def distance_km(here: Position, there: Position) -> float:
    """Along the surface, by the haversine formula."""
    up, across = radians(there.lat - here.lat), radians(there.lon - here.lon)
    chord = sin(up / 2) ** 2 + cos(radians(here.lat)) * cos(radians(there.lat)) * sin(across / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, chord)))


def nearness(km: float) -> float:
    for most, worth in NEAR_STEPS:
        if km <= most:
            return worth
    return 0.0


def soonness(starts: date | None, today: date) -> float:
    """For what starts on a day ahead; what runs all the time is not soon, it is there."""
    if starts is None or starts < today:
        return 0.0
    days = (starts - today).days
    return next((worth for most, worth in SOON_STEPS if days <= most), 0.0)


def fits_times(session: Session, times: Times) -> bool:
    return (
        (not times.days or session.day in times.days)
        and (times.earliest is None or session.starts >= times.earliest)
        and (times.latest is None or session.ends <= times.latest)
    )
