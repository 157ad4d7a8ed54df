"""How well an opportunity fits a topic, a place and a time: numbers from 0 to about 1."""

from datetime import date
from math import asin, cos, radians, sin, sqrt

from bot.catalogue.documents import Document
from bot.catalogue.index import Vocabulary
from bot.catalogue.model import Position, Session, Times
from bot.catalogue.topics import Topic

TEXT, TEXT_BESIDE = 0.9, 0.6
"""The most that words alone can give; less where the city has a name for the topic and the provider did not use it."""
HALF_SAID = 0.5
"""The share of a topic's words, by weight, below which an opportunity is not about it."""
BOTH = 0.2
"""What it adds when facet and words agree."""
EARTH_KM = 6371.0
NEAR_STEPS = ((1.0, 1.0), (2.0, 0.8), (3.5, 0.6), (6.0, 0.3), (12.0, 0.1))
"""(up to km, worth). Steps, so that a hundred metres do not decide between equals."""
SOON_STEPS = ((14, 1.0), (31, 0.7), (62, 0.4))
"""(starts within days, worth)."""
JOINT = 0.6
"""How much of each facet counts where several say more than one."""


def topic_fit(topic: Topic, document: Document, vocabulary: Vocabulary) -> tuple[float, str]:
    """How well it is about the topic, and the facet that says so (empty when its words do)."""
    by_facet, facet = _facet_fit(topic, document)
    by_words = _word_fit(topic, document, vocabulary)
    best = max(by_facet, by_words)
    return best + BOTH * min(by_facet, by_words), facet if by_facet >= by_words else ""


def _facet_fit(topic: Topic, document: Document) -> tuple[float, str]:
    met = [
        (weight * document.facets[facet], facet) for facet, weight in topic.facets.items() if facet in document.facets
    ]
    if not met:
        return 0.0, ""
    weight, facet = max(met)
    if not topic.many:
        return weight, facet
    miss = 1.0
    for each, _ in sorted(met):
        miss *= 1 - JOINT * each
    return max(weight, 1 - miss), facet


def _word_fit(topic: Topic, document: Document, vocabulary: Vocabulary) -> float:
    """The share of the topic's words that stand in it, rare words counting more and titles more than descriptions."""
    total = said = 0.0
    for stem in topic.stems:
        weight = vocabulary.weight(stem)
        total += weight
        said += weight * document.words.get(stem, 0.0)
    share = said / total if total else 0.0
    most = TEXT_BESIDE if topic.facets else TEXT
    return most * share if share >= HALF_SAID else 0.0


def distance_km(here: Position, there: Position) -> float:
    """Along the surface, by the haversine formula."""
    up, across = radians(there.lat - here.lat), radians(there.lon - here.lon)
    chord = sin(up / 2) ** 2 + cos(radians(here.lat)) * cos(radians(there.lat)) * sin(across / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, chord)))


def nearness(km: float) -> float:
    return next((worth for most, worth in NEAR_STEPS if km <= most), 0.0)


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
