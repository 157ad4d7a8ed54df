"""The brain's answers are read, and what is none is refused."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.answers import from_json, read_answer, tap
from bot.chat.faults import NonsenseError
from bot.chat.model import Effect, Reply, Tap


def answer(*messages: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"events": [], "messages": list(messages), "understanding": {}, **fields}


def test_text_buttons_cards_and_effects_are_read() -> None:
    custom = {
        "cards": [{"id": "x", "buttons": [{"title": "Save", "payload": '/save_it{"item": "x"}'}]}],
        "shown": {"x": "interest"},
        "effects": [{"type": "profile", "data": {"add": {"interests": ["art"]}}}],
    }
    message = {"text": "One fits.", "buttons": [{"title": "More", "payload": "/show_more"}], "custom": custom}
    read = from_json(answer(message, understanding={"intent": {"name": "find_opportunity", "confidence": 0.9}}))
    card = {"id": "x", "buttons": [{"title": "Save", "intent": "save_it", "entities": {"item": "x"}}]}
    assert read.replies == [Reply("One fits.", [Tap("More", "show_more")], [card], {"x": "interest"})]
    assert read.effects == [Effect("profile", {"add": {"interests": ["art"]}})]
    assert read.understanding == {"intent": "find_opportunity", "confidence": 0.9}


def test_an_effect_without_words_is_kept_though_it_shows_nothing() -> None:
    silent: dict[str, Any] = {"text": None, "buttons": [], "custom": {"effects": [{"type": "handover", "data": {}}]}}
    read = from_json(answer({"text": "Hi"}, silent))
    assert read.replies == [Reply("Hi", [], [], {})]
    assert read.effects == [Effect("handover", {})]


@pytest.mark.parametrize("payload", ["/greet", "/greet{}", "/greet {}"[:6], '/greet{"a": "b"}'])
def test_a_payload_names_an_intent(payload: str) -> None:
    assert tap({"title": "Hi", "payload": payload}).intent == "greet"


@pytest.mark.parametrize("payload", ["greet", "/", "/greet{", "/greet{'a': 1}", '/greet["a"]', "", None, 7])
def test_any_other_payload_is_refused(payload: Any) -> None:
    with pytest.raises(NonsenseError):
        tap({"title": "Hi", "payload": payload})


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"\xff\xfe",
        b"null",
        b"[]",
        b"{}",
        b'{"events": [], "messages": []}',
        b'{"events": [], "messages": [{"text": ""}]}',
        b'{"events": {}, "messages": [{"text": "hi"}]}',
        b'{"events": [1], "messages": [{"text": "hi"}]}',
        b'{"events": [{"event": "slot"}], "messages": [{"text": "hi"}]}',
        b'{"messages": [{"text": "hi"}]}',
        b'{"events": [], "messages": [{"text": 5}]}',
        b'{"events": [], "messages": ["hi"]}',
        b'{"events": [], "messages": [{"text": "a\\u0000b"}]}',
        b'{"events": [], "messages": [{"text": "\\ud800"}]}',
        b'{"events": [], "messages": [{"text": "hi", "custom": {"effects": [{}]}}]}',
        b'{"events": [], "messages": [{"text": "hi", "custom": {"cards": ["x"]}}]}',
        b"[" * 100_000,
    ],
)
def test_nonsense_is_refused(body: bytes) -> None:
    with pytest.raises(NonsenseError):
        read_answer(body)


def test_too_long_an_answer_is_refused() -> None:
    with pytest.raises(NonsenseError):
        from_json(answer({"text": "x" * 5000}))
    with pytest.raises(NonsenseError):
        from_json(answer(*[{"text": "hi"}] * 30))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["events", "messages", "text", "custom", "cards", "buttons"]), inner, max_size=3
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_any_json_is_an_answer_or_nonsense(value: Any) -> None:
    try:
        read = read_answer(json.dumps(value).encode())
    except NonsenseError:
        return
    assert read.replies
