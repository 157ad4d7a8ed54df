import pytest

from actions.answers import answer, skips
from actions.heard import Entity, Heard


@pytest.mark.parametrize("text", ["15", "im 15", "15 nearly 16", "year 10"])
@pytest.mark.parametrize("intent", ["nlu_fallback", "ask_details", "tell_situation"])
def test_a_number_after_how_old_are_you_is_an_age(text: str, intent: str) -> None:
    change = answer("age", Heard(text, intent))
    assert change is not None
    assert change["set"]["age"] in (14, 15)


@pytest.mark.parametrize("text", ["350", "2", "any free art courses for 15 year olds in Eastfield"])
def test_other_numbers_are_no_age(text: str) -> None:
    assert answer("age", Heard(text, "nlu_fallback")) is None


def test_a_bare_job_after_the_goal_question_is_a_goal() -> None:
    heard = Heard("paramedic", "ask_career_info", (Entity("occupation", "paramedic"),))
    assert answer("goal", heard) == {"add": {"goals": ["paramedic"]}}


def test_a_request_is_no_answer_to_the_goal_question() -> None:
    heard = Heard("any free clubs in eastfield on saturdays", "find_opportunity", (Entity("kind", "clubs"),))
    assert answer("goal", heard) is None


@pytest.mark.parametrize("text", ["skip", "pass", "rather not say", "Next question", "id rather not"])
def test_ways_to_skip(text: str) -> None:
    assert skips(Heard(text, "nlu_fallback"))


def test_an_answer_is_no_skip() -> None:
    assert not skips(Heard("eastfield", "tell_situation"))


@pytest.mark.parametrize("text", ["bored", "im bored", "whatever", "stuff n that"])
@pytest.mark.parametrize("question", ["goal", "interests"])
def test_words_that_name_nothing_are_no_goal_and_no_interest(text: str, question: str) -> None:
    assert answer(question, Heard(text, "chitchat")) is None


def test_a_thing_that_nobody_has_a_name_for_is_one() -> None:
    assert answer("goal", Heard("vtuber", "chitchat")) == {"add": {"goals": ["vtuber"]}}


def test_words_before_the_thing_are_left_out() -> None:
    assert answer("interests", Heard("like fantasy", "nlu_fallback")) == {"add": {"interests": ["fantasy"]}}
    assert answer("goal", Heard("maybe falconry", "nlu_fallback")) == {"add": {"goals": ["falconry"]}}


@pytest.mark.parametrize("question", ["goal", "interests"])
def test_how_somebody_is_is_no_topic_and_no_job(question: str) -> None:
    assert answer(question, Heard("im shy", "tell_interest")) is None
