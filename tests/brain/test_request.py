import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.brain.errors import BadRequestError, RefusedError, TooLargeError
from bot.brain.request import TurnRequest, read_turn

JSON = Any
LEAST: JSON = {"conversation": "c", "message_id": "m", "text": "hello", "events": []}


def read(**fields: JSON) -> TurnRequest:
    return read_turn(json.dumps({**LEAST, **fields}).encode())


def test_free_text_has_no_intent() -> None:
    assert read() == TurnRequest("c", "m", "hello", None, {}, {}, [])


def test_what_is_null_counts_as_not_given() -> None:
    assert read(intent=None, entities=None, metadata=None, events=None) == read()


def test_a_button_keeps_its_title() -> None:
    request = read(text="Yes please", intent="affirm", entities={"interest": ["art", "music"], "age": 17})
    assert (request.text, request.intent) == ("Yes please", "affirm")
    assert request.entities == {"interest": ["art", "music"], "age": [17]}


def test_a_button_without_a_title_is_written_as_rasa_writes_it() -> None:
    assert read(text=None, intent="affirm").text == "/affirm"


@pytest.mark.parametrize(
    "fields",
    [
        {"conversation": None},
        {"conversation": 7},
        {"message_id": ""},
        {"message_id": "m" * 201},
        {"text": None},
        {"text": " \n"},
        {"text": ["hello"]},
        {"entities": {"age": 17}},
        {"intent": "inform", "entities": ["age"]},
        {"intent": "inform", "entities": {"age": None}},
        {"intent": "inform", "entities": {"age": {"years": 17}}},
        {"metadata": []},
        {"events": {}},
        {"text": "\ud800"},
        {"metadata": {"deep": "\udfff"}},
    ],
)
def test_a_turn_that_cannot_be_taken_is_refused_in_one_sentence(fields: JSON) -> None:
    with pytest.raises(BadRequestError) as refused:
        read(**fields)
    assert refused.value.status == 400
    assert refused.value.message.endswith(".")


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"7", b'{"a": NaN}', b'{"a": -Infinity}', b'{"a": 1e999}', b"\xff", b"[" * 100_000]
)
def test_what_is_not_a_json_object_is_refused(body: bytes) -> None:
    with pytest.raises(BadRequestError):
        read_turn(body)


def test_a_message_has_at_most_a_thousand_characters() -> None:
    assert len(read(text="é" * 1000).text) == 1000
    with pytest.raises(TooLargeError):
        read(text="é" * 1001)
    with pytest.raises(TooLargeError):
        read(text="é" * 1001, intent="affirm")


@given(st.binary())
def test_no_bytes_break_the_reading(body: bytes) -> None:
    with pytest.raises(RefusedError):
        read_turn(body)


@given(st.text(min_size=1).filter(lambda text: bool(text.strip())))
def test_every_text_arrives_as_it_was_written(text: str) -> None:
    assert read(text=text).text == text
