"""From a goal to a draft: plans with the planner and says it in the city's things. Pure; not for the event loop in a
large city."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.catalogue.access import offered, required
from bot.catalogue.badges import Badge
from bot.catalogue.fit import fits_times
from bot.catalogue.model import Online, Opportunity
from bot.catalogue.stock import Stock
from bot.language.budgets import budget
from bot.language.times import times
from bot.pathways.goals import Takes, shows, takes
from bot.pathways.graph import NEVER, Clause, Graph, Way, Who
from bot.pathways.model import Draft, Goal, Stage
from bot.pathways.planner import Plan, Planned, goal_way, plan_for
from bot.pathways.soonest import Step
from bot.pathways.ways import city_ways, day_of, distances, recognition_ways
from bot.people.model import Profile

GOAL = "goal"
TRIED = 2
"""Things to try for a goal to which nothing leads."""
SOON = 270
"""Days until which they should be done."""
FOR_SOME = re.compile(
    r"\b(newcomers?|esol|autistic|deaf|blind|carers?|care leavers?|leaving care|refugees?|asylum|lgbtq?\w*|queer|trans"
    r"|muslim|jewish|christian|girls?|women|womxn|lads|boys|mums?|dads?|parents?|traveller|veterans?)\b",
    re.IGNORECASE,
)
"""A title that names for whom something is. Nobody is sent there who has not said so of themselves."""


@dataclass(frozen=True, slots=True)
class Roads:
    """A city's ways, sorted once for a data version and a day."""

    stock: Stock
    strict: Graph
    lax: Graph
    """The same, with openings that have closed standing for the next ones like them."""


@dataclass(frozen=True, slots=True)
class Asker:
    """What planning may know of a learner."""

    profile: Profile
    held: frozenset[str] = frozenset()
    """Public ids of badges held, and of those that they say they have earned."""
    barred: frozenset[str] = frozenset()
    recognisable: Sequence[Badge] = ()
    """Badges that what they did comes near to."""


def roads(stock: Stock) -> Roads:
    today = stock.today.toordinal()
    graphs = [Graph(city_ways(stock, strict), today) for strict in (True, False)]
    for graph in graphs:
        graph.with_ways(())  # sorts now what would be sorted by the first who asks
    return Roads(stock, *graphs)


def draft(roads: Roads, goal: Goal, asker: Asker) -> Draft:
    """The best plan there is to the goal; else the nearest, with what is in the way."""
    answers: list[tuple[Takes, Planned]] = []
    who = who_for(roads.stock, asker)
    for graph in (roads.strict, roads.lax):
        for each in takes(roads.stock, goal):
            planned = _planned(graph, roads.stock, each, asker, who)
            if planned.plan is not None:
                return _told(roads.stock, goal, each, planned)
            answers.append((each, planned))
    if any(planned.partial or planned.limits or _named(roads.stock, planned) for _, planned in answers):
        return _in_the_way(roads.stock, goal, answers)
    return _to_try(roads, goal, asker, who)


def _to_try(roads: Roads, goal: Goal, asker: Asker, who: Who) -> Draft:
    """Nothing leads there: the two badges that show something of it and can be had soonest."""
    found: list[tuple[int, Clause]] = []
    for each in shows(roads.stock, goal):
        planned = _planned(roads.strict, roads.stock, each, asker, who)
        if planned.plan is not None and planned.plan.steps[1:]:
            found.append((planned.plan.ready, each.clauses[0]))
    soon = [clause for ready, clause in sorted(found) if ready - who.today <= SOON] or [c for _, c in sorted(found)[:1]]
    what = Takes(soon[:TRIED], whole=False)
    planned = _planned(roads.strict, roads.stock, what, asker, who) if soon else Planned(None)
    return _told(roads.stock, goal, what, planned) if planned.plan else Draft(goal, whole=False)


def who_for(stock: Stock, asker: Asker) -> Who:
    profile = asker.profile
    limit = budget(profile.budget) if profile.budget else None
    limited = profile.availability or profile.not_availability or profile.access_needs
    held = [stock.badges[badge] for badge in asker.held if badge in stock.badges]
    skills = {f"skill:{stock.skills.get(each, each).casefold()}" for badge in held for each in badge.skills}
    return Who(
        today=stock.today.toordinal(),
        held=asker.held | skills | {f"skill:{name.casefold()}" for name in profile.skills},
        age=age_now(profile, stock),
        max_cost=None if limit is None else float(limit),
        kms=distances(stock, profile.areas),
        barred=asker.barred | _for_others(stock, profile),
        suits=_Suits(stock, profile) if limited else None,
    )


def age_now(profile: Profile, stock: Stock) -> int | None:
    """As told, and a year more for each whole year since."""
    if profile.age is None or profile.age_told is None:
        return profile.age
    return profile.age + (stock.today - profile.age_told).days // 366


def _for_others(stock: Stock, profile: Profile) -> frozenset[str]:
    """Things that are for people of whom the learner has not said to be one."""
    return frozenset(id for id, one in stock.awarding.items() if not is_for(one.title, profile))


def is_for(title: str, profile: Profile) -> bool:
    """False for what is for people of whom the learner has not said to be one."""
    words = FOR_SOME.findall(title)
    if not words:
        return True
    told = " ".join((*profile.access_needs, *profile.experience, *profile.interests)).casefold()
    return any(word.casefold()[:5] in told for word in words)


class _Suits:
    """Whether an opportunity is on when the learner can, and offers the access that they need."""

    def __init__(self, stock: Stock, profile: Profile) -> None:
        self._stock = stock
        self._free = times(" and ".join(profile.availability)) if profile.availability else None
        self._busy = times(" and ".join(profile.not_availability)) if profile.not_availability else None
        self._needs = required(profile.access_needs)
        self._known: dict[str, bool] = {}

    def __call__(self, way: Way) -> bool:
        if way.id not in self._known:
            one = self._stock.awarding.get(way.id)
            self._known[way.id] = one is None or (self._on_time(one) and self._open_to(one))
        return self._known[way.id]

    def _on_time(self, one: Opportunity) -> bool:
        if not one.sessions:
            return True
        free = [each for each in one.sessions if self._free is None or fits_times(each, self._free)]
        return any(self._busy is None or not fits_times(each, self._busy) for each in free)

    def _open_to(self, one: Opportunity) -> bool:
        notes = {f"x:{word}" for word in offered(one.access)}
        if one.online is not Online.NO:
            notes.add("o:yes")
        return all(notes & needed for needed in self._needs)


def _planned(graph: Graph, stock: Stock, what: Takes, asker: Asker, who: Who) -> Planned:
    more = graph.with_ways([*recognition_ways(stock, asker.recognisable), goal_way(GOAL, what.clauses)])
    return plan_for(more, who, GOAL)


def _told(stock: Stock, goal: Goal, what: Takes, planned: Planned) -> Draft:
    assert planned.plan is not None  # noqa: S101 - the caller looked
    stages = _stages(stock, what, planned.plan)
    return Draft(
        goal,
        stages,
        reached=not stages and what.whole,
        ready=day_of(planned.plan.ready) if stages else None,
        pathway=what.pathway.id if what.pathway else "",
        publisher=what.pathway.organisation if what.pathway else "",
        cheaper=_stages(stock, what, planned.cheaper),
        nearer=_stages(stock, what, planned.nearer),
        whole=what.whole,
    )


def _in_the_way(stock: Stock, goal: Goal, answers: Sequence[tuple[Takes, Planned]]) -> Draft:
    """Of several answers without a plan, the one of which most can be done; a limit that can be let go of first."""
    if not answers:
        return Draft(goal, whole=False)
    what, planned = max(answers, key=_how_much)
    partial = _stages(stock, what, planned.partial)
    return Draft(
        goal,
        partial,
        pathway=what.pathway.id if what.pathway else "",
        publisher=what.pathway.organisation if what.pathway else "",
        limits=planned.limits,
        missing=_named(stock, planned),
        whole=False,
    )


def _named(stock: Stock, planned: Planned) -> list[tuple[str, str]]:
    """The badges (public id, name) among what nobody gives."""
    return [(token, stock.badges[token].name) for token in planned.missing if token in stock.badges]


def _how_much(answer: tuple[Takes, Planned]) -> tuple[bool, int]:
    _, planned = answer
    return bool(planned.limits), len(planned.partial.steps) if planned.partial else 0


def _stages(stock: Stock, what: Takes, plan: Plan | None) -> tuple[Stage, ...]:
    if plan is None:
        return ()
    steps = [step for step in plan.steps if step.way.id != GOAL]
    wanted = {token for step in plan.steps for clause in step.way.needs for token in clause}
    found = [_stage(stock, what.reasons, step, wanted) for step in steps]
    return tuple(stage for stage in found if stage is not None)


def _stage(stock: Stock, reasons: Mapping[str, str], step: Step, wanted: Iterable[str]) -> Stage | None:
    way = step.way
    reason = next((reasons[token] for token in (way.id, *way.gives) if token in reasons), "")
    badges = tuple(
        (token, stock.badges[token].name) for token in way.gives if token in stock.badges and token in wanted
    )
    begins, ends = day_of(step.begins), day_of(step.ends)
    if way.kind == "opening":
        opening = stock.openings[way.id]
        late = opening.closes is not None and begins > opening.closes
        return Stage(
            way.id, "opening", opening.title, begins, ends, opening.organisation,
            reason=reason, closes=opening.closes, late=late,
        )  # fmt: skip
    if way.kind == "recognition":
        badge = stock.badges[way.gives[0]]
        return Stage(badge.id, "recognition", badge.name, begins, ends, badge.issuer, cost="0", badges=badges)
    one = stock.awarding[way.id]
    return Stage(
        way.id, "opportunity", one.title, begins, ends, one.organisation, one.learning_type,
        None if one.cost is None else str(one.cost), one.currency, badges, reason,
        open=one.starts is None and way.closes == NEVER,
    )  # fmt: skip


def without(asker: Asker, items: Iterable[str]) -> Asker:
    """The same learner with some more that is out."""
    return replace(asker, barred=asker.barred | frozenset(items))
