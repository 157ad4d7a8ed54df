"""Looks at a claim, before any transaction: this may take the network and a few seconds."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from bot.badges.claiming import exports, pictures, reasons
from bot.badges.claiming.model import Claim, Found, Looked, Refusal
from bot.badges.model import Way
from bot.badges.verification import received
from bot.badges.verification.errors import RefusedError, UnreachableError
from bot.badges.verification.fetching import Pages
from bot.badges.verification.received import Address
from bot.badges.verification.report import Report
from bot.badges.verification.verifier import Verifier, unread

SECONDS = 40
"""For all badges of one claim."""
AT_ONCE = 4


class Looking:
    def __init__(self, verifier: Verifier, pages: Pages) -> None:
        self._verifier = verifier
        self._pages = pages

    async def at(self, claim: Claim) -> Looked:
        """What is in a link or a file."""
        try:
            async with asyncio.timeout(SECONDS):
                return await self._look(claim)
        except TimeoutError:
            return Looked(refusal=Refusal.UNREACHABLE)

    async def _look(self, claim: Claim) -> Looked:
        if claim.way is Way.LINK:
            return Looked([await self._linked(claim.content.decode())])
        try:
            found = await asyncio.to_thread(exports.parts, claim.content)
        except RefusedError as error:
            return Looked(refusal=reasons.UNREAD[error.check])
        return Looked(await self._each(found))

    async def _each(self, found: Sequence[bytes]) -> list[Found]:
        places = asyncio.Semaphore(AT_ONCE)

        async def one(content: bytes) -> Found:
            async with places:
                return await self._filed(content)

        return list(await asyncio.gather(*(one(content) for content in found)))

    async def _linked(self, url: str) -> Found:
        try:
            content = await self._pages.get(url)
        except UnreachableError as error:
            return Found(b"", unread(str(error), "read.fetch"))
        report = await self._verifier.verify(content)
        return await self._found(content, replace(report, source=report.source or url))

    async def _filed(self, content: bytes) -> Found:
        if (address := await asyncio.to_thread(_address, content)) is not None:
            return await self._linked(address)
        return await self._found(content, await self._verifier.verify(content))

    async def _found(self, content: bytes, report: Report) -> Found:
        if reasons.refusal(report) is not None:
            return Found(b"", report)
        address = report.about.image if report.about else ""
        raw = await pictures.picture(content, address, self._pages)
        return Found(await asyncio.to_thread(_kept, content), report, await asyncio.to_thread(pictures.small, raw))


def _address(content: bytes) -> str | None:
    """Where a credential is, when that is all that a file says."""
    try:
        found = received.read(content)
    except RefusedError:
        return None
    return found.url if isinstance(found, Address) else None


def _kept(content: bytes) -> bytes:
    """The credential as it was received, without a picture around it."""
    return received.text_of(content).encode()
