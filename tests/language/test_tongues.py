"""A language to learn is told from where somebody is from."""

import pytest

from bot.language.tongues import tongues_wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("learn english", ["english"]),
        ("want to practise my English", ["english"]),
        ("polish lessons or arabic classes", ["polish", "arabic"]),
        ("get better at speaking spanish", ["spanish"]),
        ("im polish and like art", []),
        ("i speak to my english mates", []),
        ("learn to cook", []),
    ],
)
def test_only_what_is_to_be_learnt_is_wanted(text: str, wanted: list[str]) -> None:
    assert tongues_wanted(text) == wanted
