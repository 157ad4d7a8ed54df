import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.ages import age


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("im 17", 17),
        ("17", 17),
        ("seventeen", 17),
        ("twenty one", 21),
        ("i'm 15 nearly 16", 15),
        ("turning 16 in march", 15),
        ("almost 18", 17),
        ("year 11", 15),
        ("yr 9", 13),
        ("Y13", 17),
        ("16 year old", 16),
        ("16yrs old", 16),
        ("sixth form", 16),
        ("19 years old", 19),
    ],
)
def test_ages_that_people_write(text: str, years: int) -> None:
    assert age(text) == years


@pytest.mark.parametrize("text", ["", "old enough", "2", "350", "1999 was a good year"])
def test_no_age(text: str) -> None:
    assert age(text) is None


@given(st.text())
def test_any_text_gives_an_age_or_none(text: str) -> None:
    years = age(text)
    assert years is None or 5 <= years <= 99
