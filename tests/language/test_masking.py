"""Personal data in what young people write: hidden where it stands, and ordinary words left alone."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import names
from bot.language.masking import find, mask, mask_names, mask_ours, said_in


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("email me priya.k99@mail.example pls", "email me [email] pls"),
        ("its sam(at)mail.example", "its [email]"),
        ("ring 07700 900123 after 5", "ring [phone] after 5"),
        ("+44 7700 900 123", "[phone]"),
        ("01632-960-001 is mums", "[phone] is mums"),
        ("call me on 960 123", "call me on [phone]"),
        ("oh seven seven double o nine one two three", "[phone]"),
        ("my insta is zine.kid07 add me", "my [handle] add me"),
        ("insta kaiboy99", "insta [handle]"),
        ("discord kai#1234", "discord [handle]"),
        ("im @zine_kid on there", "im [handle] on there"),
        ("i live at 12 Mill Lane, BP1 4QT", "i live at [address], [postcode]"),
        ("flat 4, 7 old harbour road", "[address]"),
        ("i live on Elm Road near you", "i live on [address] near you"),
        ("my dob is 12/03/2009", "my dob is [birthday]"),
        ("born 3rd of may 2009", "born [birthday]"),
        ("see https://me.example/x?y=1 ok", "see [link] ok"),
        ("card 4111 1111 1111 1111", "card [card]"),
        ("my NI is QQ 12 34 56 C", "my NI is [number]"),
        ("i go to Oakfield High School", "i go to [school]"),
        ("im at oakfield academy", "im at [school]"),
    ],
)
def test_what_is_personal_is_masked(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("my name is Aisha Khan", "my name is [name]"),
        ("my names zarqa mehmood and i like art", "my names [name] and i like art"),
        ("im tom", "im [name]"),
        ("I'm Zarqa, hi", "I'm [name], hi"),
        ("i\u2019m will and i like cars", "i\u2019m [name] and i like cars"),
        ("im called jay", "im called [name]"),
        ("hi its kayleigh here", "hi its [name] here"),
        ("jordan here", "[name] here"),
        ("thanks, Emma", "thanks, [name]"),
        ("ROBERT SMITH", "[name]"),
        ("Will Smith told me", "[name] told me"),
        ("my name's Jayden-Lee O'Connor", "my name's [name]"),
        ("Sam's mum said so", "[name]'s mum said so"),
        ("my mate Dre is there", "my mate [name] is there"),
        ("my sister fatima bint hassan", "my sister [name]"),
        ("ask mr patel or Miss Hargreaves", "ask mr [name] or Miss [name]"),
        ("me llamo Juan P\u00e9rez", "me llamo [name]"),
        ("tell Mohammed im late", "tell [name] im late"),
    ],
)
def test_names_are_masked_however_they_are_told(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "im 16 n into cars, any apprenticeships?",
        "saturdays 10:00 to 12:00 for \u00a37.50",
        "this is rubbish",
        "this is a nice one",
        "call me later",
        "will i get paid in may",
        "mark my work, hope it's ok",
        "im bored and I'm British",
        "near Victoria Park or George Street",
        "miss my mum",
        "got 5 gcses in 2024 and 3 a levels in 2026",
        "can i do level 3 at the college near the station",
        "is Harbour College any good",
        "a 10 minute walk from home",
        "insta page for my art",
        "my school is rubbish",
        "999 or 0800 are not enough digits",
        "i finished step 2 of 5 way too late",
    ],
)
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert mask(text) == text


def test_what_somebody_is_called_is_known_afterwards() -> None:
    known = names.own("hey my name is zarq and im into art")
    assert known == ["zarq"]
    assert mask("zarq again", known=known) == "[name] again"
    assert mask_ours("Hi Zarq! Ada Lovelace at Harbour Studios can help.", known=known).startswith("Hi [name]! Ada")
    assert mask_names("For: Zarq, 12 Mill Lane", known) == "For: [name], 12 Mill Lane"


def test_what_a_learner_said_of_themselves_is_masked_where_the_guide_says_it_again() -> None:
    said = said_in(["im tom", "i go to Oakfield High School at 12 Mill Lane", "and i like art"])
    assert said == {"tom", "oakfield", "mill"}
    assert (
        mask_ours("Im tom: got it. Oakfield, then, and art.", known=said) == "Im [name]: got it. [name], then, and art."
    )


def test_a_known_name_that_is_also_a_word_is_masked_as_a_name_alone() -> None:
    assert mask_ours("Will you come, Grace? grace period", known=["grace"]) == "Will you come, [name]? grace period"


def test_what_is_public_is_left_unless_it_is_the_learners_own() -> None:
    assert mask("thanks Sam", public=["Sam"]) == "thanks Sam"
    assert mask("im Sam", public=["Sam"], known=["Sam"]) == "im [name]"


@given(st.text(max_size=200))
def test_finds_never_overlap_and_masking_ends(text: str) -> None:
    found = find(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    mask(text)


@pytest.mark.parametrize("much", ["1 ", "a.", "@", "my name is ", "Aa ", "id 1-", "St. A ", "live at a, ", "one "])
def test_a_long_text_is_masked_in_the_end(much: str) -> None:
    mask((much * 2000)[:2000])
