from typing import Any

import pytest

from bot.brain.errors import BadRequestError
from bot.brain.events import EVENTS_LIMIT, check_events

JSON = Any
LISTEN = {"event": "action", "name": "action_listen"}
USER = {
    "event": "user",
    "text": "hi",
    "parse_data": {"intent": {"name": "greet"}, "entities": [{"entity": "age", "value": 3}]},
}


def test_what_the_edge_sends_passes_as_it_is() -> None:
    window = [
        {"event": "slot", "name": "age", "value": {"any": ["thing"]}, "timestamp": 1.5},
        {"event": "active_loop", "name": None},
        LISTEN,
        USER,
        {"event": "bot", "text": None, "data": {"buttons": None}, "metadata": {"utter_action": "utter_greet"}},
        {"event": "restart"},
    ]
    assert check_events(window) == window


@pytest.mark.parametrize(
    "event",
    [
        None,
        "action_listen",
        {},
        {"event": "reminder"},
        {"event": ["user"]},
        {"event": "action", "name": None},
        {"event": "slot", "value": 1},
        {"event": "active_loop", "name": 7},
        {**LISTEN, "timestamp": "now"},
        {**LISTEN, "metadata": []},
        {**USER, "parse_data": None},
        {**USER, "parse_data": {"intent": "greet"}},
        {**USER, "parse_data": {"intent": {"name": ["greet"]}}},
        {**USER, "parse_data": {"entities": None}},
        {**USER, "parse_data": {"entities": [{"value": 3}]}},
        {"event": "entities", "entities": [7]},
    ],
)
def test_an_event_that_rasa_would_break_on_is_refused_with_its_place(event: JSON) -> None:
    with pytest.raises(BadRequestError, match=r"Event 1 "):
        check_events([LISTEN, event])


def test_a_whole_history_is_too_much() -> None:
    assert check_events([LISTEN] * EVENTS_LIMIT)
    with pytest.raises(BadRequestError, match="last turns"):
        check_events([LISTEN] * (EVENTS_LIMIT + 1))
