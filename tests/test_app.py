"""The edge as it is composed: the real chat, store and catalogue behind HTTP, and a brain that is quick and plain."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.app import Edge, compose
from bot.catalogue.importing import import_folder
from bot.settings import Settings
from bot.store.engine import Store
from tests import fake_brain
from tests.channels.web.conftest import Learner, begin, error_of
from tests.channels.web.events import Event, follow
from tests.cli.conftest import small_city  # noqa: F401 - a fixture

Client = TestClient[Any, Any]


@pytest.fixture
async def brain() -> AsyncIterator[TestServer]:
    server = TestServer(fake_brain.application())
    await server.start_server()
    yield server
    await server.close()


@pytest.fixture
async def edge(store: Store, brain: TestServer, small_city: Path, tmp_path: Path) -> Edge:  # noqa: F811
    await import_folder(store, small_city, today=date(2026, 11, 23))
    settings = Settings(home=tmp_path, city="smallville", turn_timeout=4.0)
    return compose(settings, store, [str(brain.make_url("")).rstrip("/")])


@pytest.fixture
async def client(edge: Edge) -> AsyncIterator[Client]:
    async with TestClient(TestServer(edge.web_app())) as client:
        yield client


@pytest.fixture
async def learner(client: Client) -> Learner:
    return await begin(client, "smallville")


async def answered(learner: Learner, after: int) -> list[dict[str, Any]]:
    """What is there once nobody is typing any more."""
    async with asyncio.timeout(30):
        while True:
            found = await learner.fetch(after=after, wait=2)
            if not found["typing"]:
                messages: list[dict[str, Any]] = (await learner.fetch(after=after))["messages"]
                return messages


async def test_a_message_is_answered(learner: Learner) -> None:
    seq = (await (await learner.send(text="hello")).json())["seq"]
    messages = await answered(learner, seq - 1)
    assert [(message["from"], message["text"]) for message in messages] == [
        ("you", "hello"),
        ("guide", "You said: hello"),
    ]
    assert messages[1]["buttons"][0]["title"] == "More"
    assert messages[1]["seq"] > messages[0]["seq"] == seq


async def test_five_identical_posts_at_once_are_answered_once(learner: Learner) -> None:
    body = {"id": str(uuid.uuid4()), "text": "once"}
    answers = await asyncio.gather(*(learner.call("POST", "/messages", json=body) for _ in range(5)))
    seqs = {(await answer.json())["seq"] for answer in answers}
    assert len(seqs) == 1
    assert len(await answered(learner, seqs.pop() - 1)) == 2


async def test_a_button_of_the_guide_works_and_a_made_up_one_is_stale(learner: Learner) -> None:
    await learner.send(text="hello")
    messages = await answered(learner, 0)
    assert (await learner.send(button=messages[-1]["buttons"][0]["token"])).status == 202
    again = await answered(learner, messages[-1]["seq"])
    assert [message["text"] for message in again] == ["More", "You said: More"]
    assert await error_of(await learner.send(button="made-up"), 409) == "stale_button"
    assert (await answered(learner, again[-1]["seq"]))[0]["from"] == "guide"


async def test_a_button_of_somebody_else_is_stale(learner: Learner, client: Client) -> None:
    await learner.send(text="hello")
    theirs = (await answered(learner, 0))[-1]["buttons"][0]["token"]
    other = await begin(client, "smallville")
    assert await error_of(await other.send(button=theirs), 409) == "stale_button"


async def test_the_stream_tells_everything_and_replays_what_was_missed(learner: Learner) -> None:
    async with follow(learner) as events:
        await learner.send(text="hello")
        seen: list[Event] = []
        while not seen or seen[-1].data.get("text") != "You said: hello":
            seen.append(await events.next(10))
        end = await events.next(10)
    assert (end.name, end.data) == ("typing", {"typing": False})
    said = [event for event in seen if event.name == "message"]
    assert [event.id for event in said] == list(range(1, len(said) + 1))
    async with follow(learner, **{"Last-Event-ID": str(said[-3].id)}) as events:
        assert [(await events.next()).id for _ in range(2)] == [said[-2].id, said[-1].id]


async def test_too_many_messages_are_refused_until_later(learner: Learner) -> None:
    answers = [await learner.send(text=f"message {number}") for number in range(6)]
    assert [answer.status for answer in answers] == [202] * 5 + [429]
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 3


async def test_what_is_held_can_be_seen_and_erased_for_good(learner: Learner) -> None:
    await learner.send(text="my secret")
    await answered(learner, 0)
    held = await (await learner.call("GET", "/me")).json()
    assert "my secret" in str(held)
    assert "My secret" not in (text := await (await learner.call("GET", "/me?format=text")).text())
    assert "my secret" in text
    response = await learner.call("DELETE", "/me")
    assert response.status == 200
    assert (await response.json())["deleted"]["messages"] >= 3
    for path in ("/me", "/messages", "/stream"):
        assert await error_of(await learner.call("GET", path), 401) == "unknown_token"


async def test_feedback_is_kept_for_what_the_guide_said_alone(learner: Learner) -> None:
    await learner.send(text="hello")
    yours, guides = (await answered(learner, 0))[-2:]
    good = await learner.call("POST", f"/messages/{guides['seq']}/feedback", json={"value": "up"})
    assert good.status == 204
    bad = await learner.call("POST", f"/messages/{yours['seq']}/feedback", json={"value": "up"})
    assert await error_of(bad, 404) == "no_such_message"


async def test_readiness_knows_of_the_brain_and_the_catalogue(client: Client, brain: TestServer) -> None:
    assert (await client.get("/readyz")).status == 200
    await brain.close()
    response = await client.get("/readyz")
    assert response.status == 503
    assert "brain" in (await response.json())["missing"]


async def test_the_page_names_the_city(client: Client) -> None:
    response = await client.get("/")
    assert response.status == 200
    assert "Smallville" in await response.text()


async def test_the_citys_key_can_be_looked_up(client: Client) -> None:
    document = await (await client.get("/.well-known/did.json")).json()
    assert document["id"] == "did:web:localhost%3A8080"
    kinds = [method["type"] for method in document["verificationMethod"]]
    assert kinds == ["JsonWebKey2020", "Multikey"]


async def test_every_action_is_offered_to_the_brains(edge: Edge) -> None:
    from pydantic import SecretStr

    edge = replace(edge, settings=edge.settings.model_copy(update={"actions_token": SecretStr("secret")}))
    async with TestClient(TestServer(edge.actions_app())) as client:
        assert (await (await client.get("/healthz")).json())["actions"] > 30
        assert (await client.post("/webhook", json={})).status == 401
