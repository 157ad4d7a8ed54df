import http.client
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.brain.events import KNOWN
from tests.brain.process import BrainProcess
from tests.brain.talk import Client

JSON = Any


async def test_it_says_when_it_is_ready(client: Client, model: Path) -> None:
    async with client.session.get(f"{client.url}/healthz") as response:
        assert response.status == 200
        assert await response.json() == {"status": "ok", "model": model.name, "ready": True}


async def test_it_parses_a_text(client: Client) -> None:
    status, parsed = await client.post("/parse", {"text": "any coding clubs in Northgate"})
    assert status == 200
    assert parsed["text"] == "any coding clubs in Northgate"
    assert parsed["intent"]["name"] == "find_opportunity"
    assert 0.5 < parsed["intent"]["confidence"] <= 1
    found = [(one["entity"], one["value"], one["start"], one["end"]) for one in parsed["entities"]]
    assert found == [("interest", "coding", 4, 10), ("area", "Northgate", 20, 29)]
    assert parsed["intent_ranking"][0] == parsed["intent"]
    assert len(parsed["intent_ranking"]) == 5


@pytest.mark.parametrize("text", ["/restart", '/inform{"age":"30"}', "/session_start"])
async def test_a_command_is_plain_text_to_the_parser_too(client: Client, text: str) -> None:
    status, parsed = await client.post("/parse", {"text": text})
    assert status == 200
    assert (parsed["intent"]["name"], parsed["entities"]) == ("nlu_fallback", [])


@pytest.mark.parametrize("text", ["?!?", "...", "🎸🎸🎸", "مرحبا", "a" * 1000, "a " * 500, "\x00", "​"])
async def test_every_text_has_an_answer(client: Client, text: str) -> None:
    assert (await client.post("/parse", {"text": text}))[0] == 200
    status, answer = await client.turn(text)
    assert status == 200
    assert answer["messages"]


async def test_a_message_that_is_too_long_is_refused(client: Client) -> None:
    for path in ("/turn", "/parse"):
        status, answer = await client.post(path, {"conversation": "c", "message_id": "m", "text": "a" * 1001})
        assert (status, answer["error"]["code"]) == (413, "too_long")


async def test_a_body_that_is_too_large_is_refused(client: Client) -> None:
    status, answer = await client.post("/turn", raw=b" " * 1_000_001)
    assert (status, answer["error"]["code"]) == (413, "too_large")


async def test_a_body_that_makes_no_sense_is_refused_in_one_sentence(client: Client) -> None:
    status, answer = await client.post("/turn", raw=b"{")
    assert status == 400
    assert answer == {"error": {"code": "bad_request", "message": "The body is not valid JSON in UTF-8."}}


async def test_a_page_that_is_not_there_is_an_error_of_the_same_form(client: Client) -> None:
    assert (await client.post("/webhooks/rest/webhook", {}))[0] == 404
    async with client.session.get(f"{client.url}/turn") as response:
        assert response.status == 405
        assert set((await response.json())["error"]) == {"code", "message"}


SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8)
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from(
    ["age", "area", "action_listen", "action_search", "booking_form", "utter_greet", "action_restart"]
)
PARSE_DATA = st.fixed_dictionaries(
    {},
    optional={
        "intent": st.fixed_dictionaries({"name": st.sampled_from(["greet", "book", "restart"]) | SCALARS}) | ANYTHING,
        "entities": st.lists(st.fixed_dictionaries({"entity": NAMES | SCALARS, "value": ANYTHING}), max_size=2)
        | ANYTHING,
        "text": SCALARS,
    },
)
EVENT_FIELDS = {
    "name": NAMES | ANYTHING,
    "value": ANYTHING,
    "text": SCALARS,
    "timestamp": SCALARS,
    "metadata": st.dictionaries(st.text(max_size=3), SCALARS, max_size=2) | SCALARS,
    "parse_data": PARSE_DATA,
    "data": st.dictionaries(st.text(max_size=3), SCALARS, max_size=2) | SCALARS,
    "entities": st.lists(st.fixed_dictionaries({"entity": NAMES, "value": ANYTHING}), max_size=2) | ANYTHING,
    "use_text_for_featurization": SCALARS,
    "is_interrupted": SCALARS,
    "policy": SCALARS,
    "confidence": SCALARS,
}
EVENTS = st.sampled_from(sorted(KNOWN)).flatmap(
    lambda kind: st.fixed_dictionaries(
        {"event": st.just(kind), **{name: EVENT_FIELDS[name] for name in KNOWN[kind] if name in EVENT_FIELDS}},
        optional={name: EVENT_FIELDS[name] for name in ("value", "timestamp", "metadata")},
    )
)
TURNS = st.fixed_dictionaries(
    {"conversation": st.just("c") | SCALARS, "message_id": st.just("m") | SCALARS},
    optional={
        "text": st.sampled_from(["hello", "book me in", "im 17", "/restart"]) | st.text(min_size=1) | ANYTHING,
        "intent": st.sampled_from(["greet", "book", "inform", "restart"]) | SCALARS,
        "entities": st.dictionaries(NAMES, ANYTHING, max_size=2) | ANYTHING,
        "metadata": st.dictionaries(st.text(max_size=8), ANYTHING, max_size=2) | ANYTHING,
        "events": st.lists(EVENTS, max_size=6) | ANYTHING,
    },
)


def status_of(brain: BrainProcess, path: str, body: JSON) -> int:
    connection = http.client.HTTPConnection(urlsplit(brain.url).netloc, timeout=20)
    connection.request("POST", path, json.dumps(body).encode())
    response = connection.getresponse()
    answer = json.loads(response.read())
    connection.close()
    assert response.status == 200 or set(answer["error"]) == {"code", "message"}
    return response.status


many = settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@many
@given(body=TURNS)
def test_no_turn_breaks_the_brain(brain: BrainProcess, body: JSON) -> None:
    assert status_of(brain, "/turn", body) in {200, 400, 413}


@many
@given(body=ANYTHING | st.fixed_dictionaries({"text": SCALARS}))
def test_no_text_breaks_the_parser(brain: BrainProcess, body: JSON) -> None:
    assert status_of(brain, "/parse", body) in {200, 400}
