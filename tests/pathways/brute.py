"""The best plan by trying every set of ways: slow, and right by its plainness."""

from collections.abc import Sequence
from itertools import combinations

from bot.pathways.graph import Way, Who

Best = tuple[int, float, int]
"""(day of the goal, money, steps)."""


def best_plan(ways: Sequence[Way], who: Who, goal: str, budget: float | None = None) -> Best | None:
    """`budget` is for all of it together; without one only each way has to keep to the limit on money."""
    found: list[Best] = []
    for count in range(len(ways) + 1):
        for chosen in combinations(ways, count):
            day = _day(chosen, who, goal)
            cost = sum(way.cost or 0.0 for way in chosen)
            if day is not None and (budget is None or cost <= budget):
                found.append((day, cost, count))
    return min(found, default=None)


def _day(chosen: Sequence[Way], who: Who, goal: str) -> int | None:
    """The goal's day when these ways are taken: days are lowered until nothing changes any more."""
    had = dict.fromkeys(who.held, who.today)
    if not all(who.allows(way) for way in chosen):
        return None
    for _ in range(len(chosen) + 1):
        for way in chosen:
            days = [min((had[token] for token in clause if token in had), default=None) for clause in way.needs]
            if None in days:
                continue
            begins = who.begins(way, max([who.today, *(day for day in days if day is not None)]))
            if begins is None or way.finish(begins) < begins:
                continue
            for token in way.gives:
                had[token] = min(had.get(token, 10**9), way.finish(begins))
    return had.get(goal)
