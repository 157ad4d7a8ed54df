import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.leanings import leanings
from bot.language.terms import TermMatcher
from bot.language.words import stem, stems, words

NAMES = [
    ("Music production", "i:music"),
    ("beats", "i:music"),
    ("Photography", "i:photo"),
    ("Game design", "i:games"),
    ("gaming", "i:games"),
    ("makeup", "i:beauty"),
    ("beat making", "i:music"),
    ("gay youth", "i:lgbt"),
    ("girls", "i:girls"),
]
MATCHER = TermMatcher(NAMES, known=frozenset({stem("horse"), stem("photograph")}))


def keys(text: str) -> list[str]:
    return [key for hit in MATCHER.find(text) for key in hit.keys]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("im into beats tbh", ["i:music"]),
        ("a beat", ["i:music"]),
        ("music productoin", ["i:music"]),
        ("fotografy", ["i:photo"]),
        ("photograpy", ["i:photo"]),
        ("make up n stuff", ["i:beauty"]),
        ("beatmaking", ["i:music"]),
        ("gamin or games", ["i:games", "i:games"]),
        ("horse", []),
        ("best", []),
        ("as a girl", []),
    ],
)
def test_names_are_found_in_other_forms_and_with_typos(text: str, found: list[str]) -> None:
    assert keys(text) == found


def test_the_longest_name_counts() -> None:
    [hit] = MATCHER.find("some beat making please")
    assert (hit.said, hit.exact) == ("beat making", True)


def test_who_somebody_is_counts_only_where_it_is_what_they_look_for() -> None:
    assert MATCHER.find("girls") == []
    assert [hit.keys for hit in MATCHER.find("girls", as_entity=True)] == [("i:girls",)]


def test_a_typo_is_marked_as_one() -> None:
    assert not MATCHER.find("fotografy")[0].exact


@pytest.mark.parametrize("group", ["dance dances dancing danced", "code codes coding", "class classes", "city cities"])
def test_forms_of_a_word_have_one_stem(group: str) -> None:
    assert len(set(stems(group))) == 1


def test_words_are_folded() -> None:
    assert words("What's Café goooood?!") == ["whats", "cafe", "god"]


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("summat with my hands", "R"),
        ("i like helping people", "S"),
        ("my own boss one day", "E"),
        ("owt creative", "A"),
    ],
)
def test_leanings_are_read(text: str, letter: str) -> None:
    assert letter in leanings(text)


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    for hit in MATCHER.find(text):
        assert 0 <= hit.start < hit.end
    assert all(stem(word) for word in words(text))
    assert set(leanings(text)) <= set("RIASEC")
