from actions.questions import next_question
from bot.people.model import Profile


def test_interests_come_first() -> None:
    assert next_question(Profile(), {}) == "interests"


def test_what_is_known_is_not_asked() -> None:
    assert next_question(Profile(interests=("cars",), goals=("mechanic",)), {}) == "area"


def test_what_was_left_out_is_not_asked_again() -> None:
    assert next_question(Profile(interests=("cars",), skipped=("goal", "area")), {}) == "age"


def test_no_question_is_put_three_times() -> None:
    assert next_question(Profile(), {"interests": 2}) == "goal"


def test_at_the_end_nothing_is_left_to_ask() -> None:
    known = Profile(interests=("cars",), goals=("mechanic",), areas=("eastfield",), age=16)
    assert next_question(known, {}) is None
