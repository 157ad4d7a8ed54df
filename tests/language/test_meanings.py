"""Slang and plainer words for it."""

import pytest

from bot.language.meanings import LIST, meanings
from bot.language.words import words


@pytest.mark.parametrize(
    ("text", "said", "plain"),
    [
        ("wanna be a sparky", "sparky", "electrician"),
        ("sell stuff on Depop", "depop", "selling"),
        ("fortnite innit", "fortnite", "game design"),
        ("dungeons and dragons", "dungeons and dragons", "board games"),
        ("summat with my hands", "with my hands", "making"),
        ("workin wiv kids", "workin wiv kids", "childcare"),
    ],
)
def test_what_young_people_say_has_plainer_words(text: str, said: str, plain: str) -> None:
    found = {meant.said: meant.plain for meant in meanings(text)}
    assert plain in found[said]


def test_the_longest_phrase_counts() -> None:
    assert [meant.said for meant in meanings("horse riding")] == ["horse riding"]


def test_other_words_have_none() -> None:
    assert meanings("the quick brown parcel") == []
    assert meanings("") == []


def test_every_line_of_the_list_says_what_means_what() -> None:
    for line in LIST.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            plain, sign, said = line.partition(" = ")
            assert sign, line
            assert all(words(each) for each in (*plain.split(","), *said.split(","))), line
