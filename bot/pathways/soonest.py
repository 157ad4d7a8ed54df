"""The earliest day on which a goal can be reached, and a plan that reaches it on that day.

Steps may run beside each other, so a way begins when the last of its needs is met. With that, the earliest day of every
token is found by Knuth's generalisation of Dijkstra's algorithm (D. E. Knuth, A generalization of Dijkstra's algorithm,
Information Processing Letters 6, 1977): beginning later never ends earlier. Only what the goal can make use of is
looked at, and of each token's givers only those that could be earlier than the one found.
"""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.pathways.graph import Clause, Graph, Way, Who


@dataclass(frozen=True, slots=True)
class Step:
    way: Way
    begins: int
    ends: int


@dataclass(slots=True)
class _Waiting:
    """A way that was looked at: how many of its needs are open, and when the last one was met."""

    way: Way
    open: int
    ready: int


@dataclass(slots=True)
class _Look:
    """One search, in the order of days.

    Heap entries are (day, number, what, place): a token whose giver at `place` is looked at next, a way to be weighed
    (place -1) or a way that is done on that day, begun on the day `place`.
    """

    graph: Graph
    who: Who
    heap: list[tuple[int, int, str | Way, int]] = field(default_factory=list)
    had: dict[str, tuple[int, Step | None]] = field(default_factory=dict)
    """Day and source of every token that is settled."""
    wanted: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    waiting: dict[str, list[tuple[_Waiting, Clause]]] = field(default_factory=dict)
    number: int = 0
    thorough: bool = False
    """Whether ways that need what nobody gives are looked at too, to find out what that is."""

    def want(self, token: str) -> None:
        if token in self.wanted:
            return
        self.wanted.add(token)
        if token in self.who.held:
            self.settle(token, self.who.today, None)
        else:
            self._next_giver(token, 0)

    def push(self, day: int, what: str | Way, place: int) -> None:
        self.number += 1
        heapq.heappush(self.heap, (day, self.number, what, place))

    def run(self, goal: str) -> None:
        while self.heap and goal not in self.had:
            day, _, what, place = heapq.heappop(self.heap)
            if isinstance(what, str):
                if what not in self.had:
                    self._look_at(self.graph.givers(what)[place][1], day)
                    self._next_giver(what, place + 1)
            elif place < 0:
                self._weigh(what)
            else:
                self._done(what, day, place)

    def settle(self, token: str, day: int, step: Step | None) -> None:
        """The token is had; whoever waited for it waits for one thing less."""
        self.had[token] = (day, step)
        for waiting, clause in self.waiting.pop(token, ()):
            if sum(each in self.had for each in set(clause)) == 1:  # else another token met this need before
                self._met(waiting, day)

    def _next_giver(self, token: str, place: int) -> None:
        """Puts the next one that this learner could ever begin among what is to be looked at."""
        givers = self.graph.givers(token)
        for at in range(place, len(givers)):
            day, way = givers[at]
            if way.id not in self.seen and self.who.allows(way) and self._can_be_had(way):
                self.push(day, token, at)
                return

    def _can_be_had(self, way: Way) -> bool:
        """False for what needs something that nobody gives, and for what can never be begun."""
        if self.who.begins(way, self.who.today) is None:
            return False
        return self.thorough or self.graph.met_here(way, self.who.held)

    def _look_at(self, way: Way, day: int) -> None:
        """What it needs is wanted from now on. It is weighed when all that can be had before this day is known, since a
        token that nobody wanted until now may be had earlier than one that is settled."""
        if way.id in self.seen:
            return
        self.seen.add(way.id)
        for clause in way.needs:
            for token in clause:
                self.want(token)
        self.push(day, way, -1)

    def _weigh(self, way: Way) -> None:
        waiting = _Waiting(way, len(way.needs), self.who.today)
        for clause in way.needs:
            met = [self.had[token][0] for token in clause if token in self.had]
            if met:
                waiting.open -= 1
                waiting.ready = max(waiting.ready, min(met))
            else:
                for token in dict.fromkeys(clause):
                    self.waiting.setdefault(token, []).append((waiting, clause))
        if waiting.open == 0:
            self._begin(waiting)

    def _met(self, waiting: _Waiting, day: int) -> None:
        waiting.open -= 1
        waiting.ready = max(waiting.ready, day)
        if waiting.open == 0:
            self._begin(waiting)

    def _begin(self, waiting: _Waiting) -> None:
        begins = self.who.begins(waiting.way, waiting.ready)
        if begins is not None and waiting.way.finish(begins) >= begins:
            self.push(waiting.way.finish(begins), waiting.way, begins)

    def _done(self, way: Way, day: int, begins: int) -> None:
        step = Step(way, begins, day)
        for token in way.gives:
            if token not in self.had:
                self.settle(token, day, step)


def soonest(graph: Graph, who: Who, goal: str) -> list[Step] | None:
    """Steps to the goal that reach it on the earliest possible day, in the order in which they begin; None when there
    is no way. What several steps need is done once."""
    look = _Look(graph, who)
    look.want(goal)
    look.run(goal)
    return _steps(look, goal) if goal in look.had else None


def out_of_reach(graph: Graph, who: Who, goal: str) -> frozenset[str]:
    """Tokens that the goal could make use of, directly or through others, and that this learner cannot have."""
    look = _Look(graph, who, thorough=True)
    look.want(goal)
    look.run("")
    return frozenset(look.wanted - look.had.keys())


def _steps(look: _Look, goal: str) -> list[Step]:
    found: dict[str, Step] = {}
    for step in _sources(look, goal):
        found.setdefault(step.way.id, step)
    return in_order(found.values())


def _sources(look: _Look, goal: str) -> Iterator[Step]:
    tokens, done = [goal], set()
    while tokens:
        token = tokens.pop()
        step = look.had[token][1]
        if step is None or step.way.id in done:
            continue
        done.add(step.way.id)
        yield step
        tokens += [
            min((look.had[each][0], each) for each in clause if each in look.had)[1] for clause in step.way.needs
        ]


def in_order(steps: Iterable[Step]) -> list[Step]:
    """By the day they begin, then by the day they end: what a step needs ends before it begins, so it comes before."""
    return sorted(steps, key=lambda step: (step.begins, step.ends, step.way.kind == "opening", step.way.id))
