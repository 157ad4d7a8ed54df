"""What a plan is made of: ways that need tokens and give tokens. Pure.

A token is a badge (`badge:first-aider`), a skill (`skill:listening`) or a goal. Days are ordinals (`date.toordinal`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

Clause = tuple[str, ...]
"""Any one of these tokens will do."""
NEVER = 4_000_000
"""A day after every other (the ordinal of a date is at most 3,652,059)."""
YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Way:
    """One thing to do: an opportunity, a request for recognition, an opening to apply for."""

    id: str
    gives: tuple[str, ...]
    needs: tuple[Clause, ...] = ()
    """All of them must be met before it can begin."""
    opens: int = 0
    """The first day on which it can begin; also before today, where it runs already."""
    closes: int = NEVER
    """The last day on which it can begin."""
    days: int = 0
    """How long it takes from its beginning, where it has no fixed end."""
    ends: int | None = None
    """The fixed day on which it ends, whenever one begins."""
    age_min: int | None = None
    age_max: int | None = None
    cost: float | None = 0.0
    """In the city's currency; None when the provider does not say."""
    place: str = ""
    """Where it is, as `Who.kms` names places; empty when it is online or nowhere in particular."""
    kind: str = "opportunity"
    """`opportunity`, `recognition`, `opening` or `gap`."""

    def finish(self, start: int) -> int:
        """The day on which it gives what it gives."""
        return self.ends if self.ends is not None else start + self.days


@dataclass(frozen=True, slots=True)
class Who:
    """What a plan must keep to. None and empty mean no limit."""

    today: int
    held: frozenset[str] = frozenset()
    age: int | None = None
    """In whole years, today."""
    max_cost: float | None = None
    """For the whole plan; what has no known cost then does not pass."""
    within_km: float | None = None
    kms: Mapping[str, float] = field(default_factory=dict)
    """How far places are from where the learner is. A place that is not here counts as near."""
    barred: frozenset[str] = frozenset()
    """Ids of ways that are out: said no to, failed or full."""
    suits: Callable[[Way], bool] | None = None
    """Whether a way fits the learner's times and the access that they need."""

    def km(self, way: Way) -> float:
        return self.kms.get(way.place, 0.0)

    def begins(self, way: Way, ready: int) -> int | None:
        """The first day on which this learner can begin, being ready on a day; None when they cannot.

        Nobody's birthday is known: the age grows by one with each whole year from today, the latest it can be.
        """
        start = max(ready, way.opens, self.today)
        if self.age is not None:
            if way.age_min is not None and way.age_min > self.age:
                start = max(start, self.today + round(YEAR * (way.age_min - self.age)))
            if way.age_max is not None and self.age + int((start - self.today) / YEAR) > way.age_max:
                return None
        return start if start <= way.closes else None

    def allows(self, way: Way) -> bool:
        """Whether the limits that do not depend on the day let it pass."""
        if way.id in self.barred:
            return False
        if self.max_cost is not None and (way.cost is None or way.cost > self.max_cost):
            return False
        if self.within_km is not None and self.km(way) > self.within_km:
            return False
        return self.suits is None or self.suits(way)


@dataclass(frozen=True)
class Graph:
    """The ways of a city by what they give, those that can be done first coming first."""

    ways: Sequence[Way]
    today: int
    extra: Mapping[str, Sequence[tuple[int, Way]]] = field(default_factory=dict)
    """The givers of those tokens for which one learner or one question has ways of its own, the city's among them."""
    own: frozenset[str] = frozenset()
    """Ids of those ways."""

    @cached_property
    def _givers(self) -> dict[str, list[tuple[int, Way]]]:
        found: dict[str, list[tuple[int, Way]]] = {}
        for way in self.ways:
            for token in way.gives:
                found.setdefault(token, []).append((self._earliest(way), way))
        for ways in found.values():
            ways.sort(key=_early_and_cheap)
        return found

    @cached_property
    def _barren(self) -> frozenset[str]:
        """Ids of the city's ways that need something which nobody in the city gives."""
        given = self._givers
        return frozenset(way.id for way in self.ways if any(given.keys().isdisjoint(clause) for clause in way.needs))

    def met_here(self, way: Way, held: frozenset[str]) -> bool:
        """Whether each of its needs is held or given by somebody; few ways of a city have one that is not."""
        if way.id not in self._barren and way.id not in self.own:
            return True
        return all(any(each in held or self.gives(each) for each in clause) for clause in way.needs)

    def gives(self, token: str) -> bool:
        """Whether there is any way to the token."""
        return token in self._givers or token in self.extra

    def givers(self, token: str) -> Sequence[tuple[int, Way]]:
        """(the earliest day on which anybody could have the token from it, way), earliest first."""
        own = self.extra.get(token)
        return self._givers.get(token, ()) if own is None else own

    def with_ways(self, ways: Iterable[Way]) -> "Graph":
        """The same graph with more ways; the city's are not sorted again."""
        extra: dict[str, Sequence[tuple[int, Way]]] = dict(self.extra)
        own = set()
        for way in ways:
            own.add(way.id)
            for token in way.gives:
                before = extra.get(token, self._givers.get(token, ()))
                extra[token] = sorted([*before, (self._earliest(way), way)], key=_early_and_cheap)
        more = Graph(self.ways, self.today, extra, self.own | own)
        more.__dict__.update(_givers=self._givers, _barren=self._barren)
        return more

    def _earliest(self, way: Way) -> int:
        return way.finish(max(self.today, way.opens))


def _early_and_cheap(giver: tuple[int, Way]) -> tuple[int, float, str]:
    return giver[0], giver[1].cost or 0.0, giver[1].id
