"""Why something was found: only facts that ranked it or limits that it keeps to, strongest first."""

from collections.abc import Iterable, Sequence

from bot.catalogue import fit
from bot.catalogue.documents import Document
from bot.catalogue.fit import Measured
from bot.catalogue.importing.values import written
from bot.catalogue.model import Match, Reason
from bot.catalogue.ranking import ALIKE, Question, Ranked, fitting_session, nearest, wanted_badge

TOLD = 0.35
"""From here on a topic counts as met and is told."""
BEFORE = 0.8
"""What was told before stands behind what was asked now."""
NEAR_ENOUGH = 0.6
ABOUT = 0.3
"""Below what was asked for by name."""


def match(question: Question, ranked: Ranked) -> Match:
    """A ranked opportunity as the rest sees it, with its reasons and the badges that can be earned."""
    opportunity = ranked.document.opportunity
    earns = [
        (badge_id, question.index.badges[badge])
        for badge, badge_id in zip(ranked.document.awards, opportunity.awards, strict=True)
        if badge in question.index.badges
    ]
    return Match(opportunity, round(ranked.score, 4), tuple(reasons(question, ranked.document)), tuple(earns))


def reasons(question: Question, document: Document) -> list[Reason]:
    """Strongest first, each fact once."""
    found = [
        *_topics(question, question.asked, document, 1.0),
        *_topics(question, question.likes, document, BEFORE),
        *_topics(question, question.goals, document, BEFORE),
        *_limits(question, document),
        *_badge(question, document),
        *_near(question, document),
        *_time(question, document),
        *_soon(question, document),
    ]
    told = {reason.value for reason in found}
    return strongest([*found, *(each for each in _about(question, document) if each.value not in told)])


def strongest(reasons: Iterable[Reason]) -> list[Reason]:
    """Strongest first; of the same fact the strongest."""
    found: dict[tuple[str, str], Reason] = {}
    for reason in sorted(reasons, key=lambda each: (-each.weight, each.name, each.value)):
        found.setdefault((reason.name, reason.value), reason)
    return list(found.values())


def _topics(question: Question, topics: Sequence[Measured], document: Document, part: float) -> Iterable[Reason]:
    for topic in topics:
        value = fit.topic_fit(topic, document.facets, document.words)
        if value >= TOLD:
            facet = fit.met_facet(topic, document.facets, document.words)
            yield because(question, topic, facet, min(value, 1.2) * part)


def _about(question: Question, document: Document) -> Iterable[Reason]:
    """What was found for its meaning says what it is about, as its provider does."""
    near = question.wish.similar.get(document.key, 0.0)
    if near >= ALIKE and document.opportunity.interests:
        yield Reason("about", inline(document.opportunity.interests[0]), round(ABOUT * near, 4))


def because(question: Question, topic: Measured, facet: str, weight: float) -> Reason:
    """The reason that a met topic gives: its goal, the interest or skill, or else the words as they were said."""
    if topic.topic.name:
        return Reason("goal", inline(topic.topic.name), round(weight * 0.9, 4))
    thing = question.index.named.get(facet)
    if thing is None or topic.topic.about == "words":
        return Reason("words", topic.topic.said, round(weight * 0.7, 4))
    return Reason("skill" if facet.startswith("s:") else "interest", inline(thing.name), round(weight, 4))


def inline(name: str) -> str:
    """A name as it stands inside a sentence: "music production", but "DJing and radio"."""
    return name[0].lower() + name[1:] if name[1:2].islower() else name


def _limits(question: Question, document: Document) -> Iterable[Reason]:
    """The limits that were set, and that this keeps to."""
    limits, opportunity = question.limits, document.opportunity
    if limits.max_cost is not None:
        yield Reason("free", "", 0.5) if not opportunity.cost else Reason("cost", str(opportunity.cost), 0.45)
    if limits.area is not None:
        yield Reason("area", opportunity.area_name, 0.5)
    if limits.online:
        yield Reason("online", "", 0.45)
    if limits.kinds:
        yield Reason("kind", opportunity.kind, 0.3)
    if limits.age is not None and (opportunity.age_min is not None or opportunity.age_max is not None):
        yield Reason("age", str(limits.age), 0.1)


def _badge(question: Question, document: Document) -> Iterable[Reason]:
    if badge := wanted_badge(question.wish, document):
        yield Reason("badge", question.index.badges.get(badge, badge), 0.55)


def _near(question: Question, document: Document) -> Iterable[Reason]:
    km, name = nearest(question, document)
    worth = fit.nearness(km)
    if worth >= NEAR_ENOUGH and question.limits.area is None:
        yield Reason("near", name, round(0.4 * worth, 4))


def _time(question: Question, document: Document) -> Iterable[Reason]:
    if session := fitting_session(question, document):
        yield Reason("time", written(session), 0.5 if question.limits.times else 0.3)


def _soon(question: Question, document: Document) -> Iterable[Reason]:
    starts = document.opportunity.starts
    worth = fit.soonness(starts, question.limits.today)
    if starts is not None and worth:
        yield Reason("soon", starts.isoformat(), round(0.15 * worth, 4))
