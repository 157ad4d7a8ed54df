"""A goal in, a plan out: the soonest within the learner's limits; what is cheaper or nearer; or what is missing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from bot.pathways.graph import Clause, Graph, Way, Who
from bot.pathways.least import TURNS, affordable, carried_out, least
from bot.pathways.soonest import Step, out_of_reach, soonest

LONG = 100_000
"""Days that something nobody offers would take: a plan uses as little of it as it can."""
GAP_TURNS = 40
"""How long a plan with fewer gaps is looked for."""
HORIZON = 3650
"""Days within which a plan that keeps to a budget is looked for."""
NEARER_KM = (1.5, 3.0, 6.0)
"""How near the steps of a nearer plan are looked for."""
LOOSER: Sequence[tuple[str, Callable[[Who], Who]]] = (
    ("cost", lambda who: replace(who, max_cost=None)),
    ("area", lambda who: replace(who, within_km=None)),
    ("times", lambda who: replace(who, suits=None)),
    ("age", lambda who: replace(who, age=None)),
)
"""Limits to let go of when there is no plan, those that cost a learner least first."""


@dataclass(frozen=True, slots=True)
class Plan:
    steps: Sequence[Step]
    km: float = 0.0
    """How far away the farthest step is."""

    @property
    def ready(self) -> int:
        """The day of the goal; 0 for a plan without steps."""
        return max((step.ends for step in self.steps), default=0)

    @property
    def cost(self) -> float:
        """All that is known of it."""
        return sum(step.way.cost or 0.0 for step in self.steps)

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(step.way.id for step in self.steps)


@dataclass(frozen=True, slots=True)
class Planned:
    """The answer to a goal. Without a plan, what stands in the way and how near one can come."""

    plan: Plan | None
    cheaper: Plan | None = None
    nearer: Plan | None = None
    limits: Sequence[str] = ()
    """Limits of which letting go of any one would give a plan: `cost`, `area`, `age`, `times` (and access)."""
    missing: Sequence[str] = ()
    """Tokens that nobody in the city gives, or that only wait for each other."""
    partial: Plan | None = None
    """The nearest that can be done now, without what is missing."""


def plan_for(graph: Graph, who: Who, goal: str, turns: int = TURNS) -> Planned:
    """The soonest plan to the goal; among equally soon ones the one that costs least and has the fewest steps."""
    best = _best(graph, who, goal, turns)
    if best is None:
        return _without(graph, who, goal)
    return Planned(best, cheaper=_cheaper(graph, who, goal, best), nearer=_nearer(graph, who, goal, best))


def _best(graph: Graph, who: Who, goal: str, turns: int = TURNS) -> Plan | None:
    found = soonest(graph, who, goal)
    if found is None:
        return None
    best = _plan(who, least(graph, who, goal, found, cost_of, turns).steps)
    return best if _affordable(who, best) else _within_budget(graph, who, goal, best.ready, turns)


def _affordable(who: Who, plan: Plan) -> bool:
    """The limit on money is one on the whole plan."""
    return who.max_cost is None or plan.cost <= who.max_cost


def _within_budget(graph: Graph, who: Who, goal: str, ready: int, turns: int) -> Plan | None:
    """The soonest plan that the budget pays for, later than `ready`: the later, the less it has to cost, so the day is
    found by halving. None when there is none within `HORIZON`."""
    found = affordable(graph, who, goal, max(ready, who.today) + HORIZON, cost_of, turns)
    first = ready + 1
    while found is not None and first < (last := max(step.ends for step in found)):
        middle = (first + last) // 2
        sooner = affordable(graph, who, goal, middle, cost_of, turns)
        if sooner is None:
            first = middle + 1
        else:
            found = sooner
    return None if found is None else _plan(who, found)


def _plan(who: Who, steps: Sequence[Step]) -> Plan:
    return Plan(tuple(steps), max((who.km(step.way) for step in steps), default=0.0))


def cost_of(way: Way) -> float:
    return way.cost or 0.0


def goal_way(goal: str, clauses: Iterable[Clause], *, id: str = "goal", closes: int | None = None) -> Way:
    """The goal itself as a way that takes no time: any one of each clause, all of the clauses."""
    way = Way(id, (goal,), tuple(clauses), kind="opening")
    return way if closes is None else replace(way, closes=closes)


def _cheaper(graph: Graph, who: Who, goal: str, best: Plan) -> Plan | None:
    """Free if there is such a plan, else one without the dearest step."""
    dearest = max((cost_of(step.way) for step in best.steps), default=0.0)
    if not dearest:
        return None
    for limit in (0.0, dearest - 0.01):
        steps = soonest(graph, replace(who, max_cost=limit), goal)
        if steps is not None and (plan := _plan(who, steps)).cost < best.cost:
            return plan
    return None


def _nearer(graph: Graph, who: Who, goal: str, best: Plan) -> Plan | None:
    for km in NEARER_KM:
        if km >= best.km:
            return None
        steps = soonest(graph, replace(who, within_km=km), goal)
        if steps is not None and _affordable(who, plan := _plan(who, steps)):
            return plan
    return None


def _without(graph: Graph, who: Who, goal: str) -> Planned:
    """No plan: letting go of which limit would give one; else what is missing in the city. And what can be done now."""
    free = soonest(graph, Who(who.today, who.held), goal)
    if free is None:
        missing = _missing(graph, who, goal)
        return Planned(None, missing=missing.tokens, partial=_doable(missing.steps, who))
    limits = [name for name, looser in LOOSER if _is_set(who, name) and _best(graph, looser(who), goal)]
    return Planned(None, limits=limits, partial=_doable(free, who))


def _is_set(who: Who, name: str) -> bool:
    return {
        "cost": who.max_cost is not None,
        "area": who.within_km is not None,
        "age": who.age is not None,
        "times": who.suits is not None,
    }[name]


@dataclass(frozen=True, slots=True)
class _Missing:
    tokens: tuple[str, ...] = ()
    steps: Sequence[Step] = ()
    """The plan, were they not missing."""


def _missing(graph: Graph, who: Who, goal: str) -> _Missing:
    """As few tokens as can be found that nobody gives and without which there is no plan.

    What nobody gives is put in as a way of its own that takes very long; where only a circle of badges is in the way,
    all that is out of reach is.
    """
    anybody = Who(who.today, who.held)
    never = sorted(out_of_reach(graph, anybody, goal) - {goal})
    for absent in ([token for token in never if not graph.gives(token)], never):
        wider = graph.with_ways(Way(f"gap:{token}", (token,), days=LONG, kind="gap") for token in absent)
        steps = soonest(wider, anybody, goal)
        if steps is not None:
            fewest = least(wider, anybody, goal, steps, _gap_weight, GAP_TURNS).steps
            return _Missing(tuple(step.way.gives[0] for step in fewest if step.way.kind == "gap"), fewest)
    return _Missing()


def _gap_weight(way: Way) -> float:
    return 1.0 if way.kind == "gap" else 0.0


def _doable(steps: Sequence[Step], who: Who) -> Plan | None:
    """What this learner can do of a plan that is not whole for them."""
    ways = [step.way for step in steps if step.way.kind != "gap" and who.allows(step.way)]
    done, _ = carried_out(ways, who)
    while done and not _affordable(who, _plan(who, done)):
        dearest = max(done, key=lambda step: cost_of(step.way))
        done, _ = carried_out([step.way for step in done if step is not dearest], who)
    return _plan(who, done) if done else None
