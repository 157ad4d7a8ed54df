import asyncio

import pytest

from bot.channels.web import stream
from bot.channels.web.keys import CLOSING, WAITS
from bot.chat.model import Handling, Speaker
from tests.channels.fake_chat import FakeChat
from tests.channels.web.conftest import Client, Learner, begin, error_of
from tests.channels.web.events import Event, follow


async def test_the_stream_begins_with_what_is_there_and_goes_on_with_what_comes(
    learner: Learner, chat: FakeChat
) -> None:
    async with follow(learner) as events:
        first = await events.next()
        assert (first.id, first.name, first.data["text"]) == (1, "message", "Hi, I'm the guide.")
        await chat.say("c1", "news\nin two lines")
        second = await events.next()
        assert (second.id, second.data["text"]) == (2, "news\nin two lines")
        while chat.reached != {"c1": 2}:  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0.01)


async def test_what_was_missed_is_replayed_in_order(learner: Learner, chat: FakeChat) -> None:
    for number in range(2, 252):
        await chat.say("c1", f"message {number}")
    async with follow(learner, **{"Last-Event-ID": "3"}) as events:
        assert [(await events.next()).id for _ in range(4, 252)] == list(range(4, 252))


async def test_the_header_goes_before_the_address(learner: Learner, chat: FakeChat) -> None:
    for text in ("two", "three"):
        await chat.say("c1", text)
    async with follow(learner, "/stream?after=1", **{"Last-Event-ID": "2"}) as events:
        assert (await events.next()).data["text"] == "three"
    async with follow(learner, "/stream?after=1") as events:
        assert (await events.next()).data["text"] == "two"


async def test_typing_begins_before_and_ends_after_the_answer(learner: Learner, chat: FakeChat) -> None:
    async with follow(learner, "/stream?after=1") as events:
        await asyncio.sleep(0.05)
        await chat.set_typing("c1", True)
        assert await events.next() == Event(1, "typing", {"typing": True})
        chat.talks["c1"].typing = False
        await chat.say("c1", "done")
        assert (await events.next()).data["text"] == "done"
        assert await events.next() == Event(2, "typing", {"typing": False})


async def test_a_person_who_takes_over_is_announced(learner: Learner, chat: FakeChat) -> None:
    async with follow(learner, "/stream?after=1") as events:
        await asyncio.sleep(0.05)
        await chat.hand_to("c1", Handling.ADVISER)
        assert await events.next() == Event(1, "adviser", {"state": "adviser"})
        await chat.say("c1", "Sam here", speaker=Speaker.ADVISER)
        assert (await events.next()).data["from"] == "adviser"


async def test_the_session_cookie_opens_the_stream(client: Client) -> None:
    await begin(client)
    response = await client.get("/api/v1/stream")
    assert response.status == 200
    response.close()


async def test_the_session_cookie_opens_nothing_else(client: Client, chat: FakeChat) -> None:
    learner = await begin(client)
    response = await client.get("/api/v1/me", cookies={"waymark_session": learner.token})
    assert await error_of(response, 401) == "unknown_token"


async def test_a_foreign_token_opens_no_stream(client: Client) -> None:
    response = await client.get("/api/v1/stream", headers={"Authorization": "Bearer guessed"})
    assert await error_of(response, 401) == "unknown_token"


@pytest.mark.parametrize("value", ["x", "-1", "99999999999"])
async def test_a_strange_last_event_id_is_refused(learner: Learner, value: str) -> None:
    response = await learner.call("GET", "/stream", headers={"Last-Event-ID": value})
    assert await error_of(response, 422) == "malformed"


async def test_a_silent_stream_gives_a_sign_of_life(learner: Learner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "HEARTBEAT", 0.3)
    monkeypatch.setattr(stream, "LOOK", 0.1)
    async with follow(learner, "/stream?after=1") as events, asyncio.timeout(30):
        assert await events.block() == {"retry": "2000"}
        assert await events.block() == {"": "still here"}
        assert await events.block() == {"": "still here"}


async def test_erasing_ends_the_stream(learner: Learner) -> None:
    async with follow(learner, "/stream?after=1") as events:
        await asyncio.sleep(0.05)
        await learner.call("DELETE", "/me")
        with pytest.raises(EOFError):
            await events.next()


async def test_erasing_in_the_talk_ends_the_stream_after_its_last_words(learner: Learner, chat: FakeChat) -> None:
    async with follow(learner, "/stream?after=1") as events:
        await asyncio.sleep(0.05)
        await chat.say("c1", "All gone.")
        await chat.hand_to("c1", Handling.ERASED)
        assert (await events.next()).data["text"] == "All gone."
        assert (await events.next()).data == {"state": "erased"}
        with pytest.raises(EOFError):
            await events.next()


async def test_streams_and_polls_end_at_once_when_the_server_stops(learner: Learner) -> None:
    app = learner.client.app
    assert app is not None
    async with follow(learner, "/stream?after=1") as events:
        poll = asyncio.create_task(learner.fetch(after=1, wait=25))
        await asyncio.sleep(0.05)
        app[CLOSING].set()
        with pytest.raises(EOFError):
            await events.next()
        assert (await asyncio.wait_for(poll, 20))["messages"] == []


async def test_only_so_many_streams_are_held_for_one_conversation(learner: Learner) -> None:
    held = [await learner.call("GET", "/stream") for _ in range(8)]
    assert await error_of(await learner.call("GET", "/stream"), 429) == "too_fast"
    held.pop().close()
    await asyncio.sleep(0.1)
    for response in held:
        response.close()


async def test_a_reader_who_does_not_read_is_dropped(
    learner: Learner, chat: FakeChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "PATIENCE", 0.2)
    server = learner.client.server
    _, writer = await asyncio.open_connection(server.host, server.port, limit=1024)
    writer.write(f"GET /api/v1/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {learner.token}\r\n\r\n".encode())
    await writer.drain()
    writer.transport.pause_reading()  # type: ignore[attr-defined]
    for _ in range(40):
        await chat.say("c1", "x" * 500_000)
    app = learner.client.app
    assert app is not None
    async with asyncio.timeout(30):
        while app[WAITS].held("c1"):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    writer.close()
