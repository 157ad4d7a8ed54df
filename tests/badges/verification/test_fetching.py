"""Nothing is fetched but from public addresses by https, within bounds, and nothing is given away."""

import socket
from collections.abc import AsyncIterator
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.badges.verification import fetching
from bot.badges.verification.errors import GoneError, UnreachableError
from bot.badges.verification.fetching import GuardedPages, MappedPages, check_address, is_public


@pytest.mark.parametrize(
    "url",
    [
        "http://badges.example/a.json",
        "file:///etc/passwd",
        "ftp://badges.example/a",
        "https:///a",
        "https://user@badges.example/a",
        "https://user:word@badges.example/a",
        "https://127.0.0.1/a",
        "https://[::1]/a",
        "https://10.1.2.3/a",
        "https://192.168.0.1/a",
        "https://169.254.169.254/latest/meta-data",
        "https://[fe80::1]/a",
        "https://[::ffff:10.0.0.1]/a",
        "https://badges.example:port/a",
        "https://[broken/a",
        "",
    ],
)
def test_addresses_that_are_never_asked(url: str) -> None:
    with pytest.raises(UnreachableError):
        check_address(url)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.0.0.1", "172.16.9.9", "192.168.1.1", "169.254.1.1", "100.64.0.1", "0.0.0.0", "224.0.0.1"),
        *("255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1"),
        *("64:ff9b::7f00:1", "2002:7f00:0001::", "2001:db8::1"),
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::5db8:d822"])
def test_addresses_that_are(address: str) -> None:
    assert is_public(address)


class Names(AbstractResolver):
    """A name service that says what the test says, and remembers what it was asked."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = addresses
        self.asked: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked.append(host)
        return [
            ResolveResult(hostname=host, host=one, port=port, family=socket.AF_INET, proto=0, flags=0)
            for one in self.addresses
        ]

    async def close(self) -> None:
        pass


@pytest.mark.parametrize("addresses", [("127.0.0.1",), ("93.184.216.34", "10.0.0.1"), ()])
async def test_a_name_with_any_address_that_is_not_public_is_not_asked(addresses: tuple[str, ...]) -> None:
    names = Names(*addresses)
    with pytest.raises(UnreachableError):
        await GuardedPages(names).get("https://badges.example/a.json")
    assert names.asked == ["badges.example"]


class Answer:
    """What a site answers."""

    def __init__(self, status: int, content: bytes = b"", location: str = "") -> None:
        self.status = status
        self.headers = {"Location": location}
        self.content = self
        self._content = content

    async def iter_chunked(self, size: int) -> AsyncIterator[bytes]:
        for start in range(0, len(self._content), size):
            yield self._content[start : start + size]

    async def __aenter__(self) -> "Answer":
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: Any, trace: TracebackType | None) -> None:
        pass


class Site(GuardedPages):
    """The guard, with answers of the test's in place of the network."""

    def __init__(self, **answers: Answer) -> None:
        super().__init__(Names("93.184.216.34"))
        self.answers = answers
        self.asked: list[str] = []

    def _session(self) -> Any:
        return self

    async def __aenter__(self) -> "Site":
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: Any, trace: TracebackType | None) -> None:
        pass

    def get(self, url: str, **options: Any) -> Any:
        if "allow_redirects" not in options:
            return super().get(url)
        self.asked.append(url)
        return self.answers[url.rpartition("/")[2]]


async def test_an_answer_is_remembered_for_a_while() -> None:
    site = Site(a=Answer(200, b"{}"))
    assert await site.get("https://badges.example/a#part") == await site.get("https://badges.example/a") == b"{}"
    assert site.asked == ["https://badges.example/a"]


async def test_a_redirect_is_followed_to_public_places_alone() -> None:
    site = Site(a=Answer(302, location="/b"), b=Answer(200, b"{}"))
    assert await site.get("https://badges.example/a") == b"{}"
    for place in ("https://127.0.0.1/b", "http://badges.example/b", "https://[::1]/b", "file:///etc/passwd"):
        site = Site(a=Answer(302, location=place), b=Answer(200, b"{}"))
        with pytest.raises(UnreachableError):
            await site.get("https://badges.example/a")
        assert site.asked == ["https://badges.example/a"]


async def test_redirects_that_never_end_are_given_up() -> None:
    with pytest.raises(UnreachableError, match="from one place to the next"):
        await Site(a=Answer(301, location="/a")).get("https://badges.example/a")


@pytest.mark.parametrize("answer", [Answer(404), Answer(500), Answer(204), Answer(200, b"x" * 1_000_001)])
async def test_answers_that_are_none_or_too_large_are_refused(answer: Answer) -> None:
    with pytest.raises(UnreachableError):
        await Site(a=answer).get("https://badges.example/a")


async def test_what_was_taken_away_for_good_is_told_from_what_is_not_there() -> None:
    with pytest.raises(GoneError):
        await Site(a=Answer(410, b"{}")).get("https://badges.example/a")


async def test_nothing_waits_longer_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    class Slow(Names):
        async def resolve(self, *_: Any, **__: Any) -> list[ResolveResult]:
            import asyncio

            await asyncio.sleep(60)
            return []

    monkeypatch.setattr(fetching, "SECONDS", 0.05)
    with pytest.raises(UnreachableError, match="too long"):
        await GuardedPages(Slow()).get("https://badges.example/a")


async def test_files_stand_for_addresses_and_for_nothing_outside_their_folder(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("no")
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "a.json").write_text("{}")
    pages = MappedPages({"https://badges.example/": folder})
    assert await pages.get("https://badges.example/a.json") == b"{}"
    for url in ("https://badges.example/../secret", "https://badges.example/", "https://other.example/a.json"):
        with pytest.raises(UnreachableError):
            await pages.get(url)
