"""Puts what passes the limits in order, with the reasons: pure, and the same for the same facts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from bot.catalogue import fit
from bot.catalogue.documents import Document
from bot.catalogue.importing.values import written
from bot.catalogue.index import CityIndex
from bot.catalogue.limits import Limits
from bot.catalogue.model import Match, Online, Reason
from bot.catalogue.topics import Topic
from bot.catalogue.wish import Wish

# What each fact is worth beside a whole fit to the request (1). Together the lesser ones stay below it.
LIKED, GOAL, BESIDES, BADGE = 0.2, 0.2, 0.1, 0.12
NEAR, SOON, FREE_THEN, BUSY_THEN = 0.12, 0.04, 0.06, -0.1
DISLIKED, NOT_READY = -0.4, -0.05
BEST, MEAN = 0.75, 0.25
"""Of several topics, how much the one that fits best counts, and all of them."""
TOLD = 0.35
"""From here on a topic counts as met and is told as a reason."""
CUT = 0.55
"""What fits the request less than this share of the best fit is not shown."""
LEAST = 0.4
STEP = 0.05
"""Fits are compared in steps, so that what fits equally well takes turns."""


@dataclass(frozen=True, slots=True)
class Ranked:
    document: Document
    fit: float
    """To what was asked, 0 to 1; 1 when anything will do."""
    score: float
    reasons: Sequence[Reason]


def rank(index: CityIndex, wish: Wish, limits: Limits, documents: Iterable[Document]) -> list[Ranked]:
    """All that fits, best first."""
    scored = [_scored(index, wish, limits, each) for each in documents if _allowed(wish, limits, each)]
    best = max((each.fit for each in scored), default=0.0)
    fitting = [each for each in scored if each.fit >= max(LEAST, CUT * best)]
    return sorted(
        fitting, key=lambda each: (-round(each.score / STEP), _turn(wish.seed, each.document), each.document.key)
    )


def _allowed(wish: Wish, limits: Limits, document: Document) -> bool:
    opportunity = document.opportunity
    if opportunity.id in wish.hidden or wish.unwanted & document.facets.keys():
        return False
    if any(term.startswith("=") and document.words.get(term[1:]) == 1.0 for term in wish.unwanted):
        return False
    if limits.within_km is None or limits.centre is None:
        return True
    where = document.position
    return where is not None and fit.distance_km(limits.centre, where) <= limits.within_km


def _turn(seed: str, document: Document) -> bytes:
    return blake2b(f"{seed}|{document.opportunity.id}".encode(), digest_size=8).digest()


def _scored(index: CityIndex, wish: Wish, limits: Limits, document: Document) -> Ranked:
    asked, reasons = _topics(index, wish.asked, document)
    liked, because_liked = _topics(index, wish.likes, document)
    goal, because_goal = _topics(index, wish.goals, document)
    besides, _ = _topics(index, wish.besides, document)
    extra, because = _circumstances(index, wish, limits, document)
    score = LIKED * liked + GOAL * goal + BESIDES * besides + extra
    whole = asked if wish.asked else 1.0
    every = [*reasons, *_less(because_liked), *_less(because_goal), *because]
    return Ranked(document, whole, whole + score, _strongest(every))


def _less(reasons: Iterable[Reason]) -> list[Reason]:
    """What was told before stands behind what was asked now."""
    return [Reason(each.name, each.value, each.weight * 0.8) for each in reasons]


def _topics(index: CityIndex, topics: Sequence[Topic], document: Document) -> tuple[float, list[Reason]]:
    if not topics:
        return 0.0, []
    fits = [(*fit.topic_fit(topic, document, index.vocabulary), topic) for topic in topics]
    values = [value for value, _, _ in fits]
    reasons = [_because(index, topic, facet, value) for value, facet, topic in fits if value >= TOLD]
    return BEST * max(values) + MEAN * sum(values) / len(values), reasons


def _because(index: CityIndex, topic: Topic, facet: str, value: float) -> Reason:
    if topic.name:
        return Reason("goal", inline(topic.name), value * 0.9)
    thing = index.named.get(facet)
    if thing is None or topic.about == "words":
        return Reason("words", topic.said, value * 0.7)
    return Reason("skill" if facet.startswith("s:") else "interest", inline(thing.name), value)


def inline(name: str) -> str:
    """A name as it stands inside a sentence: "music production", but "DJing and radio"."""
    return name[0].lower() + name[1:] if name[1:2].islower() else name


def _strongest(reasons: Iterable[Reason]) -> list[Reason]:
    """Strongest first, each fact once."""
    found: dict[tuple[str, str], Reason] = {}
    for reason in sorted(reasons, key=lambda each: (-each.weight, each.name, each.value)):
        found.setdefault((reason.name, reason.value), reason)
    return list(found.values())


def _circumstances(index: CityIndex, wish: Wish, limits: Limits, document: Document) -> tuple[float, list[Reason]]:
    """What place, time, badges and limits add, and the reasons they give."""
    score, reasons = 0.0, _of_limits(index, limits, document)
    for part, because in (
        _badge(index, wish, document),
        _near(wish, limits, document),
        _when(wish, limits, document),
        _soon(limits, document),
    ):
        score += part
        reasons += because
    if wish.disliked & document.facets.keys():
        score += DISLIKED
    if set(document.requires) - wish.held:
        score += NOT_READY
    return score, reasons


def _of_limits(index: CityIndex, limits: Limits, document: Document) -> list[Reason]:
    """The limits that were set, and that this keeps to."""
    opportunity = document.opportunity
    found = []
    if limits.max_cost is not None:
        free = opportunity.cost == 0
        found.append(Reason("free", "", 0.5) if free else Reason("cost", str(opportunity.cost), 0.45))
    if limits.area is not None:
        found.append(Reason("area", opportunity.area_name, 0.5))
    if limits.online:
        found.append(Reason("online", "", 0.45))
    if limits.kinds:
        found.append(Reason("kind", opportunity.kind, 0.3))
    if limits.age is not None and (opportunity.age_min is not None or opportunity.age_max is not None):
        found.append(Reason("age", str(limits.age), 0.1))
    return found


def _badge(index: CityIndex, wish: Wish, document: Document) -> tuple[float, list[Reason]]:
    """A badge on the way to a goal."""
    wanted = next((badge for badge in document.awards if badge in wish.goal_badges), None)
    if wanted is None:
        return 0.0, []
    return BADGE, [Reason("badge", index.badges.get(wanted, wanted), 0.55)]


def _near(wish: Wish, limits: Limits, document: Document) -> tuple[float, list[Reason]]:
    if document.position is None or not wish.home or document.opportunity.online is Online.YES:
        return 0.0, []
    km, name = min((fit.distance_km(where, document.position), name) for name, where in wish.home)
    worth = fit.nearness(km)
    told = worth >= 0.6 and limits.area is None
    return NEAR * worth, [Reason("near", name, 0.4 * worth)] if told else []


def _when(wish: Wish, limits: Limits, document: Document) -> tuple[float, list[Reason]]:
    sessions = document.opportunity.sessions
    asked = limits.times or wish.free_at
    if wish.busy_at and sessions and all(fit.fits_times(session, wish.busy_at) for session in sessions):
        return BUSY_THEN, []
    fitting = next((each for each in sessions if asked and fit.fits_times(each, asked)), None)
    if fitting is None:
        return 0.0, []
    return FREE_THEN, [Reason("time", written(fitting), 0.5 if limits.times else 0.3)]


def _soon(limits: Limits, document: Document) -> tuple[float, list[Reason]]:
    starts = document.opportunity.starts
    worth = fit.soonness(starts, limits.today)
    if starts is None or not worth:
        return 0.0, []
    return SOON * worth, [Reason("soon", starts.isoformat(), 0.15 * worth)]


def match(index: CityIndex, ranked: Ranked) -> Match:
    """As the rest sees it, with the badges that can be earned."""
    opportunity = ranked.document.opportunity
    earns = [
        (badge_id, index.badges[badge])
        for badge, badge_id in zip(ranked.document.awards, opportunity.awards, strict=True)
        if badge in index.badges
    ]
    return Match(opportunity, round(ranked.score, 4), tuple(ranked.reasons), tuple(earns))
