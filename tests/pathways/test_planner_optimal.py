"""The planner finds the best plan: compared with every possible plan on 1,000 small graphs."""

import random
from dataclasses import replace

from bot.pathways.graph import NEVER, Clause, Graph, Way, Who
from bot.pathways.least import carried_out, least
from bot.pathways.planner import plan_for
from bot.pathways.soonest import soonest
from tests.pathways.brute import best_plan

TODAY = 740_000
GOAL = "goal"
GRAPHS = 1000
KMS = {"here": 1.0, "close": 4.0, "far": 9.0}


def chance(dice: random.Random, share: float) -> bool:
    return dice.random() < share


def some_way(dice: random.Random, number: int, tokens: list[str]) -> Way:
    opens = TODAY + dice.choice([-30, 0, 0, 5, 20, 40])
    fixed = chance(dice, 0.4)
    return Way(
        id=f"way-{number}",
        gives=tuple(dice.sample(tokens, dice.choice([1, 1, 1, 2]))),
        needs=tuple(_clause(dice, tokens) for _ in range(dice.choice([0, 0, 1, 1, 2]))),
        opens=opens,
        closes=NEVER if chance(dice, 0.5) else opens + dice.choice([0, 10, 40]),
        days=dice.choice([0, 1, 7, 30]),
        ends=opens + dice.choice([0, 3, 30]) if fixed else None,
        age_min=dice.choice([None, None, 14, 16, 17]),
        age_max=dice.choice([None, None, None, 15, 16]),
        cost=dice.choice([0.0, 0.0, 5.0, 20.0, None]),
        place=dice.choice(["", *KMS]),
    )


def _clause(dice: random.Random, tokens: list[str]) -> Clause:
    return tuple(dice.sample(tokens, dice.choice([1, 1, 2])))


def some_question(seed: int) -> tuple[list[Way], Who]:
    dice = random.Random(seed)
    tokens = [*"abcd"[: dice.randint(2, 4)]]
    ways = [some_way(dice, number, [*tokens, GOAL]) for number in range(dice.randint(3, 7))]
    who = Who(
        TODAY,
        held=frozenset(token for token in tokens if chance(dice, 0.15)),
        age=dice.choice([None, 15, 16]),
        max_cost=dice.choice([None, None, 0.0, 5.0]),
        kms=KMS,
        within_km=dice.choice([None, None, 5.0]),
        barred=frozenset({"way-0"}) if chance(dice, 0.1) else frozenset(),
    )
    return ways, who


def test_a_thousand_plans_are_the_best_there_are() -> None:
    plans = 0
    for seed in range(GRAPHS):
        ways, who = some_question(seed)
        found = soonest(Graph(ways, TODAY), who, GOAL)
        best = best_plan(ways, who, GOAL)
        assert (found is None) == (best is None), seed
        if found is None or best is None:
            continue
        plans += 1
        assert max((step.ends for step in found), default=TODAY) == best[0], seed
        cheapest = least(Graph(ways, TODAY), who, GOAL, found, lambda way: way.cost or 0.0, turns=20_000)
        asked = (sum(step.way.cost or 0.0 for step in cheapest.steps), len(cheapest.steps))
        assert cheapest.proved, seed
        assert asked == best[1:], seed
        assert carried_out([step.way for step in cheapest.steps], who)[1][GOAL] == best[0], seed
    assert GRAPHS * 0.2 < plans < GRAPHS * 0.9, "half of the questions should have an answer"


def test_a_budget_holds_for_the_whole_plan_and_the_soonest_within_it_is_found() -> None:
    later = 0
    for seed in range(GRAPHS):
        ways, who = some_question(seed)
        dice = random.Random(-seed)
        ways = [replace(way, cost=dice.choice([0.0, 4.0, 6.0, 9.0])) for way in ways]
        budget = dice.choice([5.0, 10.0, 15.0])
        asker = replace(who, max_cost=budget)
        planned = plan_for(Graph(ways, TODAY), asker, GOAL, turns=20_000)
        best = best_plan(ways, asker, GOAL, budget)
        assert (planned.plan is None) == (best is None), seed
        if planned.plan is None or best is None:
            continue
        plan = planned.plan
        assert (max(plan.ready, TODAY), plan.cost, len(plan.steps)) == best, seed
        later += soonest_day(ways, asker) < best[0]
    assert later > GRAPHS * 0.002, "some plans should have to wait for their money"


def soonest_day(ways: list[Way], who: Who) -> int:
    """Were each step alone to keep to the budget."""
    found = soonest(Graph(ways, TODAY), who, GOAL)
    return max((step.ends for step in found or ()), default=TODAY)
