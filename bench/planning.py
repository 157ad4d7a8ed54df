"""How long planning takes in a large city: 100,000 opportunities and 2,000 badges, dead ends and circles included."""

import random
import time

from bench.figures import milliseconds, percentile, show
from bot.pathways.graph import NEVER, Graph, Way, Who
from bot.pathways.planner import goal_way, plan_for

WAYS, BADGES, GOALS = 100_000, 2_000, 200
TODAY = 740_000
KMS = {"here": 0.5, "close": 2.0, "away": 5.0, "far": 9.0}


def city(dice: random.Random) -> Graph:
    """Badges in layers; most ways need something of a lower layer, some of the same (circles), some of nobody's."""
    return Graph([_way(dice, number) for number in range(WAYS)], TODAY)


def _way(dice: random.Random, number: int) -> Way:
    badge = dice.randrange(BADGES)
    opens = TODAY + dice.randrange(-60, 200)
    needs = [_need(dice, badge) for _ in range(dice.choice([0, 1, 1, 2]))]
    return Way(
        id=f"w{number}",
        gives=tuple({f"badge:{badge}", *([f"badge:{dice.randrange(BADGES)}"] if dice.random() < 0.1 else [])}),
        needs=tuple((need,) for need in needs),
        opens=opens,
        closes=opens + dice.choice([0, 14, 400]) if dice.random() < 0.6 else NEVER,
        days=dice.choice([0, 7, 42, 84]),
        age_min=dice.choice([None, 14, 16, 18]),
        age_max=dice.choice([None, 18, 25]),
        cost=dice.choice([0.0, 0.0, 5.0, 25.0, 120.0]),
        place=dice.choice(["", *KMS]),
    )


def _need(dice: random.Random, badge: int) -> str:
    if dice.random() < 0.01:
        return f"badge:nobody-{dice.randrange(50)}"
    layer = badge * 10 // BADGES
    lowest, highest = (layer - 1) * BADGES // 10, (layer + (dice.random() < 0.2)) * BADGES // 10
    return f"badge:{dice.randrange(max(0, lowest), max(1, highest))}"


def _question(dice: random.Random) -> tuple[Way, Who]:
    needs = [(f"badge:{dice.randrange(BADGES)}",) for _ in range(dice.choice([1, 2, 3, 4]))]
    if dice.random() < 0.1:
        needs.append((f"badge:nobody-{dice.randrange(50)}",))
    who = Who(
        TODAY,
        held=frozenset(f"badge:{dice.randrange(BADGES)}" for _ in range(3)),
        age=dice.choice([14, 16, 19, 23]),
        max_cost=dice.choice([None, 0.0, 10.0]),
        kms=KMS,
        within_km=dice.choice([None, None, 6.0]),
    )
    return goal_way("goal", needs), who


async def main() -> None:
    dice = random.Random(5)
    graph = city(dice)
    start = time.perf_counter()
    graph.with_ways([])
    sorting = time.perf_counter() - start
    times, plans = [], 0
    for _ in range(GOALS):
        goal, who = _question(dice)
        start = time.perf_counter()
        planned = plan_for(graph.with_ways([goal]), who, "goal")
        times.append(time.perf_counter() - start)
        plans += planned.plan is not None
    row = (
        f"{WAYS:,} opportunities, {BADGES:,} badges, {GOALS} goals ({plans} with a plan)",
        milliseconds(percentile(times, 50)),
        milliseconds(percentile(times, 95)),
        milliseconds(max(times)),
        milliseconds(sorting),
    )
    show("Planning, with cheaper and nearer plans", ["", "median", "p95", "most", "sorting, once a day"], [row])
