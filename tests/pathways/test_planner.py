"""What a plan keeps to, what else it offers, and what is said when there is none."""

import pytest

from bot.pathways.graph import NEVER, Graph, Way, Who
from bot.pathways.least import affordable
from bot.pathways.planner import Plan, cost_of, goal_way, plan_for
from bot.pathways.soonest import soonest

TODAY = 740_000


def way(id: str, gives: str, needs: str = "", **facts: object) -> Way:
    return Way(id, tuple(gives.split()), tuple((need,) for need in needs.split()), **facts)  # type: ignore[arg-type]


def graph(*ways: Way, goal: str = "a") -> Graph:
    return Graph([*ways, goal_way("goal", [(token,) for token in goal.split()])], TODAY)


def ids(plan: Plan | None) -> list[str]:
    assert plan is not None
    return [step.way.id for step in plan.steps]


def test_what_is_needed_comes_before_what_needs_it() -> None:
    found = plan_for(graph(way("late", "a", "b", days=7), way("first", "b", days=30)), Who(TODAY), "goal")
    assert ids(found.plan) == ["first", "late", "goal"]
    assert found.plan is not None
    assert found.plan.ready == TODAY + 37


def test_a_badge_that_is_held_needs_no_step() -> None:
    ways = way("late", "a", "b", days=7), way("first", "b", days=30)
    assert ids(plan_for(graph(*ways), Who(TODAY, frozenset({"b"})), "goal").plan) == ["late", "goal"]


def test_steps_beside_each_other_take_as_long_as_the_longest() -> None:
    found = plan_for(graph(way("x", "a", days=10), way("y", "b", days=30), goal="a b"), Who(TODAY), "goal")
    assert found.plan is not None
    assert found.plan.ready == TODAY + 30


def test_what_begins_before_one_is_ready_is_too_early() -> None:
    ways = (way("first", "b", days=30), way("soon", "a", "b", closes=TODAY + 5), way("slow", "a", days=400))
    assert ids(plan_for(graph(*ways), Who(TODAY), "goal").plan) == ["slow", "goal"]


def test_a_step_waits_until_one_is_old_enough() -> None:
    found = plan_for(graph(way("x", "a", age_min=16)), Who(TODAY, age=15), "goal")
    assert found.plan is not None
    assert found.plan.ready == TODAY + 365


def test_a_step_that_one_will_be_too_old_for_is_none() -> None:
    ways = way("first", "b", days=800), way("x", "a", "b", age_max=17)
    assert plan_for(graph(*ways), Who(TODAY, age=16), "goal").plan is None


def test_cheaper_and_nearer_are_offered_beside_the_soonest() -> None:
    ways = (
        way("dear", "a", cost=90.0, place="far"),
        way("free", "a", days=20, place="far"),
        way("near", "a", days=30, cost=95.0, place="here"),
    )
    found = plan_for(graph(*ways), Who(TODAY, kms={"far": 9.0, "here": 0.4}), "goal")
    assert ids(found.plan) == ["dear", "goal"]
    assert ids(found.cheaper) == ["free", "goal"]
    assert ids(found.nearer) == ["near", "goal"]


def test_nothing_is_offered_that_is_no_better() -> None:
    found = plan_for(graph(way("x", "a"), way("y", "a", days=5)), Who(TODAY), "goal")
    assert (found.cheaper, found.nearer) == (None, None)


@pytest.mark.parametrize(
    ("ways", "who", "limit"),
    [
        (way("x", "a", cost=5.0), Who(TODAY, max_cost=0.0), "cost"),
        (way("x", "a", cost=None), Who(TODAY, max_cost=9.0), "cost"),
        (way("x", "a", place="far"), Who(TODAY, kms={"far": 9.0}, within_km=3.0), "area"),
        (way("x", "a", age_max=15), Who(TODAY, age=16), "age"),
        (way("x", "a"), Who(TODAY, suits=lambda way: way.id != "x"), "times"),
    ],
)
def test_the_limit_that_is_in_the_way_is_named(ways: Way, who: Who, limit: str) -> None:
    found = plan_for(graph(ways), who, "goal")
    assert (found.plan, found.limits, found.missing) == (None, [limit], ())


def test_the_badge_that_nobody_awards_is_named_and_the_rest_is_planned() -> None:
    ways = way("x", "a", "b c"), way("y", "b", days=3)
    found = plan_for(graph(*ways), Who(TODAY), "goal")
    assert (found.plan, found.missing) == (None, ("c",))
    assert ids(found.partial) == ["y"]


def test_badges_that_wait_for_each_other_are_no_way() -> None:
    ways = way("x", "a", "b"), way("y", "b", "a"), way("z", "c")
    found = plan_for(graph(*ways, goal="a c"), Who(TODAY), "goal")
    assert found.plan is None
    assert len(found.missing) == 1
    assert set(found.missing) <= {"a", "b"}
    assert "z" in ids(found.partial)


def test_a_goal_that_is_reached_already_has_an_empty_way() -> None:
    assert soonest(graph(way("x", "a")), Who(TODAY, frozenset({"goal"})), "goal") == []


def test_what_somebody_said_no_to_is_left_out() -> None:
    ways = way("x", "a"), way("y", "a", days=9, closes=NEVER)
    assert ids(plan_for(graph(*ways), Who(TODAY, barred=frozenset({"x"})), "goal").plan) == ["y", "goal"]


def test_a_plan_that_ends_by_a_day_has_no_step_that_ends_later() -> None:
    """Also when the search is cut short; else the soonest plan within a budget would be looked for forever."""
    ways = [
        Way("first", ("badge:z",), days=150),
        Way("second", ("badge:y",), (("badge:z",),), days=150),
        Way("free", ("badge:x",), (("badge:y",),)),
        Way("dear", ("badge:x",), cost=5.0),
        goal_way("goal", [("badge:x",)]),
    ]
    who = Who(TODAY, max_cost=10.0)
    for turns in range(4, 12):
        steps = affordable(Graph(ways, TODAY), who, "goal", TODAY + 200, cost_of, turns)
        assert not steps or max(step.ends for step in steps) <= TODAY + 200
    assert steps
