"""The words file: what the code needs is there, and a missing key ends the start."""

from pathlib import Path

import pytest

from bot.words import MissingWordsError, RepeatedWordsError, Words, load

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


def test_files_of_one_language_add_up(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("one: {hello: Hello}\n")
    (tmp_path / "b.yml").write_text("two: {bye: Bye}\n")
    both = load(tmp_path)
    assert (both.text("one.hello"), both.text("two.bye")) == ("Hello", "Bye")


def test_a_key_in_two_files_is_an_error(tmp_path: Path) -> None:
    for name in ("a.yml", "b.yml"):
        (tmp_path / name).write_text("one: {hello: Hello}\n")
    with pytest.raises(RepeatedWordsError, match=r"b\.yml has one again"):
        load(tmp_path)
