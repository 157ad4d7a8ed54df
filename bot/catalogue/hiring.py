"""Which openings fit a request, best first, with the reasons."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.catalogue import fit
from bot.catalogue.access import offered
from bot.catalogue.index import CityIndex
from bot.catalogue.lookups import Lookups, fits_age, still_open
from bot.catalogue.model import Position, Reason
from bot.catalogue.openings import Opening, OpeningMatch
from bot.catalogue.reasons import inline, strongest
from bot.catalogue.terms import facet
from bot.catalogue.topics import Topic
from bot.catalogue.turns import mark, turns
from bot.catalogue.wish import Wish, anything
from bot.language.words import stems

LEAST = 0.35
LIKED, GOAL, NEAR, READY = 0.2, 0.25, 0.12, 0.05
TITLE, TEXT = 0.9, 0.5


@dataclass(frozen=True, slots=True)
class _Scored:
    match: OpeningMatch
    fit: float


def find_openings(index: CityIndex, lookups: Lookups, wish: Wish) -> list[OpeningMatch]:
    """All openings that pass the limits and fit, best first."""
    open_now = [opening for opening in lookups.openings if _passes(index, wish, opening)]
    scored = [_scored(index, lookups, wish, opening) for opening in open_now]
    if wish.asked:
        best = max((each.fit for each in scored), default=0.0)
        scored = [each for each in scored if each.fit >= max(LEAST, 0.55 * best)]
        if not scored and wish.vague:
            return find_openings(index, lookups, anything(wish))
    turn = turns(wish.seed)
    scored.sort(key=lambda each: (-round(each.match.score / 0.05), turn(mark(each.match.opening.id))))
    return [each.match for each in scored]


def _passes(index: CityIndex, wish: Wish, opening: Opening) -> bool:
    limits = wish.limits
    if opening.id in wish.hidden or not still_open(opening, limits.today) or not fits_age(opening, limits.age):
        return False
    kinds_fit = (not limits.kinds or opening.kind in limits.kinds) and opening.kind not in limits.not_kinds
    area_fits = limits.area is None or facet("a", opening.area) == facet("a", limits.area)
    return kinds_fit and area_fits and _near_enough(index, wish, opening) and _accessible(wish, opening)


def _near_enough(index: CityIndex, wish: Wish, opening: Opening) -> bool:
    limits = wish.limits
    if limits.within_km is None or limits.centre is None:
        return True
    where = _position(index, opening)
    return where is not None and fit.distance_km(limits.centre, where) <= limits.within_km


def _position(index: CityIndex, opening: Opening) -> Position | None:
    area = index.areas.get(opening.area)
    return opening.position or (area.position if area else None)


def _accessible(wish: Wish, opening: Opening) -> bool:
    notes = {f"x:{word}" for word in offered(opening.access)}
    return all(notes & needed for needed in wish.limits.access)


def _scored(index: CityIndex, lookups: Lookups, wish: Wish, opening: Opening) -> _Scored:
    facets = lookups.opening_facets[opening.id]
    asked, reasons = _topics(index, wish.asked, opening, facets)
    liked, because_liked = _topics(index, wish.likes, opening, facets)
    goal, because_goal = _topics(index, wish.goals, opening, facets)
    near, because_near = _near(index, wish, opening)
    needed = {badge.id.rpartition(":")[2] for badge in opening.badges_must}
    score = asked + LIKED * liked + GOAL * goal + near + (READY if needed <= wish.held else 0.0)
    every = [*reasons, *because_goal, *because_liked, *because_near, *_of_limits(wish, opening)]
    return _Scored(OpeningMatch(opening, tuple(strongest(every)), round(score, 4)), asked)


def _topics(
    index: CityIndex, topics: Sequence[Topic], opening: Opening, facets: frozenset[str]
) -> tuple[float, list[Reason]]:
    if not topics:
        return 0.0, []
    fits = [(_fit(index, topic, opening, facets), topic) for topic in topics]
    reasons = [_because(index, topic, facets, value) for value, topic in fits if value >= LEAST]
    return max(value for value, _ in fits), reasons


def _fit(index: CityIndex, topic: Topic, opening: Opening, facets: frozenset[str]) -> float:
    by_facet = max((weight for key, weight in topic.facets.items() if key in facets), default=0.0)
    occupation = next((key for key, job in index.occupations.items() if job.name == topic.name), None)
    if occupation in facets:
        return 1.0
    return max(by_facet, _words(topic, opening.title, TITLE), _words(topic, opening.occupation, TITLE),
               _words(topic, opening.summary, TEXT))  # fmt: skip


def _words(topic: Topic, text: str, weight: float) -> float:
    if not topic.stems:
        return 0.0
    here = set(stems(text))
    return weight * sum(stem in here for stem in topic.stems) / len(topic.stems)


def _because(index: CityIndex, topic: Topic, facets: frozenset[str], value: float) -> Reason:
    met = next((key for key in topic.facets if key in facets), "")
    if topic.name:
        # An interest or a skill that it shares with the job is no way to the job.
        leads = value >= TITLE or met not in index.named
        return Reason("goal", inline(topic.name), value) if leads else _shared(index, met, value)
    if not met or topic.about == "words":
        return Reason("words", topic.said, value * 0.7)
    return Reason("skill" if met.startswith("s:") else "interest", inline(index.named[met].name), value)


def _shared(index: CityIndex, met: str, value: float) -> Reason:
    return Reason("skill" if met.startswith("s:") else "about", inline(index.named[met].name), value * 0.5)


def _near(index: CityIndex, wish: Wish, opening: Opening) -> tuple[float, list[Reason]]:
    where = _position(index, opening)
    if where is None or not wish.home:
        return 0.0, []
    km, name = min((fit.distance_km(home, where), name) for name, home in wish.home)
    worth = fit.nearness(km)
    told = worth >= 0.6 and wish.limits.area is None
    return NEAR * worth, [Reason("near", name, 0.4 * worth)] if told else []


def _of_limits(wish: Wish, opening: Opening) -> list[Reason]:
    limits = wish.limits
    found = [Reason("kind", opening.kind, 0.3)] if limits.kinds else []
    if limits.area is not None:
        found.append(Reason("area", opening.area_name, 0.5))
    if limits.age is not None and (opening.age_min is not None or opening.age_max is not None):
        found.append(Reason("age", str(limits.age), 0.1))
    return found
