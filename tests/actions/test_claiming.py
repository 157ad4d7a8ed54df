"""A code or a link in what a learner writes, and what is none."""

import pytest

from actions.claiming import claim_in
from tests.actions.guide import Guide


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("BRPT-2UNM-KAX5", ("code", "BRPT-2UNM-KAX5")),
        ("brpt-2unm-kax5 pls", ("code", "brpt-2unm-kax5")),
        ("my code is K7QM-2XTR-9WDF-H4PB", ("code", "K7QM-2XTR-9WDF-H4PB")),
        ("BRPT2UNMKAX5", ("code", "BRPT2UNMKAX5")),
        ("brpt 2unm kax5", ("code", "brpt 2unm kax5")),
        ("https://badges.example/a/1.json", ("link", "https://badges.example/a/1.json")),
        ("heres my badge https://badges.example/a?b=1.", ("link", "https://badges.example/a?b=1")),
        ("http://badges.example/a.json", ("link", "http://badges.example/a.json")),
        ("they sent http://localhost:8080/badges/claim/K7QM-2XTR-9WDF-H4PB to me", ("code", "K7QM-2XTR-9WDF-H4PB")),
    ],
)
def test_what_brings_a_badge(text: str, found: tuple[str, str]) -> None:
    assert claim_in(text, likely=False) == found


@pytest.mark.parametrize(
    "text",
    [
        "that when they said",
        "hi there",
        "from 2024 till 2025",
        "year 10th form",
        "07700900123",
        "I was born 12-11-2009",
        "look at https://www.example.org it has so many clubs that I could go to on saturdays",
        "the code on the door of the youth club is BRPT-2UNM-KAX5 I think, or so they told me",
    ],
)
def test_what_does_not(text: str) -> None:
    assert claim_in(text, likely=False) is None


def test_somebody_who_wants_to_claim_may_say_more() -> None:
    said = "got given a badge at the end of the beat making course and the code is BRPT-2UNM-KAX5"
    assert claim_in(said, likely=True) == ("code", "BRPT-2UNM-KAX5")


async def test_a_link_that_is_not_https_is_told_so_and_not_followed(guide: Guide) -> None:
    await guide.hear("http://badges.example/a.json", "nlu_fallback")
    assert "begin with https" in guide.said
    assert guide.effects == []
