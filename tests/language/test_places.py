import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.places import Places

PLACES = Places(
    {"st-annes": ("St Anne's Hill", "the hill"), "eastfield": ("Eastfield", "easty"), "mill": ("Millmoor",)}
)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Eastfield", "eastfield"),
        ("estfield", "eastfield"),
        ("eastfeild", "eastfield"),
        ("saint annes hill", "st-annes"),
        ("the hill", "st-annes"),
        ("i live in millmoor near the park", "mill"),
        ("easty", "eastfield"),
        ("Westfield Square", None),
        ("", None),
        ("in", None),
    ],
)
def test_places_are_found_by_name_alias_and_typo(text: str, place: str | None) -> None:
    assert PLACES.find(text) == place


@given(st.text(max_size=200))
def test_any_text_can_be_looked_up(text: str) -> None:
    assert PLACES.find(text) in {None, "st-annes", "eastfield", "mill"}
