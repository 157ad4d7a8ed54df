import pytest

from bot.language.ordinals import ordinal


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("the second one", 1),
        ("2nd", 1),
        ("first", 0),
        ("tell me more about the last one", -1),
        ("no 3", 2),
        ("number two", 1),
        ("3", 2),
        ("#1", 0),
        ("top one", 0),
    ],
)
def test_ordinals_that_people_write(text: str, index: int) -> None:
    assert ordinal(text) == index


@pytest.mark.parametrize("text", ["that one", "not for me", "any 4 my mate", "im 2 tired", ""])
def test_no_ordinal(text: str) -> None:
    assert ordinal(text) is None
