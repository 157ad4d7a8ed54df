"""Of all plans that reach a goal by a day, the one that asks least: money first, then steps.

That is a covering problem (NP-hard: one step may serve several needs), so it is searched by branch and bound. It starts
from a plan that is known, and gives the best found when its turns are used up.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.pathways.graph import Clause, Graph, Way, Who
from bot.pathways.soonest import Step, in_order

TURNS = 120
"""Sets of ways that are looked at in one search."""
LONGEST = 10
"""Steps up to which a plan is looked for, or a few more than the known one has: longer plans are no help."""

HALF_A_PENNY = 0.005
"""Sums of floating point numbers are a little more or less than what they stand for."""

Weight = Callable[[Way], float]
Asked = tuple[float, int]
"""What a plan asks: the weight of its ways, and how many they are."""


@dataclass(frozen=True, slots=True)
class Least:
    steps: list[Step]
    proved: bool
    """Whether every other plan was ruled out."""


@dataclass(slots=True)
class _Search:
    graph: Graph
    who: Who
    goal: str
    by: int
    weight: Weight
    turns: int
    best: dict[str, Way]
    asked: Asked
    longest: int
    givers: dict[Clause, list[Way]] = field(default_factory=dict)

    def run(self, chosen: dict[str, Way], out: frozenset[str]) -> None:
        if self.turns <= 0 or len(chosen) > self.longest:
            return
        self.turns -= 1
        if not self._can_better(chosen, out):
            return
        _, had = carried_out(chosen.values(), self.who)
        if had.get(self.goal, self.by + 1) <= self.by:
            self.best, self.asked = dict(chosen), self._asks(chosen)
            return
        left_out = set(out)
        for way in self._options(chosen, had):
            if self.turns <= 0:
                return
            if way.id not in left_out:
                self.run({**chosen, way.id: way}, frozenset(left_out))
                left_out.add(way.id)

    def _asks(self, chosen: Mapping[str, Way]) -> Asked:
        return sum(self.weight(way) for way in chosen.values()), len(chosen)

    def _can_better(self, chosen: Mapping[str, Way], out: frozenset[str]) -> bool:
        """Every need that no chosen way serves takes one more way: the dearest of the cheapest is still to come."""
        weight, count = self._asks(chosen)
        given = {token for way in chosen.values() for token in way.gives}
        dearest, more = 0.0, 0
        for clause in self._open(chosen, given):
            cheapest = next((way for way in self._givers(clause) if way.id not in out and way.id not in chosen), None)
            if cheapest is None:
                return False
            dearest, more = max(dearest, self.weight(cheapest)), 1
        return (weight + dearest, count + more) < self.asked

    def _options(self, chosen: Mapping[str, Way], had: Mapping[str, int]) -> list[Way]:
        """Ways of which one must join. First a need that nothing chosen serves; else all that could end sooner."""
        given = {token for way in chosen.values() for token in way.gives}
        clauses = list(self._open(chosen, given))[:1] or list(self._clauses(chosen))
        found = {way.id: way for clause in clauses for way in self._givers(clause) if way.id not in chosen}
        return list(found.values()) if len(clauses) == 1 else sorted(found.values(), key=self._lightest_first)

    def _open(self, chosen: Mapping[str, Way], given: Iterable[str]) -> Iterator[Clause]:
        have = self.who.held.union(given)
        return (clause for clause in self._clauses(chosen) if have.isdisjoint(clause))

    def _clauses(self, chosen: Mapping[str, Way]) -> Iterator[Clause]:
        yield (self.goal,)
        for way in chosen.values():
            yield from way.needs

    def _givers(self, clause: Clause) -> list[Way]:
        """Ways that the learner can begin and that end in time, were nothing else to be done before; lightest first."""
        if clause not in self.givers:
            early = {way.id: way for token in clause for day, way in self.graph.givers(token) if day <= self.by}
            self.givers[clause] = sorted(filter(self._in_time, early.values()), key=self._lightest_first)
        return self.givers[clause]

    def _lightest_first(self, way: Way) -> tuple[float, int, int, str]:
        return self.weight(way), len(way.needs), -len(way.gives), way.id

    def _in_time(self, way: Way) -> bool:
        begins = self.who.begins(way, self.who.today) if self.who.allows(way) else None
        return begins is not None and begins <= way.finish(begins) <= self.by


def least(graph: Graph, who: Who, goal: str, known: Sequence[Step], weight: Weight, turns: int = TURNS) -> Least:
    """The plan that asks least (`weight` of its ways together, then their number) and ends no later than `known`."""
    by = max((step.ends for step in known), default=who.today)
    ways = {step.way.id: step.way for step in known}
    # The known plan is the first answer, and one that asks as much is none better.
    search = _Search(graph, who, goal, by, weight, turns, ways, (sum(map(weight, ways.values())), len(ways)),
                     max(LONGEST, len(ways) + 3))  # fmt: skip
    search.run({}, frozenset())
    return Least(_in_time(search.best.values(), who, by), search.turns > 0)


def affordable(graph: Graph, who: Who, goal: str, by: int, weight: Weight, turns: int = TURNS) -> list[Step] | None:
    """The plan that asks least and ends by a day, if all of it weighs no more than `who.max_cost`; None without one."""
    most = (who.max_cost or 0.0) + HALF_A_PENNY, LONGEST + 1
    search = _Search(graph, who, goal, by, weight, turns, {}, most, LONGEST)
    search.run({}, frozenset())
    return _in_time(search.best.values(), who, by) if search.best else None


def _in_time(ways: Iterable[Way], who: Who, by: int) -> list[Step]:
    """The steps that end by a day. What ends later was of no use to a goal that is reached by then."""
    return [step for step in carried_out(ways, who)[0] if step.ends <= by]


def carried_out(ways: Iterable[Way], who: Who) -> tuple[list[Step], dict[str, int]]:
    """(steps, the day of each token) when exactly these ways are taken, each as early as it can be."""
    had: dict[str, int] = dict.fromkeys(who.held, who.today)
    done: dict[str, Step] = {}
    left = list(ways)
    while left:
        ready = [(step, way) for way in left if (step := _step(way, had, who))]
        if not ready:
            break
        step, way = min(ready, key=lambda pair: (pair[0].ends, pair[1].id))
        done[way.id] = step
        left.remove(way)
        for token in way.gives:
            had.setdefault(token, step.ends)
    return in_order(done.values()), had


def _step(way: Way, had: Mapping[str, int], who: Who) -> Step | None:
    ready = who.today
    for clause in way.needs:
        met = [had[token] for token in clause if token in had]
        if not met:
            return None
        ready = max(ready, min(met))
    begins = who.begins(way, ready)
    if begins is None or way.finish(begins) < begins:
        return None
    return Step(way, begins, way.finish(begins))
