import pytest

from bot.openings.ages import rule_for, youngest


@pytest.mark.parametrize(
    ("kind", "stated", "lowest"),
    [
        ("job", None, 16),
        ("apprenticeship", None, 16),
        ("job", 14, 14),
        ("job", 11, 13),
        ("job", 18, 18),
        ("work experience", None, 14),
        ("placement", 16, 16),
    ],
)
def test_from_which_age_work_may_be_taken(kind: str, stated: int | None, lowest: int) -> None:
    assert youngest(kind, stated, {}) == lowest


def test_a_city_sets_its_own_rules() -> None:
    rules = {"work": [{"from": 14, "to": 17, "week_hours": 30}], "full_time_from": 17, "work_experience_from": 15}
    assert youngest("job", None, rules) == 17
    assert youngest("job", 11, rules) == 14
    assert youngest("placement", None, rules) == 15
    assert rule_for(15, rules) == rules["work"][0]  # type: ignore[index]


def test_grown_ups_have_no_limits_of_their_own() -> None:
    assert rule_for(18, {}) is None
    assert rule_for(17, {}) is not None
