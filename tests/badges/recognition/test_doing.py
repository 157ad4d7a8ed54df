"""Plain words about what somebody does are told from all else; `icatus_unpaid_work.csv` are real phrasings."""

import pytest

from bot.badges.recognition.doing import LASTED, is_about_another, tells_of_work
from bot.badges.recognition.heard import skills_in
from bot.language import harm
from tests.language.harm_sets import ours, training, unpaid_work
from tests.language.test_caring import HARM


def test_skills_are_heard_in_nearly_all_real_phrasings() -> None:
    deaf = [text for text in unpaid_work() if not skills_in(text)]
    assert len(deaf) <= 1, deaf


def test_nearly_all_real_phrasings_are_taken_as_work_whatever_the_brain_says() -> None:
    missed = [text for text in unpaid_work() if not tells_of_work(text)]
    assert len(missed) <= 4, missed
    assert all(harm.is_unlikely(text) for text in unpaid_work())


@pytest.mark.parametrize(
    "text",
    [
        "i want to help animals",
        "can i help at a food bank?",
        "im into cooking",
        "i need help with my cv",
        "i cant look after my brother and do my homework",
        "i love baking",
        "make me a plan",
        "hello",
    ],
)
def test_wishes_questions_and_refusals_are_none(text: str) -> None:
    assert not tells_of_work(text)


def test_what_tells_of_harm_is_none() -> None:
    wrongly = [text for text in (*HARM, *training(True)) if tells_of_work(text) and harm.is_unlikely(text)]
    assert wrongly == []


@pytest.mark.parametrize(
    "text", ["2 yrs", "every day after school", "since i was 12", "for a couple of months", "twice a week"]
)
def test_how_long_is_heard(text: str) -> None:
    assert LASTED.search(text)


@pytest.mark.parametrize("text", ["my uncle's garage", "2k people", "find me something"])
def test_other_numbers_and_words_are_no_time(text: str) -> None:
    assert not LASTED.search(text)


@pytest.mark.parametrize(
    "text",
    [
        "she gets confused so i have to stay calm and plan ahead",
        "keeping him calm when he shouts",
        "he wont eat so i make a game of it",
        "well, the little ones scream at bedtime so I read to them",
    ],
)
def test_what_is_hard_about_somebody_else_is_told_from_what_is_hard_to_bear(text: str) -> None:
    assert is_about_another(text)


def test_no_example_of_harm_is_only_about_somebody_else() -> None:
    told = [text for name in ("harm_unseen.yml", "harm_examples.yml") for text in _of_harm(name)]
    hidden = [text for text in (*told, *training(True), *HARM) if is_about_another(text)]
    assert [text for text in hidden if harm.find(text) in (None, harm.HINT)] == []


def _of_harm(name: str) -> list[str]:
    return [*ours(name)["explicit"], *ours(name)["indirect"]]


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("i take my gran to all her appointments", "caring for my mum"),
        ("i give my nan her tablets", "being careful"),
        ("sort out fights between mates", "mediation"),
    ],
)
def test_what_is_done_for_others_shows_the_skill_in_it(text: str, skill: str) -> None:
    assert skill in skills_in(text)
