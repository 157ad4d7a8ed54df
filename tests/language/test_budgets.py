from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.budgets import budget


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("free", 0),
        ("no money", 0),
        ("skint", 0),
        ("im broke", 0),
        ("under a tenner", 10),
        ("20 quid", 20),
        ("£7.50 max", Decimal("7.50")),
        ("less than twenty pounds", 20),
        ("a fiver", 5),
        ("cheap", 10),
        ("can't afford much", 0),
    ],
)
def test_budgets_that_people_write(text: str, most: Decimal) -> None:
    assert budget(text) == most


def test_no_budget() -> None:
    assert budget("on saturdays") is None


@given(st.text())
def test_any_text_gives_a_sum_or_none(text: str) -> None:
    most = budget(text)
    assert most is None or most >= 0
