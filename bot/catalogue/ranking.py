"""Puts what passes the limits in order: pure, and the same for the same facts."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from operator import add
from typing import NamedTuple

from bot.catalogue import fit
from bot.catalogue.documents import Document
from bot.catalogue.fit import Measured
from bot.catalogue.index import CityIndex
from bot.catalogue.limits import Limits
from bot.catalogue.model import Online, Position, Session, Times
from bot.catalogue.terms import IN_TITLE
from bot.catalogue.topics import Topic
from bot.catalogue.turns import turns
from bot.catalogue.wish import Wish

# What each fact is worth beside a whole fit to the request (1). Together the lesser ones stay below it.
LIKED, GOAL, BESIDES, BADGE = 0.2, 0.2, 0.1, 0.12
NEAR, SOON, FREE_THEN, BUSY_THEN = 0.12, 0.04, 0.06, -0.1
DISLIKED, NOT_READY = -0.4, -0.05
FOR_OTHERS = -0.4
"""For what is meant for some people, as long as nobody asked for that: who the learner is, is not guessed."""
FOR_THEM = 0.3
"""For what is meant for those who were asked for: "girls football"."""
BEST, MEAN = 0.75, 0.25
"""Of several topics, how much the one that fits best counts, and all of them."""
SIMILAR = 1.2
"""The most that nearness in meaning can give."""
ALIKE = 0.5
"""The nearness from which something is found for its meaning alone, without a word or facet of what was asked."""
CUT = 0.55
"""What fits the request less than this share of the best fit is not shown."""
LEAST = 0.4
STEP = 0.02
"""Scores are compared in steps, so that what fits equally well takes turns."""


Documents = Sequence[Document]
Score = Callable[[Document], float]
ONLINE = Online.YES.value


class Ranked(NamedTuple):
    document: Document
    fit: float
    """To what was asked, 0 to about 1; 1 when anything will do."""
    score: float


@dataclass(frozen=True, slots=True)
class Question:
    """A wish with everything worked out that is the same for all candidates."""

    index: CityIndex
    wish: Wish
    limits: Limits
    asked: Sequence[Measured] = field(init=False)
    besides: Sequence[Measured] = field(init=False)
    likes: Sequence[Measured] = field(init=False)
    goals: Sequence[Measured] = field(init=False)
    near: dict[Position, tuple[float, str]] = field(default_factory=dict)
    """How far places are, so that each is worked out once: many things are at the same place."""

    def __post_init__(self) -> None:
        for name in ("asked", "besides", "likes", "goals"):
            object.__setattr__(self, name, self._measured(getattr(self.wish, name)))

    def _measured(self, topics: Sequence[Topic]) -> list[Measured]:
        return [fit.measured(topic, self.index.vocabulary) for topic in topics]


def rank(question: Question, documents: Documents) -> list[Ranked]:
    """All that fits, best first."""
    allowed = _allowed(question, documents)
    wholes = _wholes(question, allowed)
    least = max(LEAST, CUT * max(wholes, default=0.0)) if question.asked else LEAST
    fitting = [(whole, each) for whole, each in zip(wholes, allowed, strict=True) if whole >= least]
    scores = _scores(question, [whole for whole, _ in fitting], [each for _, each in fitting])
    turn = turns(question.wish.seed)
    steps = [-round(score / STEP) for score in scores]
    order = sorted(zip(steps, [turn(each.mark) for _, each in fitting], range(len(fitting)), strict=True))
    return [Ranked(fitting[place][1], fitting[place][0], scores[place]) for _, _, place in order]


def _scores(question: Question, wholes: Sequence[float], documents: Documents) -> list[float]:
    scores = list(wholes)
    for part in _lesser(question, documents):
        scores = list(map(add, scores, part))
    return scores


def _allowed(question: Question, documents: Documents) -> Documents:
    """Without what was ruled out, and what lies in the square but not in the circle."""
    wish, limits = question.wish, question.limits
    if wish.hidden:
        documents = [each for each in documents if each.id not in wish.hidden]
    if wish.unwanted:
        titled = [term[1:] for term in wish.unwanted if term.startswith("=")]
        documents = [each for each in documents if not _unwanted(each, wish.unwanted, titled)]
    if limits.within_km is not None and limits.centre is not None:
        centre, most = limits.centre, limits.within_km
        documents = [each for each in documents if each.position and fit.distance_km(centre, each.position) <= most]
    return documents


def _unwanted(document: Document, terms: frozenset[str], titled: Sequence[str]) -> bool:
    return not terms.isdisjoint(document.facets) or any(document.words.get(stem) == IN_TITLE for stem in titled)


def _lesser(question: Question, documents: Documents) -> Iterator[Iterable[float]]:
    """What else can raise or lower scores for this question, each for all documents: a call for each of hundreds costs
    more than what it does."""
    wish, today = question.wish, question.limits.today
    for topics, worth in ((question.likes, LIKED), (question.goals, GOAL), (question.besides, BESIDES)):
        if topics:
            yield [worth * fitting for fitting in topics_fits(topics, documents)]
    if wish.home:
        yield map(_near(question), documents)
    soon = _soon(today)
    yield [soon(each.starts) if each.starts and each.starts >= today else 0.0 for each in documents]
    if wish.busy_at or asked_times(question):
        yield [_time(question, each) for each in documents]
    if wish.goal_badges:
        yield [BADGE if wanted_badge(wish, each) else 0.0 for each in documents]
    if wish.disliked:
        yield [0.0 if wish.disliked.isdisjoint(each.facets) else DISLIKED for each in documents]
    yield [NOT_READY if each.requires and not wish.held.issuperset(each.requires) else 0.0 for each in documents]


def _near(question: Question) -> Score:
    known: dict[Position | None, float] = {None: 0.0}

    def worth(document: Document) -> float:
        where = None if document.online == ONLINE else document.position
        if where not in known:
            known[where] = NEAR * fit.nearness(nearest(question, document)[0])
        return known[where]

    return worth


def _soon(today: date) -> Callable[[date], float]:
    until = [(today + timedelta(days=most), SOON * worth) for most, worth in fit.SOON_STEPS]
    return lambda starts: next((worth for last, worth in until if starts <= last), 0.0)


def _wholes(question: Question, documents: Documents) -> list[float]:
    """The fits to what was asked. Where nothing was, all fit, and what is near in meaning comes first."""
    wish, similar = question.wish, question.wish.similar
    found = topics_fits(question.asked, documents) if question.asked else [1.0] * len(documents)
    if similar:
        found = list(map(_with_meaning, found, (similar.get(each.key, 0.0) for each in documents)))
    return [
        topical + _audience(wish, each) if topical and each.audience else topical
        for topical, each in zip(found, documents, strict=True)
    ]


def _with_meaning(topical: float, near: float) -> float:
    return topical + SIMILAR * near if topical or near >= ALIKE else 0.0


def _audience(wish: Wish, document: Document) -> float:
    return FOR_THEM if document.audience & wish.people else FOR_OTHERS


def topics_fits(topics: Sequence[Measured], documents: Documents) -> list[float]:
    """How well each document fits several topics (one at least)."""
    fits = [[fit.topic_fit(topic, each.facets, each.words) for each in documents] for topic in topics]
    if len(topics) == 1:
        return fits[0]
    return [BEST * max(several) + MEAN * sum(several) / len(several) for several in zip(*fits, strict=True)]


FAR = 1e9


def nearest(question: Question, document: Document) -> tuple[float, str]:
    """Kilometres to the nearest of the learner's areas, and its name; far away when there is none or it is online."""
    where, home = document.position, question.wish.home
    if where is None or not home or document.online == Online.YES:
        return FAR, ""
    if where not in question.near:
        question.near[where] = min((fit.distance_km(here, where), name) for name, here in home)
    return question.near[where]


def wanted_badge(wish: Wish, document: Document) -> str:
    """The first badge that it awards on the way to a goal; empty when there is none."""
    return next((badge for badge in document.awards if badge in wish.goal_badges), "") if wish.goal_badges else ""


def asked_times(question: Question) -> Times | None:
    return question.limits.times or question.wish.free_at


def fitting_session(question: Question, document: Document) -> Session | None:
    """The first regular time that fits what was asked, or when the learner said they are free."""
    asked = asked_times(question)
    if asked is None:
        return None
    return next((each for each in document.sessions if fit.fits_times(each, asked)), None)


def _time(question: Question, document: Document) -> float:
    busy, sessions = question.wish.busy_at, document.sessions
    if busy and sessions and all(fit.fits_times(each, busy) for each in sessions):
        return BUSY_THEN
    return FREE_THEN if fitting_session(question, document) else 0.0
