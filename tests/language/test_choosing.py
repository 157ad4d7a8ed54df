"""What it sounds like to keep a thing, and which of several is meant."""

import pytest

from bot.language import choosing


@pytest.mark.parametrize(
    "text",
    [
        "yeah go on then save it",
        "ill do the second",
        "put the first one down",
        "save first step",
        "add it to my plan",
        "stick the saturday one on my list",
        "put me down for that",
        "lets do it",
        "ye save",
    ],
)
def test_a_wish_to_keep_something_is_heard(text: str) -> None:
    assert choosing.keeps(text)


@pytest.mark.parametrize(
    "text",
    [
        "how do i save it",
        "i dont want to save that",
        "i want to save animals",
        "i need to save money",
        "did it save that",
    ],
)
def test_other_talk_of_saving_keeps_nothing(text: str) -> None:
    assert not choosing.keeps(text)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("the second", [1]),
        ("save 1 and 3", [0, 2]),
        ("the first and the last", [0, 2]),
        ("first two pls", [0, 1]),
        ("the 5th", []),
        ("the one at 3pm", []),
        ("im 16", []),
    ],
)
def test_places_of_three(text: str, places: list[int]) -> None:
    assert choosing.places(text, 3) == places


@pytest.mark.parametrize("text", ["any", "dont mind", "whatever", "any of them", "u choose", "save any"])
def test_any_will_do(text: str) -> None:
    assert choosing.ANY.search(text)


@pytest.mark.parametrize("text", ["any football clubs", "dont know the area"])
def test_a_request_is_no_any(text: str) -> None:
    assert not choosing.ANY.search(text)
