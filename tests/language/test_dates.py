from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.dates import when

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("tomorrow", date(2026, 11, 25)),
        ("2moro", date(2026, 11, 25)),
        ("friday", date(2026, 11, 27)),
        ("on fri", date(2026, 11, 27)),
        ("next fri", date(2026, 11, 27)),
        ("next wednesday", date(2026, 12, 2)),
        ("tuesday", date(2026, 12, 1)),
        ("next week", date(2026, 12, 1)),
        ("in 2 weeks", date(2026, 12, 8)),
        ("in a week", date(2026, 12, 1)),
        ("the weekend", date(2026, 11, 28)),
        ("3rd december", date(2026, 12, 3)),
        ("dec 3", date(2026, 12, 3)),
        ("3 jan", date(2027, 1, 3)),
        ("5/12", date(2026, 12, 5)),
        ("on the 3rd", date(2026, 12, 3)),
        ("the 30th", date(2026, 11, 30)),
        ("today", TUESDAY),
    ],
)
def test_days_that_people_write(text: str, day: date) -> None:
    assert when(text, TUESDAY) == day


@pytest.mark.parametrize("text", ["", "sometime", "remind me", "31/02"])
def test_no_day(text: str) -> None:
    assert when(text, TUESDAY) is None


@given(st.text(), st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1)))
def test_any_text_gives_a_day_from_today_on_or_none(text: str, today: date) -> None:
    day = when(text, today)
    assert day is None or day >= today
