import pytest

from bot.brain.components.mash import says_nothing


def unknown(_: str) -> bool:
    return False


@pytest.mark.parametrize("text", ["", "  ", "asdfgh", "sdkfjhsdkf", "qwerty", "hjklhjkl ghjk", "zxcvbn lkjh"])
def test_keys_hit_at_random_say_nothing(text: str) -> None:
    assert says_nothing(text.split(), unknown)


@pytest.mark.parametrize(
    "text",
    ["hi", "yes pls", "gymnastics", "busco trabajo", "2", "asdf what was that", "??", "property", "strewn", "не знаю"],
)
def test_words_of_any_language_and_signs_say_something(text: str) -> None:
    assert not says_nothing(text.split(), unknown)


def test_a_known_word_is_no_accident() -> None:
    assert not says_nothing(["hmmmm", "asdf"], lambda word: word == "hmmmm")
