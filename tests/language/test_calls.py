"""Not wanting to ring anybody is no topic."""

import pytest

from bot.language.calls import without_calls


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("got anything where i dont have to ring", "got anything"),
        ("jobs without phoning people", "jobs"),
        ("courses, no phone calls", "courses,"),
        ("i want to work in a call centre", "i want to work in a call centre"),
    ],
)
def test_it_is_taken_out(text: str, left: str) -> None:
    assert without_calls(text).strip() == left
