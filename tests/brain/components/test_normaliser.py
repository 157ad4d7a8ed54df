from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.brain.components.normaliser import normalise, plain_text
from bot.brain.components.speller import Speller
from bot.brain.components.tables import table

KNOWN = Counter({"good": 30, "so": 50, "god": 2, "bricklaying": 5, "apprenticeship": 90, "football": 40, "bees": 3})
SPELLER = Speller(KNOWN)


def read(text: str) -> str:
    return plain_text(normalise(text, KNOWN, SPELLER.right))


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("any1 doin bricklayin near me need dosh", "anyone doing bricklaying near me need money"),
        ("soooo goood", "so good"),
        ("wanna, gonna, cuz, tbh, innit", "want to , going to , because , to be honest , is it not"),
        ("2nite", "tonight"),
        ("stuff 4 me", "stuff for me"),
        ("i want 2 be a chef", "i want to be a chef"),
        ("its 2 far", "it is too far"),
        ("the 2nd one, no 2", "the second one , no 2"),
        ("4 of us, step 2", "4 of us , step 2"),
        ("im 17", "i am 17"),
        ("Café", "cafe"),
        ("I\u2019m", "i am"),
        ("we're", "we are"),
        ("👍🏽", "yes good"),
        ("👩🏽\u200d⚕️", "doctor"),
        ("c++ and r&b", "c++ and r&b"),
        ("aprenticeshipp", "aprenticeshipp"),
        ("apprenticehip", "apprenticeship"),
        ("footbal", "football"),
    ],
)
def test_chat_spelling_reads_as_usual_spelling(written: str, plain: str) -> None:
    assert read(written) == plain


@pytest.mark.parametrize("word", ["bees", "god", "footballs", "footballer"])
def test_a_word_that_exists_is_never_put_right(word: str) -> None:
    assert read(word) == word


def test_a_name_in_a_sentence_is_never_put_right() -> None:
    assert read("I live in Footbal") == "i live in footbal"
    assert read("I LIKE FOOTBAL") == "i like football"


def test_a_misspelt_word_is_put_right_by_one_letter_only() -> None:
    assert SPELLER.right("futbol") == "futbol"
    assert SPELLER.right("fotball") == "football"
    assert SPELLER.right("footbball") == "football"
    assert SPELLER.right("footblal") == "football"


def test_no_spelling_stands_in_the_table_twice() -> None:
    for word, plain in table("spellings.tsv").items():
        assert word == word.lower()
        assert plain.strip() == plain != ""


@given(st.text(max_size=200))
def test_words_are_exact_places_in_what_was_written(text: str) -> None:
    words = normalise(text, KNOWN, SPELLER.right)
    assert all(text[word.start : word.end] == word.written for word in words)
    assert all(before.end <= after.start for before, after in pairwise(words))


@given(st.text(max_size=200))
def test_nothing_but_space_and_invisible_signs_is_left_out(text: str) -> None:
    covered = {place for word in normalise(text) for place in range(word.start, word.end)}
    left = "".join(letter for place, letter in enumerate(text) if place not in covered)
    assert not any(letter.isalnum() for letter in left)


@given(st.lists(st.sampled_from(sorted(KNOWN)), max_size=8))
def test_known_words_stay_as_they_are(words: list[str]) -> None:
    assert read(" ".join(words)) == " ".join(words)


@given(st.from_regex(r"[1-9][0-9]{1,3}", fullmatch=True))
def test_numbers_stay_as_they_are(number: str) -> None:
    assert read(f"im {number}") == f"i am {number}"
