"""The brain client: every kind of failure told apart, and turns spread over what is there."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from bot.chat.brain import BrainClient
from bot.chat.faults import FailedError, NonsenseError, TooSlowError, UnreachableError
from bot.chat.ports import Question

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
TEXT = Question(
    "talk", "talk:4", "hello", None, {}, {"city": "brightport"}, [{"event": "action", "name": "action_listen"}]
)
BUTTON = Question("talk", "talk:5", "Save", "save_it", {"item": "x"}, {}, [])


class Brains:
    """Starts brains that answer as told; all end with the test."""

    def __init__(self, stack: AsyncExitStack) -> None:
        self._stack = stack

    async def start(self, handler: Handler, port: int | None = None) -> str:
        app = web.Application()
        app.router.add_post("/turn", handler)
        server = TestServer(app, port=port)
        await server.start_server()
        self._stack.push_async_callback(server.close)
        return str(server.make_url("")).rstrip("/")

    def client(self, *urls: str, timeout: float = 5.0) -> BrainClient:
        client = BrainClient(urls, timeout)
        self._stack.push_async_callback(client.close)
        return client


@pytest.fixture
async def brains() -> AsyncIterator[Brains]:
    async with AsyncExitStack() as stack:
        yield Brains(stack)


def nowhere() -> str:
    return f"http://127.0.0.1:{unused_port()}"


def saying(text: str) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.json_response({"events": [], "messages": [{"text": text}], "understanding": {}})

    return answer


def with_status(status: int) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.json_response({"error": {"code": "x", "message": "y"}}, status=status)

    return answer


async def slow(request: web.Request) -> web.StreamResponse:
    await asyncio.sleep(30)
    return web.Response()


async def break_off(request: web.Request) -> web.StreamResponse:
    assert request.transport
    request.transport.close()
    return web.Response()


async def test_a_question_is_put_as_the_brain_wants_it(brains: Brains) -> None:
    asked = []

    async def answer(request: web.Request) -> web.StreamResponse:
        asked.append(json.loads(await request.read()))
        return await saying("Hi")(request)

    client = brains.client(await brains.start(answer))
    assert (await client.turn(TEXT)).replies[0].text == "Hi"
    await client.turn(BUTTON)
    assert "intent" not in asked[0]
    assert asked[0]["metadata"] == {"city": "brightport"}
    assert (asked[1]["intent"], asked[1]["entities"], asked[1]["text"]) == ("save_it", {"item": "x"}, "Save")


async def test_no_brain_there_is_nobodys_fault(brains: Brains) -> None:
    with pytest.raises(UnreachableError):
        await brains.client(nowhere()).turn(TEXT)
    with pytest.raises(UnreachableError):
        await brains.client().turn(TEXT)


async def test_a_brain_that_is_still_loading_is_not_there_yet(brains: Brains) -> None:
    with pytest.raises(UnreachableError):
        await brains.client(await brains.start(with_status(503))).turn(TEXT)


@pytest.mark.parametrize("status", [400, 413, 500, 502])
async def test_an_error_is_a_failed_try(brains: Brains, status: int) -> None:
    with pytest.raises(FailedError):
        await brains.client(await brains.start(with_status(status))).turn(TEXT)


async def test_a_slow_brain_is_not_waited_for(brains: Brains) -> None:
    with pytest.raises(TooSlowError):
        await brains.client(await brains.start(slow), timeout=0.2).turn(TEXT)


async def test_words_that_are_no_answer_are_nonsense(brains: Brains) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.Response(text="<html>hello</html>")

    with pytest.raises(NonsenseError):
        await brains.client(await brains.start(answer)).turn(TEXT)


async def test_an_endless_answer_is_nonsense(brains: Brains) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.Response(body=b"x" * 2_000_000)

    with pytest.raises(NonsenseError):
        await brains.client(await brains.start(answer)).turn(TEXT)


async def test_what_does_not_speak_http_is_nonsense(brains: Brains) -> None:
    async def hold_forth(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(10)
        writer.write(b"220 mail.example ESMTP\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(hold_forth, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises((NonsenseError, FailedError)):
            await brains.client(f"http://127.0.0.1:{port}").turn(TEXT)


async def test_a_brain_that_breaks_off_is_a_failed_try(brains: Brains) -> None:
    with pytest.raises(FailedError):
        await brains.client(await brains.start(break_off)).turn(TEXT)


async def test_another_brain_takes_the_turn_of_one_that_is_gone(brains: Brains) -> None:
    there = await brains.start(saying("Hi"))
    client = brains.client(nowhere(), there, nowhere())
    answers = [(await client.turn(TEXT)).replies[0].text for _ in range(6)]
    assert answers == ["Hi"] * 6


async def test_another_brain_takes_the_turn_of_one_that_breaks_off(brains: Brains) -> None:
    client = brains.client(await brains.start(break_off), await brains.start(saying("Hi")))
    assert [(await client.turn(TEXT)).replies[0].text for _ in range(4)] == ["Hi"] * 4


async def test_turns_are_spread_over_the_brains(brains: Brains) -> None:
    client = brains.client(await brains.start(saying("a")), await brains.start(saying("b")))
    answers = [(await client.turn(TEXT)).replies[0].text for _ in range(6)]
    assert sorted(answers) == ["a"] * 3 + ["b"] * 3


async def test_a_slow_brain_rests_while_another_is_there(brains: Brains) -> None:
    client = brains.client(await brains.start(slow), await brains.start(saying("quick")), timeout=3.0)
    outcomes = await asyncio.gather(*(client.turn(TEXT) for _ in range(2)), return_exceptions=True)
    assert sum(isinstance(outcome, TooSlowError) for outcome in outcomes) == 1
    assert [(await client.turn(TEXT)).replies[0].text for _ in range(4)] == ["quick"] * 4


async def test_a_brain_that_comes_back_is_asked_again(brains: Brains) -> None:
    port = unused_port()
    client = brains.client(f"http://127.0.0.1:{port}")
    with pytest.raises(UnreachableError):
        await client.turn(TEXT)
    await brains.start(saying("back"), port)
    assert (await client.turn(TEXT)).replies[0].text == "back"
