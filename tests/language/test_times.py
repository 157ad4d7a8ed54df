from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue.model import Times
from bot.language.times import times

WEEKDAYS = frozenset(range(5))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("weekends", Times(frozenset({5, 6}))),
        ("wkends only", Times(frozenset({5, 6}))),
        ("after school", Times(WEEKDAYS, time(15))),
        ("tuesdays", Times(frozenset({1}))),
        ("satdays n sundays", Times(frozenset({5, 6}))),
        ("sat mornings", Times(frozenset({5}), None, time(13))),
        ("evenings", Times(frozenset(), time(17))),
        ("after 5", Times(frozenset(), time(17))),
        ("after 6.30pm on weds", Times(frozenset({2}), time(18, 30))),
        ("before 8", Times(frozenset(), None, time(20))),
        ("mon-thurs", Times(frozenset({0, 1, 2, 3}))),
        ("fri to sun", Times(frozenset({4, 5, 6}))),
        ("school nights", Times(WEEKDAYS, time(17))),
        ("any day", Times()),
    ],
)
def test_regular_times_are_read(text: str, meant: Times) -> None:
    assert times(text) == meant


@pytest.mark.parametrize("text", ["", "football", "after 16 years", "by bus", "under 5 quid"])
def test_what_says_nothing_of_times_gives_none(text: str) -> None:
    assert times(text) is None


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    read = times(text)
    assert read is None or read.days <= frozenset(range(7))
