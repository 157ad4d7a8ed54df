import pytest

from bot.brain.components.patterns import candidates


@pytest.mark.parametrize(
    ("text", "name", "phrase"),
    [
        ("im 17", "age", "17"),
        ("im in year 11", "age", "year 11"),
        ("for under 16s", "age", "under 16s"),
        ("got no money", "budget", "no money"),
        ("something under a tenner", "budget", "under a tenner"),
        ("less than £5 pls", "budget", "less than £5"),
        ("only weekends", "availability", "weekends"),
        ("after school mostly", "availability", "after school"),
        ("free saturday mornings", "availability", "saturday mornings"),
        ("next fri", "when", "next fri"),
        ("on the 3rd of june", "when", "3rd of june"),
        ("at 9 in the morning", "when", "9 in the morning"),
        ("the second one", "ordinal", "second"),
        ("number two", "ordinal", "two"),
        ("i use a wheelchair", "access_need", "wheelchair"),
        ("needs to be step-free", "access_need", "step-free"),
        ("talk in Polish", "language", "Polish"),
    ],
)
def test_a_candidate_is_found_with_its_exact_span(text: str, name: str, phrase: str) -> None:
    assert (text.index(phrase), text.index(phrase) + len(phrase), name) in candidates(text)


@pytest.mark.parametrize("text", ["polished", "secondary", "wheelchairs4u", "fridayish"])
def test_parts_of_words_are_no_candidates(text: str) -> None:
    assert candidates(text) == []
