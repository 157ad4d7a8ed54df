"""Public documents leave as they should: for anybody, cached or not, and never more than is there."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.web.app import build
from bot.channels.web.published import publish
from tests.channels.fake_chat import FakeChat
from tests.channels.web.conftest import OPTIONS, Client, FakeHealth, city_name, error_of


@dataclass
class Doc:
    body: bytes
    content_type: str
    status: int = 200
    seconds: int = 300
    name: str = ""


class FakePublished:
    def __init__(self) -> None:
        self.asked: list[str] = []
        self.there = {
            ".well-known/did.json": Doc(b"{}", "application/json"),
            "badges/awards/a": Doc(b"a.b.c", "application/vc+jwt"),
            "badges/awards/gone/ob2.json": Doc(b"{}", "application/ld+json", status=410),
            "badges/shared/secret": Doc(b"<p>", "text/html; charset=utf-8", seconds=0),
            "badges/a%2Fb.png": Doc(b"png", "image/png", name="badge.png"),
        }

    async def document(self, path: str) -> Doc | None:
        self.asked.append(path)
        return self.there.get(path)


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    app = build(FakeChat(), FakeHealth(), city_name, OPTIONS)
    publish(app, FakePublished())
    async with TestClient(TestServer(app)) as client:
        yield client


async def test_any_site_may_read_and_keep_it_for_a_while(client: Client) -> None:
    response = await client.get("/badges/awards/a")
    assert await response.text() == "a.b.c"
    assert response.content_type == "application/vc+jwt"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cache-Control"] == "public, max-age=300"
    again = await client.get("/badges/awards/a", headers={"If-None-Match": response.headers["ETag"]})
    assert again.status == 304


async def test_what_is_shared_is_kept_by_nobody_and_listed_nowhere(client: Client) -> None:
    response = await client.get("/badges/shared/secret")
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "script" not in response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


async def test_a_revoked_one_is_gone(client: Client) -> None:
    assert (await client.get("/badges/awards/gone/ob2.json")).status == 410


async def test_a_path_is_passed_on_as_it_came(client: Client) -> None:
    response = await client.get("/badges/a%2Fb.png")
    assert response.headers["Content-Disposition"] == 'inline; filename="badge.png"'
    assert (await client.head("/.well-known/did.json")).status == 200


async def test_nothing_else_is_there(client: Client) -> None:
    for path in ("/badges/none", "/badges/", "/.well-known/security.txt"):
        assert await error_of(await client.get(path), 404) == "not_found"
    assert (await client.post("/badges/awards/a")).status == 405
