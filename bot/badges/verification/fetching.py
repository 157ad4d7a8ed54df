"""The one way out: what a credential points to is fetched here or not at all."""

import asyncio
import ipaddress
import socket
import time
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol
from urllib.parse import urldefrag, urljoin, urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.badges.verification.errors import GoneError, UnreachableError

SECONDS = 5.0
"""For all of one address: name, connection, redirects and answer."""
LARGEST = 1_000_000
"""Bytes of one answer."""
REDIRECTS = 3
KEPT_SECONDS = 300.0
KEPT = 200
"""Answers that are remembered."""
ACCEPT = "application/ld+json, application/vc+jwt, application/vc, application/json, image/png, image/svg+xml"
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Pages(Protocol):
    """Where documents come from."""

    async def get(self, url: str) -> bytes:
        """The document at an address, without its fragment. UnreachableError."""
        ...


class GuardedPages:
    """From the network: https alone, to public addresses alone, each answer bounded and remembered for five minutes."""

    def __init__(self, resolver: AbstractResolver | None = None) -> None:
        self._resolver = resolver or _SystemResolver()
        self._kept: OrderedDict[str, tuple[float, bytes]] = OrderedDict()

    async def get(self, url: str) -> bytes:
        """See `Pages`."""
        url = urldefrag(url).url
        at, content = self._kept.get(url, (0.0, b""))
        if time.monotonic() - at > KEPT_SECONDS or not at:
            content = await self._fetch_in_time(url)
            self._keep(url, content)
        return content

    def _keep(self, url: str, content: bytes) -> None:
        self._kept[url] = (time.monotonic(), content)
        self._kept.move_to_end(url)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)

    async def _fetch_in_time(self, url: str) -> bytes:
        try:
            async with asyncio.timeout(SECONDS):
                return await self._fetch(url)
        except TimeoutError as error:
            raise UnreachableError("Its address takes too long to answer.") from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise UnreachableError("Its address does not answer.") from error

    async def _fetch(self, url: str) -> bytes:
        async with self._session() as session:
            for _ in range(REDIRECTS + 1):
                check_address(url)
                async with session.get(url, allow_redirects=False) as answer:
                    if answer.status not in (301, 302, 303, 307, 308):
                        return await _body(answer)
                    url = urljoin(url, answer.headers.get("Location", ""))
        raise UnreachableError("Its address leads from one place to the next.")

    def _session(self) -> aiohttp.ClientSession:
        """A new one for each fetch: nothing is carried from one issuer's site to another's."""
        connector = aiohttp.TCPConnector(resolver=_Public(self._resolver), use_dns_cache=False, force_close=True)
        return aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,
            auto_decompress=False,
            headers={"Accept": ACCEPT, "Accept-Encoding": "identity", "User-Agent": "Waymark"},
        )


class MappedPages:
    """From files, for addresses that begin with one of the prefixes; for others from `beyond`, if there is one."""

    def __init__(self, folders: Mapping[str, Path], beyond: Pages | None = None) -> None:
        """`folders` by the address that each stands for, such as `https://example.org/`."""
        self._folders = folders
        self._beyond = beyond

    async def get(self, url: str) -> bytes:
        """See `Pages`."""
        url = urldefrag(url).url
        for prefix, folder in self._folders.items():
            if url.startswith(prefix):
                return await asyncio.to_thread(_file, folder, url.removeprefix(prefix))
        if self._beyond is None:
            raise UnreachableError("Its address does not answer.")
        return await self._beyond.get(url)


def folders(written: str) -> dict[str, Path]:
    """`ADDRESS=DIR, ADDRESS=DIR` as a mapping for `MappedPages`."""
    pairs = [part.strip().rpartition("=") for part in written.split(",") if "=" in part]
    return {address: Path(folder) for address, _, folder in pairs}


def check_address(url: str) -> None:
    """UnreachableError unless it is https, without credentials, and no IP address that is not public."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError as error:
        raise UnreachableError("Its address is none.") from error
    if parts.scheme != "https":
        raise UnreachableError("Its address does not begin with https.")
    if parts.username is not None or parts.password is not None or not host:
        raise UnreachableError("Its address is not one to fetch from.")
    try:
        literal = ipaddress.ip_address(host)
    except ValueError:
        return
    if not is_public(str(literal)):
        raise UnreachableError("Its address is not a public one.")


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, also when it is wrapped in another kind."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if found in NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast and not found.is_reserved


class _Public(AbstractResolver):
    """Answers only when every address of a name is public. What it answers is what is connected to."""

    def __init__(self, asked: AbstractResolver) -> None:
        self._asked = asked

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._asked.resolve(host, port, family)
        if not found or not all(is_public(one["host"]) for one in found):
            raise OSError("not a public address")
        return found

    async def close(self) -> None:
        """Nothing is held."""


class _SystemResolver(AbstractResolver):
    """Asks the system, on a thread."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return await aiohttp.ThreadedResolver().resolve(host, port, family)

    async def close(self) -> None:
        """Nothing is held."""


async def _body(answer: aiohttp.ClientResponse) -> bytes:
    if answer.status == 410:
        raise GoneError("What was at its address was taken away.")
    if answer.status == 404:
        raise UnreachableError("There is nothing at its address.")
    if answer.status != 200:
        raise UnreachableError("Its address does not answer.")
    content = bytearray()
    async for part in answer.content.iter_chunked(65_536):
        content += part
        if len(content) > LARGEST:
            raise UnreachableError("What is at its address is too large.")
    return bytes(content)


def _file(folder: Path, name: str) -> bytes:
    try:
        path = (folder / name).resolve()
        if path.is_relative_to(folder.resolve()) and path.is_file():
            return path.read_bytes()
    except (OSError, ValueError) as error:
        raise UnreachableError("There is nothing at its address.") from error
    raise UnreachableError("There is nothing at its address.")
