import asyncio
import gzip
import json
import uuid
from collections.abc import AsyncIterator

import pytest

from bot.channels.web import requests
from tests.channels.fake_chat import FakeChat
from tests.channels.web.conftest import Learner, error_of


async def test_a_text_is_taken_in_and_shown(learner: Learner) -> None:
    response = await learner.send(text="im into beats")
    assert (response.status, await response.json()) == (202, {"seq": 2})
    found = await learner.fetch(after=1)
    assert [(message["from"], message["text"]) for message in found["messages"]] == [("you", "im into beats")]


async def test_five_identical_posts_at_once_act_once(learner: Learner) -> None:
    body = {"id": str(uuid.uuid4()), "text": "once"}
    answers = await asyncio.gather(*(learner.call("POST", "/messages", json=body) for _ in range(5)))
    assert {answer.status for answer in answers} == {202}
    assert [await answer.json() for answer in answers] == [{"seq": 2}] * 5
    assert len((await learner.fetch(after=1))["messages"]) == 1


async def test_an_id_is_the_same_in_capitals(learner: Learner) -> None:
    name = str(uuid.uuid4())
    first = await learner.call("POST", "/messages", json={"id": name, "text": "hi"})
    second = await learner.call("POST", "/messages", json={"id": name.upper(), "text": "hi"})
    assert await first.json() == await second.json()


async def test_a_button_is_pressed(learner: Learner) -> None:
    assert (await learner.send(button="yes")).status == 202


async def test_a_stale_button_gets_an_error_and_a_reply(learner: Learner) -> None:
    assert await error_of(await learner.send(button="gone"), 409) == "stale_button"
    assert (await learner.fetch(after=1))["messages"][0]["text"] == "That button is from before."


async def test_a_thousand_characters_pass_and_one_more_is_too_many(learner: Learner) -> None:
    assert (await learner.send(text="é" * 1000)).status == 202
    assert await error_of(await learner.send(text="é" * 1001), 413) == "too_long"


async def test_a_thousand_characters_pass_in_the_longest_spelling(learner: Learner) -> None:
    body = json.dumps({"id": str(uuid.uuid4()), "text": "\N{GRINNING FACE}" * 1000})
    assert len(body) > 12_000
    response = await learner.call("POST", "/messages", data=body, headers={"Content-Type": "application/json"})
    assert response.status == 202


async def test_a_body_over_16_kb_is_refused(learner: Learner) -> None:
    response = await learner.call(
        "POST", "/messages", json={"id": str(uuid.uuid4()), "text": "hi", "more": "x" * 16_400}
    )
    assert await error_of(response, 413) == "too_large"


async def test_too_many_messages_are_told_when_to_come_back(learner: Learner, chat: FakeChat) -> None:
    chat.too_fast = 2.2
    response = await learner.send(text="hi")
    assert await error_of(response, 429) == "too_fast"
    assert response.headers["Retry-After"] == "3"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": "no id"},
        {"id": "12", "text": "short id"},
        {"id": "{3f8d2a50-6c1e-4b7a-9d42-0a5e1c7b9f63}", "text": "braces"},
        {"id": str(uuid.uuid4())},
        {"id": str(uuid.uuid4()), "text": "both", "button": "yes"},
        {"id": str(uuid.uuid4()), "text": None},
        {"id": str(uuid.uuid4()), "text": 12},
        {"id": str(uuid.uuid4()), "text": " \n\t "},
        {"id": str(uuid.uuid4()), "text": "\x00\ud800"},
        {"id": str(uuid.uuid4()), "button": ""},
        {"id": str(uuid.uuid4()), "button": "x" * 201},
        {"id": str(uuid.uuid4()), "button": ["yes"]},
    ],
)
async def test_a_malformed_message_is_refused(learner: Learner, body: object) -> None:
    assert await error_of(await learner.call("POST", "/messages", json=body), 422) == "malformed"
    assert len((await learner.fetch())["messages"]) == 1


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff\xfe", b"[" * 9000, b'{"id": ' + b"1" * 5000 + b"}"])
async def test_what_is_no_json_is_refused(learner: Learner, raw: bytes) -> None:
    response = await learner.call("POST", "/messages", data=raw, headers={"Content-Type": "application/json"})
    assert await error_of(response, 422) == "malformed"


async def test_only_json_is_taken(learner: Learner) -> None:
    assert await error_of(await learner.call("POST", "/messages", data={"text": "hi"}), 415) == "not_json"


async def test_another_identity_in_the_body_is_ignored(learner: Learner) -> None:
    assert (await learner.send(text="hi", conversation="c99", sender="somebody else")).status == 202
    assert len((await learner.fetch(after=1))["messages"]) == 1


async def test_slash_commands_arrive_as_they_were_typed(learner: Learner) -> None:
    await learner.send(text='/inform{"age": "30"}')
    assert (await learner.fetch(after=1))["messages"][0]["text"] == '/inform{"age": "30"}'


async def test_fetching_says_whether_the_guide_is_typing(learner: Learner, chat: FakeChat) -> None:
    await chat.set_typing("c1", True)
    assert (await learner.fetch(after=1)) == {"messages": [], "typing": True}


async def test_fetching_tells_how_far_the_conversation_has_arrived(learner: Learner, chat: FakeChat) -> None:
    await learner.fetch()
    assert chat.reached == {}, "sent is not arrived"
    await learner.fetch(after=1)
    assert chat.reached == {"c1": 1}


async def test_a_waiting_fetch_wakes_up_for_news(learner: Learner, chat: FakeChat) -> None:
    waiting = asyncio.create_task(learner.fetch(after=1, wait=25))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    await chat.say("c1", "there you are")
    found = await asyncio.wait_for(waiting, 20)
    assert [message["text"] for message in found["messages"]] == ["there you are"]


async def test_a_waiting_fetch_comes_back_empty_in_the_end(learner: Learner) -> None:
    assert await learner.fetch(after=1, wait=1) == {"messages": [], "typing": False}


@pytest.mark.parametrize(
    "query", [{"after": "-1"}, {"after": "x"}, {"after": "2147483648"}, {"wait": "26"}, {"wait": "1.5"}]
)
async def test_numbers_out_of_range_are_refused(learner: Learner, query: dict[str, str]) -> None:
    assert await error_of(await learner.call("GET", "/messages", params=query), 422) == "malformed"


async def test_only_so_many_waits_are_held_for_one_conversation(learner: Learner) -> None:
    held = [asyncio.create_task(learner.fetch(after=1, wait=2)) for _ in range(8)]
    await asyncio.sleep(0.1)
    assert await error_of(await learner.call("GET", "/messages", params={"after": 1, "wait": 2}), 429) == "too_fast"
    await asyncio.gather(*held)
    assert (await learner.fetch(after=1))["messages"] == []


async def test_feedback_is_noted(learner: Learner, chat: FakeChat) -> None:
    response = await learner.call("POST", "/messages/1/feedback", json={"value": "down", "reason": "too far"})
    assert (response.status, await response.read()) == (204, b"")
    await learner.call("POST", "/messages/1/feedback", json={"value": "up"})
    assert chat.talks["c1"].feedback == {1: ("up", None)}


async def test_feedback_needs_a_message_of_the_guide(learner: Learner) -> None:
    await learner.send(text="mine")
    for seq in ("0", "2", "99", "x", "-1", "99999999999"):
        response = await learner.call("POST", f"/messages/{seq}/feedback", json={"value": "up"})
        assert await error_of(response, 404) in {"no_such_message", "not_found"}


@pytest.mark.parametrize("body", [{}, {"value": "sideways"}, {"value": True}, {"value": "up", "reason": 4}])
async def test_malformed_feedback_is_refused(learner: Learner, body: object) -> None:
    assert await error_of(await learner.call("POST", "/messages/1/feedback", json=body), 422) == "malformed"


async def test_a_small_body_that_unpacks_to_a_large_one_is_refused(learner: Learner) -> None:
    bomb = gzip.compress(b'{"id": "' + b" " * 20_000_000 + b'"}')
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    response = await learner.call("POST", "/messages", data=bomb, headers=headers)
    assert await error_of(response, 413) == "too_large"


async def test_a_body_that_does_not_arrive_is_not_waited_for(learner: Learner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests, "BODY_SECONDS", 0.2)

    async def dripping() -> AsyncIterator[bytes]:
        yield b'{"id": '
        await asyncio.sleep(60)

    headers = {"Content-Type": "application/json"}
    async with asyncio.timeout(30):
        response = await learner.call("POST", "/messages", data=dripping(), headers=headers)
        assert await error_of(response, 408) == "too_slow"
