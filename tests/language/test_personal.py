"""Personal data in what young people write: found where it stands, and ordinary words left alone."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.personal import find, has_contact, mask


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("email me priya.k99@mail.example pls", "email me [email] pls"),
        ("its sam(at)mail.example", "its [email]"),
        ("ring 07700 900123 after 5", "ring [phone] after 5"),
        ("+44 7700 900 123", "[phone]"),
        ("01632-960-001 is mums", "[phone] is mums"),
        ("my insta is zine.kid07 add me", "my [handle] add me"),
        ("im @zine_kid on there", "im [handle] on there"),
        ("i live at 12 Mill Lane, BP1 4QT", "i live at [address], [postcode]"),
        ("flat 4, 7 old harbour road", "[address]"),
        ("my dob is 12/03/2009", "my dob is [birthday]"),
        ("my name is Priya Kaur and i like art", "my name is [name] and i like art"),
        ("im called jay", "im called [name]"),
        ("see https://me.example/x?y=1 ok", "see [link] ok"),
        ("card 4111 1111 1111 1111", "card [card]"),
    ],
)
def test_what_is_personal_is_masked(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "im 16 n into cars, any apprenticeships?",
        "saturdays 10:00 to 12:00 for £7.50",
        "this is rubbish",
        "this is a nice one",
        "got 5 gcses in 2024 and 3 a levels in 2026",
        "can i do level 3 at the college near the station",
        "999 or 0800 are not enough digits",
        "i finished step 2 of 5 way too late",
    ],
)
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert mask(text) == text


@given(st.text(max_size=200))
def test_finds_never_overlap_and_masking_ends(text: str) -> None:
    found = find(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    mask(text)


def test_a_long_text_without_end_is_quick() -> None:
    mask("1 " * 500 + "a." * 500 + "@" * 500)


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
