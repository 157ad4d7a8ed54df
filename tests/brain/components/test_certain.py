import pytest

from bot.brain.components.certain import insisted, names_of
from bot.brain.components.money import certain_budgets
from bot.brain.components.spans import spans_at
from bot.brain.components.words import split

GAZETTEER = {
    "area": [
        ("Mill Moor", "Millmoor"),
        ("the quay", "Millmoor"),
        ("hopes", "Hope"),
        ("Leith", "Leith"),
        ("ng", "Leith"),
    ],
    "badge": [("Good Bake", "Good Bake"), ("cakes", "Good Bake")],
    "occupation": [("train driver", "Train driver"), ("drives trains", "Train driver"), ("nurse", "Nurse")],
}
AREA, BADGE, JOB = (0, 2, "area"), (0, 2, "badge"), (0, 2, "occupation")


def test_areas_and_full_names_of_several_words_are_certain_and_everyday_words_are_not() -> None:
    assert names_of(GAZETTEER, frozenset({"hope"})) == {
        ("mill", "moor"): "area",
        ("leith",): "area",
        ("good", "bake"): "badge",
        ("train", "driver"): "occupation",
    }


def test_a_name_that_the_tagger_missed_is_found() -> None:
    assert insisted([], [AREA], "greet", ["mill", "moor"]) == [(AREA, 1.0)]


def test_a_part_gives_way_to_the_whole_name() -> None:
    part = (0, 1, "interest")
    assert insisted([(part, 0.7)], [JOB], "tell_goal", ["train", "driver"]) == [(JOB, 1.0)]


def test_what_is_longer_than_a_name_stays() -> None:
    longer = (0, 3, "interest")
    assert insisted([(longer, 0.7)], [AREA], "tell_interest", ["mill", "moor", "museum"]) == [(longer, 0.7)]


@pytest.mark.parametrize(("name", "kept"), [(AREA, "area"), (JOB, "interest")])
def test_as_long_a_span_gives_way_only_to_an_area(name: tuple[int, int, str], kept: str) -> None:
    found = insisted([((0, 2, "interest"), 0.7)], [name], "tell_interest", ["two", "words"])
    assert [span[2] for span, _ in found] == [kept]


@pytest.mark.parametrize(
    ("intent", "plain", "found"),
    [
        ("claim_badge", "good bake here is the code", True),
        ("tell_interest", "good bake off that", False),
        ("tell_interest", "good bake is the badges i want", True),
    ],
)
def test_a_badges_name_counts_where_badges_are_spoken_of(intent: str, plain: str, found: bool) -> None:
    assert insisted([], [BADGE], intent, plain.split()) == ([(BADGE, 1.0)] if found else [])


@pytest.mark.parametrize(("intent", "found"), [("tell_situation", True), ("out_of_scope", False)])
def test_plain_words_for_money_are_a_budget_where_somebody_speaks_of_their_own(intent: str, found: bool) -> None:
    text = "got no money"
    spans = spans_at(split(text), certain_budgets(text))
    assert insisted([], spans, intent, text.split()) == ([((1, 3, "budget"), 1.0)] if found else [])
