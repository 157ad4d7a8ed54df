"""A running web channel with a fake chat behind it, and a learner who has begun."""

import uuid
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.web.access import AccessLogger
from bot.channels.web.app import build
from bot.channels.web.keys import Options
from tests.channels.fake_chat import FakeChat

Client = TestClient[Any, Any]
OPTIONS = Options(city="brightport", widget=Path(__file__).parent / "widget")


class FakeHealth:
    def __init__(self) -> None:
        self.lacks: list[str] = []

    async def missing(self) -> Sequence[str]:
        return self.lacks


async def city_name() -> str:
    return "Bright<port>"


@dataclass
class Learner:
    """Somebody who speaks with the server."""

    client: Client
    token: str

    async def call(self, method: str, path: str, **options: Any) -> ClientResponse:
        headers = {"Authorization": f"Bearer {self.token}", **options.pop("headers", {})}
        return await self.client.request(method, f"/api/v1{path}", headers=headers, **options)

    async def send(self, **body: Any) -> ClientResponse:
        return await self.call("POST", "/messages", json={"id": str(uuid.uuid4()), **body})

    async def fetch(self, **query: Any) -> dict[str, Any]:
        response = await self.call("GET", "/messages", params=query)
        assert response.status == 200
        found: dict[str, Any] = await response.json()
        return found


@pytest.fixture
def chat() -> FakeChat:
    return FakeChat()


@pytest.fixture
def health() -> FakeHealth:
    return FakeHealth()


@pytest.fixture
def options() -> Options:
    return OPTIONS


@pytest.fixture
async def client(chat: FakeChat, health: FakeHealth, options: Options) -> AsyncIterator[Client]:
    server = TestServer(build(chat, health, city_name, options))
    await server.start_server(access_log_class=AccessLogger)
    async with TestClient(server) as client:
        yield client


@pytest.fixture
async def learner(client: Client) -> Learner:
    return await begin(client)


async def begin(client: Client, city: str = "brightport") -> Learner:
    response = await client.post("/api/v1/conversations", json={"city": city, "consent": True})
    assert response.status == 201
    return Learner(client, (await response.json())["token"])


async def error_of(response: ClientResponse, status: int) -> str:
    """The code of an error, after checking that it has the one shape that errors have."""
    assert response.status == status, await response.text()
    body = await response.json()
    assert set(body["error"]) == {"code", "message"}
    assert body["error"]["message"].endswith(".")
    code: str = body["error"]["code"]
    return code


def with_options(**changes: Any) -> Options:
    return replace(OPTIONS, **changes)
