"""Signing in at the city's provider: a real provider runs beside, and forged answers get nobody in."""

import socket
import time
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
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
from tests.console.provider import CLIENT, SECRET, RealProvider, running

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


async def test_whom_the_provider_signs_in_is_asked_for_no_password_of_ours(edge: Edge, door: Client) -> None:
    await edge.desk.staff.reset("ada@city.example", "waymark")
    await door.get(await authorised(door, "ada"), allow_redirects=False)
    assert (await door.get("/console/inbox", allow_redirects=False)).status == 200


async def test_signing_in_at_the_provider_again_ends_the_session_before(edge: Edge, door: Client) -> None:
    await door.get(await authorised(door, "ada"), allow_redirects=False)
    before = door.session.cookie_jar.filter_cookies(door.make_url("/console/"))["waymark_console"].value
    assert await edge.desk.sessions.is_open(before)
    await door.get(await authorised(door, "ada"), allow_redirects=False)
    assert not await edge.desk.sessions.is_open(before)


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
    back = await authorised(door, "ada")
    door.session.cookie_jar.clear()
    assert "begin again" in await (await door.get(back, allow_redirects=False)).text()


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
        "exp": int(time.time()) + 60,
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
        token(exp=int(time.time()) - 3600),
        token(aud=None),
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


async def comes_in(client: Client, who: str) -> int:
    """Goes to the provider, where they are signed in already, and comes back; gives the status of the callback."""
    begun = await client.get("/console/oidc/begin", allow_redirects=False)
    async with aiohttp.ClientSession() as browser:
        there = await browser.get(begun.headers["Location"], headers={"X-Person": who}, allow_redirects=False)
    back = await client.get(urlsplit(there.headers["Location"])._replace(scheme="", netloc="").geturl())
    return back.status


async def is_in(client: Client) -> bool:
    return (await client.get("/console/me", allow_redirects=False)).status == 200


@asynccontextmanager
async def console_beside(edge: Edge, provider: RealProvider) -> AsyncIterator[list[Client]]:
    """Three browsers before a console that the provider knows and calls."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base = f"http://127.0.0.1:{port}/console/oidc"
    provider.callback, provider.logout = f"{base}/callback", f"{base}/logout"
    oidc, app = Oidc(Provider(provider.issuer, CLIENT, SECRET, provider.callback)), web.Application()
    app.add_subapp("/console", build(replace(edge.desk, oidc=oidc), chores=False))
    async with TestServer(app, port=port) as server, AsyncExitStack() as browsers:
        yield [await browsers.enter_async_context(TestClient(server)) for _ in range(3)]


@pytest.mark.parametrize("with_session", [True, False], ids=["named sessions", "sessions without a name"])
async def test_signing_out_at_a_real_provider_signs_out_here(edge: Edge, with_session: bool) -> None:
    people = {"ada": "ada@city.example", "bob": "bob@city.example"}
    for name, email in people.items():
        await edge.desk.staff.add(email, name.title(), [Grant(Role.ADVISER, CITY)], "waymark", must_change=False)
    async with running(people) as provider:
        provider.with_session = with_session
        async with console_beside(edge, provider) as (ada, phone, bob):
            assert [await comes_in(ada, "ada"), await comes_in(phone, "ada"), await comes_in(bob, "bob")] == [200] * 3
            provider.rotate()
            assert await provider.sign_out("ada") == [200, 200], "both sessions of hers, by a key that is new to us"
            assert [await is_in(ada), await is_in(phone), await is_in(bob)] == [False, False, True]
            assert await comes_in(ada, "ada") == 200


def test_what_is_kept_between_leaving_and_coming_back_is_read_again() -> None:
    begun = Begun("a", "b", "c")
    assert begun_from(begun.sealed()) == begun
    for wrong in ("", "a.b", "a..c", "a.b.c.d"):
        with pytest.raises(OidcError):
            begun_from(wrong)
