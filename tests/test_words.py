"""The words file: what the code needs is there, and a missing key ends the start."""

import pytest

from bot.words import MissingWordsError, Words, load

WORDS = Words({"faults": {"stale": "Hi {name}"}, "list": [1, 2]})


def test_words_are_found_by_key_and_filled() -> None:
    assert WORDS.text("faults.stale") == "Hi {name}"
    assert WORDS.say("faults.stale", name="{Ada}") == "Hi {Ada}"
    assert WORDS.items("list") == [1, 2]


@pytest.mark.parametrize("key", ["faults", "faults.none", "none", "faults.stale.more", "list"])
def test_a_key_without_words_is_an_error(key: str) -> None:
    with pytest.raises(MissingWordsError):
        WORDS.text(key)


def test_the_file_is_read_once() -> None:
    assert load() is load()


def test_first_words_are_short() -> None:
    for name in ("who", "keeps", "question"):
        text = load().text(f"first_words.{name}")
        assert text.count(". ") + text.count("? ") <= 1
