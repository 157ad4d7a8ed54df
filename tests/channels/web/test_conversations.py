import asyncio

import pytest

from bot.channels.web.keys import Options
from bot.chat.model import Handling
from tests.channels.fake_chat import FakeChat
from tests.channels.web.conftest import Client, Learner, begin, error_of, with_options

START = "/api/v1/conversations"


async def test_a_conversation_begins_with_the_guides_first_words(client: Client) -> None:
    response = await client.post(START, json={"city": "brightport", "language": "en", "consent": True})
    body = await response.json()
    assert response.status == 201
    assert set(body) == {"token", "expires", "messages"}
    assert body["expires"] == "2027-02-21T10:00:00Z"
    assert body["messages"][0] == {
        "seq": 1,
        "from": "guide",
        "at": "2026-11-23T10:00:00.000Z",
        "text": "Hi, I'm the guide.",
        "buttons": [{"token": "yes", "title": "Yes"}],
        "cards": [],
    }


async def test_the_session_cookie_is_for_the_stream_alone_and_out_of_reach_of_scripts(client: Client) -> None:
    response = await client.post(START, json={"city": "brightport", "consent": True})
    cookie = response.cookies["waymark_session"]
    assert cookie.value == (await response.json())["token"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/api/v1/stream")
    assert not cookie["secure"]


@pytest.mark.parametrize("options", [with_options(trust_proxy=True)])
async def test_the_cookie_is_secure_when_our_proxy_speaks_https(client: Client, options: Options) -> None:
    headers = {"X-Forwarded-Proto": "https"}
    response = await client.post(START, json={"city": "brightport", "consent": True}, headers=headers)
    assert response.cookies["waymark_session"]["secure"]


async def test_an_unknown_city_is_not_found(client: Client) -> None:
    response = await client.post(START, json={"city": "atlantis", "consent": True})
    assert await error_of(response, 404) == "unknown_city"


@pytest.mark.parametrize("consent", [None, False, 1, "true", "yes", {}])
async def test_nothing_begins_without_consent(client: Client, chat: FakeChat, consent: object) -> None:
    response = await client.post(START, json={"city": "brightport", "consent": consent})
    assert await error_of(response, 422) == "no_consent"
    assert not chat.talks


@pytest.mark.parametrize(
    "body",
    [
        {"consent": True},
        {"city": 5, "consent": True},
        {"city": "  ", "consent": True},
        {"city": "x" * 65, "consent": True},
        {"city": "bright\x00port", "consent": True},
        {"city": "bright\ud800port", "consent": True},
        {"city": "brightport", "consent": True, "language": None},
        {"city": "brightport", "consent": True, "language": "en; drop"},
        {"city": "brightport", "consent": True, "language": "en-abcdefgh-abcdefgh"},
        [],
        "brightport",
    ],
)
async def test_a_malformed_beginning_is_refused(client: Client, body: object) -> None:
    assert await error_of(await client.post(START, json=body), 422) == "malformed"


@pytest.mark.parametrize("options", [with_options(new_conversations=3)])
async def test_one_address_cannot_begin_without_end(client: Client) -> None:
    for _ in range(3):
        await begin(client)
    response = await client.post(START, json={"city": "brightport", "consent": True})
    assert await error_of(response, 429) == "too_fast"
    assert response.headers["Retry-After"] == "1"


@pytest.mark.parametrize("options", [with_options(new_conversations=1)])
async def test_a_forwarded_address_is_not_believed_without_a_trusted_proxy(client: Client) -> None:
    body = {"city": "brightport", "consent": True}
    first = await client.post(START, json=body, headers={"X-Forwarded-For": "198.51.100.1"})
    second = await client.post(START, json=body, headers={"X-Forwarded-For": "198.51.100.2"})
    assert (first.status, second.status) == (201, 429)


@pytest.mark.parametrize("options", [with_options(new_conversations=1, trust_proxy=True)])
async def test_a_trusted_proxys_last_word_counts(client: Client) -> None:
    body = {"city": "brightport", "consent": True}
    addresses = ["203.0.113.9, 198.51.100.1", "203.0.113.9, 198.51.100.2", "203.0.113.7, 198.51.100.1"]
    answers = [await client.post(START, json=body, headers={"X-Forwarded-For": address}) for address in addresses]
    assert [answer.status for answer in answers] == [201, 201, 429]


async def test_a_learner_sees_all_that_is_held(learner: Learner) -> None:
    held = await (await learner.call("GET", "/me")).json()
    assert held["profile"]["interests"] == ["music"]


async def test_a_learner_s_plan_comes_as_a_calendar_to_keep(learner: Learner) -> None:
    response = await learner.call("GET", "/me/plan.ics")
    assert (response.status, response.content_type, response.charset) == (200, "text/calendar", "utf-8")
    assert response.headers["Content-Disposition"] == 'attachment; filename="plan.ics"'
    assert (await response.read()).startswith(b"BEGIN:VCALENDAR")


async def test_a_plan_is_nobody_else_s(learner: Learner) -> None:
    response = await learner.client.get("/api/v1/me/plan.ics")
    assert response.status == 401


async def test_what_is_held_can_be_read_as_text(learner: Learner) -> None:
    response = await learner.call("GET", "/me", params={"format": "text"})
    assert response.content_type == "text/plain"
    assert await response.text() == (
        "City: brightport\nProfile:\n  Interests:\n    - music\n"
        "Messages:\n  - From: guide\n    Text: Hi, I'm the guide.\n"
    )


async def test_an_unknown_format_is_refused(learner: Learner) -> None:
    assert await error_of(await learner.call("GET", "/me", params={"format": "xml"}), 422) == "malformed"


async def test_erasing_gives_a_receipt_and_kills_the_token(learner: Learner) -> None:
    response = await learner.call("DELETE", "/me")
    assert (response.status, await response.json()) == (200, {"erased": {"messages": 1}})
    assert response.cookies["waymark_session"].value == ""
    for method, path in (("GET", "/me"), ("GET", "/messages"), ("GET", "/stream"), ("DELETE", "/me")):
        assert await error_of(await learner.call(method, path), 401) == "unknown_token"
    assert await error_of(await learner.send(text="hello"), 401) == "unknown_token"


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Bearer nobody", "Basic dG9rZW4tMQ==", "token-1", "Bearer " + "x" * 5000]
)
async def test_nobody_gets_in_without_a_good_token(learner: Learner, header: str) -> None:
    response = await learner.client.get("/api/v1/me", headers={"Authorization": header})
    assert await error_of(response, 401) == "unknown_token"
    assert response.headers["WWW-Authenticate"] == "Bearer"


async def test_each_token_opens_its_own_conversation_alone(client: Client) -> None:
    one, other = await begin(client), await begin(client)
    await asyncio.gather(one.send(text="a secret"), other.send(text="hello"))
    assert [message["text"] for message in (await other.fetch(after=1))["messages"]] == ["hello"]


async def test_after_an_erasure_in_the_talk_only_the_last_words_can_be_read(learner: Learner, chat: FakeChat) -> None:
    await chat.say("c1", "All gone.")
    await chat.hand_to("c1", Handling.ERASED)
    assert (await learner.fetch(after=1))["messages"][0]["text"] == "All gone."
    assert await error_of(await learner.call("GET", "/me"), 401) == "unknown_token"
    assert await error_of(await learner.send(text="hello?"), 401) == "unknown_token"
