import pytest

from bot.brain.components.digits import spelt


@pytest.mark.parametrize(
    ("text", "place", "word"),
    [
        ("i want 2 be a chef", 2, "to"),
        ("how 2 get in", 1, "to"),
        ("stuff 4 me", 1, "for"),
        ("any clubs 4 under 18s", 2, "for"),
        ("its 2 far", 1, "too"),
        ("number 2 please", 1, None),
        ("the last 2", 2, None),
        ("for 2 hours", 1, None),
        ("4 of us", 0, None),
        ("im 4 years in", 1, None),
        ("2", 0, None),
        ("between 2 - 4", 1, None),
    ],
)
def test_a_digit_is_a_word_only_where_it_counts_nothing(text: str, place: int, word: str | None) -> None:
    assert spelt(text.split(), place) == word
