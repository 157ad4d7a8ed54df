"""What the brain is shown, whatever happened before."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.faults import NonsenseError
from bot.chat.window import State, fold, slim, window

LISTEN = {"event": "action", "name": "action_listen"}


def slot(name: str, value: Any) -> dict[str, Any]:
    return {"event": "slot", "name": name, "value": value}


def test_slots_as_they_stand_come_first_then_a_listen_then_the_turns() -> None:
    state = State({"question": "goal"}, "profile_form")
    assert window(state, [[{"event": "user", "text": "hi"}]]) == [
        slot("question", "goal"),
        {"event": "active_loop", "name": "profile_form"},
        LISTEN,
        {"event": "user", "text": "hi"},
    ]


def test_a_new_conversation_has_but_a_listen() -> None:
    assert window(State({}), []) == [LISTEN]


def test_slots_follow_the_events() -> None:
    state = fold(State({"a": 1, "b": 2}), [slot("a", 3), slot("b", None), {"event": "user", "text": "hi"}])
    assert state == State({"a": 3})


@pytest.mark.parametrize("kind", ["reset_slots", "restart"])
def test_slots_can_all_be_emptied(kind: str) -> None:
    assert fold(State({"a": 1}), [{"event": kind}, slot("b", 2)]).slots == {"b": 2}


def test_a_form_starts_and_ends() -> None:
    started = fold(State({}), [{"event": "active_loop", "name": "form"}])
    assert started.active_loop == "form"
    assert fold(started, [{"event": "active_loop", "name": None}]).active_loop is None
    assert fold(started, [{"event": "restart"}]).active_loop is None


def test_what_only_the_edge_may_see_is_not_kept() -> None:
    bot = {"event": "bot", "text": "hi", "data": {"custom": {"cards": []}, "buttons": []}}
    assert slim([bot, LISTEN]) == [{"event": "bot", "text": "hi", "data": {"buttons": []}}, LISTEN]


def test_too_much_is_refused() -> None:
    with pytest.raises(NonsenseError):
        slim([{"event": "user", "text": "x" * 300_000}])
    with pytest.raises(NonsenseError):
        fold(State({}), [slot("a", "x" * 200_000)])


EVENTS = st.lists(
    st.one_of(
        st.builds(slot, st.sampled_from("abc"), st.none() | st.integers()),
        st.sampled_from([{"event": "reset_slots"}, {"event": "restart"}, LISTEN]),
    ),
    max_size=12,
)


@given(st.lists(EVENTS, max_size=8))
def test_a_window_leads_where_the_whole_history_leads(turns: list[list[dict[str, Any]]]) -> None:
    whole = fold(State({}), [event for turn in turns for event in turn])
    assert fold(State({}), window(whole, turns[-3:])) == whole


@given(st.lists(EVENTS, max_size=30))
def test_a_window_is_as_large_for_many_turns_as_for_three(turns: list[list[dict[str, Any]]]) -> None:
    whole = fold(State({}), [event for turn in turns for event in turn])
    assert len(json.dumps(window(whole, turns[-3:]))) < 6000
