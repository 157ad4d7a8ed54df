"""Signing in at the city's provider: a real provider runs beside, and forged answers get nobody in."""

import socket
import time
import warnings
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from bot.app import Edge
from bot.console.app import build
from bot.console.model import Grant, Role
from bot.console.oidc import LOGOUT_EVENT, Begun, Oidc, OidcError, Provider, begun_from
from tests.console.conftest import CITY, Client

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import oidc_provider_mock  # type: ignore[import-untyped]

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
"""The provider's own, in its thread."""

KEY = RSAKey.generate_key(2048, {"kid": "ours", "use": "sig"})
OTHER = RSAKey.generate_key(2048, {"kid": "ours", "use": "sig"})
ISSUER = "https://id.example"


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    users = [
        oidc_provider_mock.User(sub="ada", claims={"email": "ada@city.example", "email_verified": True}),
        oidc_provider_mock.User(sub="eve", claims={"email": "ada@city.example", "email_verified": False}),
    ]
    with oidc_provider_mock.run_server_in_thread(user_claims=users) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
async def door(edge: Edge, provider: str) -> AsyncIterator[Client]:
    """A visitor before a console that has a provider, and Ada, who was added."""
    await edge.desk.staff.add("ada@city.example", "Ada", [Grant(Role.ADVISER, CITY)], "waymark", must_change=False)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    back = f"http://127.0.0.1:{port}/console/oidc/callback"
    app = web.Application()
    oidc = Oidc(Provider(provider, "waymark", "secret", back))
    app.add_subapp("/console", build(replace(edge.desk, oidc=oidc), chores=False))
    server = TestServer(app, port=port)
    async with TestClient(server) as client:
        yield client


async def authorised(client: Client, who: str) -> str:
    """Begins, says who one is at the provider, and gives the address that it sends the browser back to."""
    begun = await client.get("/console/oidc/begin", allow_redirects=False)
    assert begun.status == 303
    async with aiohttp.ClientSession() as browser:
        answer = await browser.post(begun.headers["Location"], data={"sub": who}, allow_redirects=False)
        back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"


async def test_somebody_who_was_added_comes_in_through_the_provider(door: Client) -> None:
    assert "work account" in await (await door.get("/console/sign-in")).text()
    back = await authorised(door, "ada")
    assert (await door.get(back, allow_redirects=False)).status == 303
    assert "Ada" in await (await door.get("/console/me")).text()


async def test_an_address_that_the_provider_did_not_check_lets_nobody_in(door: Client) -> None:
    refused = await door.get(await authorised(door, "eve"), allow_redirects=False)
    assert refused.status == 403
    assert (await door.get("/console/me", allow_redirects=False)).status == 303


async def test_an_answer_to_another_sign_in_is_refused(door: Client) -> None:
    back = await authorised(door, "ada")
    await authorised(door, "ada")
    assert (await door.get(back, allow_redirects=False)).status == 403
    door.session.cookie_jar.clear()
    assert (await door.get(await authorised(door, "ada") + "x", allow_redirects=False)).status == 403


async def test_without_a_provider_there_is_no_such_page(edge: Edge) -> None:
    async with TestClient(TestServer(edge.console_app())) as client:
        assert (await client.get("/console/oidc/begin", allow_redirects=False)).status == 404


class Made(Oidc):
    """A provider whose description and keys the test gives."""

    async def _json(self, address: str) -> dict[str, Any]:
        if address.endswith("openid-configuration"):
            return {"issuer": ISSUER, "jwks_uri": "keys"}
        return dict(KeySet([KEY]).as_dict(private=False))


MADE = Made(Provider(ISSUER, "waymark", "secret", "https://w.example/console/oidc/callback"))


def token(key: RSAKey = KEY, **changes: Any) -> str:
    claims = {
        "iss": ISSUER,
        "aud": "waymark",
        "sub": "ada",
        "sid": "s1",
        "iat": int(time.time()),
        "events": {LOGOUT_EVENT: {}},
    }
    kept = {name: value for name, value in {**claims, **changes}.items() if value is not None}
    return jwt.encode({"alg": "RS256", "kid": "ours"}, kept, key)


async def test_a_logout_token_of_the_provider_names_a_session() -> None:
    identity = await MADE.logged_out(token())
    assert (identity.subject, identity.session) == (f"{ISSUER} ada", "s1")


@pytest.mark.parametrize(
    "forged",
    [
        token(OTHER),
        token(aud="another"),
        token(iss="https://evil.example"),
        token(events=None),
        token(events={}),
        token(nonce="x"),
        token(iat=int(time.time()) - 3600),
        "not.a.token",
        "",
    ],
)
async def test_a_forged_or_stale_logout_token_ends_nothing(forged: str) -> None:
    with pytest.raises(OidcError):
        await MADE.logged_out(forged)


async def test_a_logout_at_the_provider_ends_the_session_here(edge: Edge) -> None:
    await edge.desk.staff.add("ada@city.example", "Ada", [Grant(Role.ADVISER, CITY)], "waymark", must_change=False)
    session = await edge.desk.sessions.sign_in_elsewhere(f"{ISSUER} ada", "ada@city.example", "s1", "browser")
    other = await edge.desk.sessions.sign_in_elsewhere(f"{ISSUER} ada", None, "s2", "browser")
    app = web.Application()
    app.add_subapp("/console", build(replace(edge.desk, oidc=MADE), chores=False))
    async with TestClient(TestServer(app)) as client:
        assert (await client.post("/console/oidc/logout", data={"logout_token": token(OTHER)})).status == 400
        assert await edge.desk.sessions.is_open(session)
        assert (await client.post("/console/oidc/logout", data={"logout_token": token()})).status == 200
    assert not await edge.desk.sessions.is_open(session)
    assert await edge.desk.sessions.is_open(other)


def test_what_is_kept_between_leaving_and_coming_back_is_read_again() -> None:
    begun = Begun("a", "b", "c")
    assert begun_from(begun.sealed()) == begun
    for wrong in ("", "a.b", "a..c", "a.b.c.d"):
        with pytest.raises(OidcError):
            begun_from(wrong)
