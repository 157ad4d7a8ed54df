from collections import Counter

import pytest

from bot.brain.components.lexicon import Found, Lexicon, longest, merged

LEXICON = Lexicon(
    {
        ("music",): Counter(interest=3),
        ("music", "production"): Counter(interest=1),
        ("nurse",): Counter(occupation=5),
        ("northgate",): Counter(area=1),
    }
)


def found(text: str) -> list[tuple[str, ...]]:
    return [one.phrase for one in longest(LEXICON.find(text.split()))]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("into music production", [("music", "production")]),
        ("music then production", [("music",)]),
        ("nurses in northgate", [("nurse",), ("northgate",)]),
        ("music producton", [("music", "production")]),
        ("northgaet", [("northgate",)]),
        ("nirse", [("nurse",)]),
        ("nortgaet", [("northgate",)]),
        ("southgate", []),
        ("curse", []),
    ],
)
def test_phrases_are_found_longest_first_and_typos_forgiven(text: str, phrases: list[tuple[str, ...]]) -> None:
    assert found(text) == phrases


def test_phrases_inside_others_are_found_too() -> None:
    assert {one.phrase for one in LEXICON.find(["music", "production"])} == {("music",), ("music", "production")}


def test_a_known_word_is_no_typo() -> None:
    lexicon = Lexicon({("paramedic",): Counter(occupation=1)}, known={"paramedicc"})
    assert lexicon.find(["paramedicc"]) == []


def test_of_overlapping_phrases_the_longest_stays() -> None:
    short, long = (Found(0, end, {}, ("x",) * end) for end in (1, 2))
    assert longest([short, long]) == [long]


def test_counts_of_several_sources_add_up() -> None:
    one: dict[tuple[str, ...], Counter[str]] = {("nurse",): Counter(occupation=1)}
    other: dict[tuple[str, ...], Counter[str]] = {("nurse",): Counter(occupation=2, badge=1)}
    assert merged(one, other) == {("nurse",): Counter(occupation=3, badge=1)}
