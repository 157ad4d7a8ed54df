"""What a message rules out."""

import pytest

from bot.language.refusals import refused


@pytest.mark.parametrize(
    ("text", "out"),
    [
        ("get fit, hate sports tho", ["sports"]),
        ("creative but im rubbish at drawing", ["drawing"]),
        ("anything but football pls", ["football"]),
        ("i dont like maths but i like computers", ["maths"]),
        ("not into gaming or coding", ["gaming or coding"]),
        ("coding instead of art", ["art"]),
    ],
)
def test_what_is_ruled_out_is_heard(text: str, out: list[str]) -> None:
    assert refused(text) == out


@pytest.mark.parametrize(
    "text", ["not sure", "im not too bad at art", "dont know what i want", "i dont want to do nothing", "art", ""]
)
def test_not_every_not_rules_something_out(text: str) -> None:
    assert not refused(text)
