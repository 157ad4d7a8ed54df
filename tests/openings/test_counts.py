"""What an employer sees of how many come near: never a count below ten, always in fives."""

from hypothesis import given
from hypothesis import strategies as st

from bot.openings.counts import Near, reach, rounded

MUSTS = ["first-aider", "care-starter", "kitchen-ready"]


def test_counts_are_by_how_many_badges_are_held() -> None:
    learners = [{"first-aider", "care-starter"}] * 34 + [{"first-aider"}] * 12 + [{"other"}] * 90
    found = reach(MUSTS, learners)
    assert found.near == [Near(2, 35), Near(1, 10)]
    assert found.most_missing == "kitchen-ready"


def test_few_people_are_nobody() -> None:
    found = reach(MUSTS, [{"first-aider"}] * 9)
    assert (list(found.near), found.most_missing) == ([], "")


def test_an_opening_that_asks_for_nothing_has_no_counts() -> None:
    assert reach([], [{"first-aider"}] * 50).near == ()


@given(st.lists(st.sets(st.sampled_from([*MUSTS, "other"])), max_size=120))
def test_no_count_is_below_ten_or_not_in_fives(learners: list[set[str]]) -> None:
    for near in reach(MUSTS, learners).near:
        assert near.people >= 10
        assert near.people % 5 == 0


@given(st.integers(0, 10_000))
def test_rounding_is_to_the_nearest_five(people: int) -> None:
    assert rounded(people) == 0 if people < 10 else abs(rounded(people) - people) <= 2.5
