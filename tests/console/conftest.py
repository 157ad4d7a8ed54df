"""The whole edge with its console, on a fresh store, and people who sign in to it."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from bot.app import Edge, compose
from bot.catalogue.importing import import_folder
from bot.console.model import DESK, Grant, Role
from bot.console.passwords import Passwords
from bot.console.people import Staff
from bot.console.sessions import Sessions
from bot.console.vault import Vault
from bot.settings import Settings
from bot.store.engine import Store
from tests.cli.conftest import small_city  # noqa: F401 - a fixture
from tests.conftest import STORES, fresh_store
from tests.fakes import FakeClock

CITY = "smallville"
TOKEN = re.compile(r'name="csrf" value="([0-9a-f]{64})"')
QUICK = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
SAME = {"Sec-Fetch-Site": "same-origin"}
Client = TestClient[Any, Any]


@dataclass
class Colleague:
    """Somebody with a browser of their own, on the console."""

    client: Client
    email: str
    password: str
    token: str = ""

    async def get(self, path: str, **options: Any) -> ClientResponse:
        return await self.client.get(f"/console{path}", allow_redirects=False, **options)

    async def read(self, path: str) -> str:
        """A page that must be there; its form token is remembered."""
        response = await self.get(path)
        text = await response.text()
        assert response.status == 200, (path, response.status, response.headers.get("Location"))
        found = TOKEN.search(text) or re.search(r'data-csrf="([0-9a-f]{64})"', text)
        self.token = found[1] if found else self.token
        return text

    async def glance(self) -> str:
        """The page of figures, once they are counted: whoever has it in a browser loads it again by itself."""
        async with asyncio.timeout(30):
            while "being counted" in (page := await self.read("/glance")):  # noqa: ASYNC110 - another's page
                await asyncio.sleep(0.01)
        return page

    async def post(self, path: str, headers: dict[str, str] | None = None, **fields: Any) -> ClientResponse:
        data = {"csrf": self.token, **fields}
        return await self.client.post(
            f"/console{path}", data=data, headers=SAME if headers is None else headers, allow_redirects=False
        )

    async def done(self, path: str, **fields: Any) -> str:
        """Sends a form that must be taken; gives where it leads."""
        response = await self.post(path, **fields)
        assert response.status == 303, (path, response.status, await response.text())
        return response.headers["Location"]

    async def sign_in(self, **fields: Any) -> ClientResponse:
        signed_in = (await self.get("/sign-in")).status == 303
        await self.read("/me" if signed_in else "/sign-in")
        response = await self.post("/sign-in", **{"email": self.email, "password": self.password, **fields})
        if response.status == 303:
            await self.read("/me")
        return response

    @property
    def session(self) -> str:
        cookies = self.client.session.cookie_jar.filter_cookies(self.client.make_url("/console/"))
        return cookies["waymark_console"].value if "waymark_console" in cookies else ""


BOTH = pytest.mark.parametrize("store_url", STORES, indirect=True)
"""For tests of what the databases may do differently; the others need one of them."""


@pytest.fixture
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    yield from fresh_store(getattr(request, "param", "sqlite"), request, tmp_path)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path, city=CITY)


@pytest.fixture
async def edge(store: Store, small_city: Path, settings: Settings, clock: FakeClock) -> Edge:  # noqa: F811
    await import_folder(store, small_city, today=date(2026, 11, 23))
    edge = compose(settings, store, [], clock)
    words, vault = Passwords(QUICK), Vault(settings)
    desk = replace(edge.desk, staff=Staff(store, words, vault, clock), sessions=Sessions(store, words, vault, clock))
    return replace(edge, desk=desk)


@pytest.fixture
def staff(edge: Edge) -> Staff:
    return edge.desk.staff


@pytest.fixture
async def server(edge: Edge) -> AsyncIterator[TestServer]:
    server = TestServer(edge.console_app())
    await server.start_server()
    yield server
    await server.close()


Hire = Callable[..., Awaitable[Colleague]]


@pytest.fixture
async def hire(server: TestServer, staff: Staff) -> AsyncIterator[Hire]:
    """Adds somebody with the grants (those of the desk in the city unless given) and signs them in."""
    clients: list[Client] = []

    async def hire(*grants: Grant, email: str = "", signed_in: bool = True) -> Colleague:
        email = email or f"person{len(clients)}@city.example"
        wanted = grants or [Grant(role, CITY) for role in (*sorted(DESK), Role.ADMIN)]
        password = await staff.add(email, email.partition("@")[0].title(), wanted, "waymark", must_change=False)
        client: Client = TestClient(server)
        clients.append(client)
        colleague = Colleague(client, email, password)
        if signed_in:
            assert (await colleague.sign_in()).status == 303
        return colleague

    yield hire
    for client in clients:
        await client.close()


@pytest.fixture
async def adviser(hire: Hire) -> Colleague:
    """Holds the roles of the desk and the city's administration, and is signed in."""
    return await hire()
