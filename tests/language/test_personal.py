"""What in a text could be used to reach its writer."""

import pytest

from bot.language.personal import has_contact


@pytest.mark.parametrize(
    "text",
    [
        "mail me at kai.b@example.com",
        "kai (at) example.com",
        "my number is 07700 900123",
        "ring 01632 960 108",
        "+44 7700 900123",
        "insta: kai_drums",
        "im @kaidrums",
        "see www.kai.example",
        "https://kai.example/me",
        "i live at BP2 5TB",
        "my snap is kaiboy",
        "kai at example dot com",
        "whatsapp: kai_drums",
    ],
)
def test_what_could_reach_somebody_is_found(text: str) -> None:
    assert has_contact(text)


@pytest.mark.parametrize(
    "text",
    [
        "I like cars and I am 16",
        "i did 3 years at the garage at weekends",
        "helped 20 people at the club in 2025",
        "I got 7 GCSEs at school",
    ],
)
def test_plain_words_are_left_alone(text: str) -> None:
    assert not has_contact(text)
