"""Answers the addresses of shared pages and claim links."""

import asyncio
import re
from collections.abc import Awaitable, Callable

from bot.badges.issuing import documents
from bot.badges.issuing.documents import Document
from bot.badges.sharing import files
from bot.badges.sharing.model import Showing
from bot.badges.sharing.pages import Pages
from bot.badges.sharing.service import Sharing
from bot.words import Words

TOKEN = r"([\w-]{16,64})"  # noqa: S105 - a pattern
Answer = Callable[[str], Awaitable[Document | None]]


class SharedHosting:
    def __init__(self, sharing: Sharing, words: Words) -> None:
        self._sharing = sharing
        self._words = words
        self._pages = Pages(words)
        self._routes: list[tuple[re.Pattern[str], Answer]] = [
            (re.compile(r"badges/(page)\.css"), self._style),
            (re.compile(rf"badges/shared/{TOKEN}"), self._page),
            (re.compile(rf"badges/shared/{TOKEN}\.pdf"), self._pdf),
            (re.compile(rf"badges/shared/{TOKEN}\.png"), self._png),
            (re.compile(rf"badges/shared/{TOKEN}/clr\.jwt"), self._record),
            (re.compile(r"badges/claim/([A-Za-z0-9-]{4,64})"), self._claim),
        ]

    async def document(self, path: str) -> Document | None:
        """What stands at a path; None when nothing does, or when its link was revoked."""
        for pattern, answer in self._routes:
            if found := pattern.fullmatch(path):
                return await answer(found[1])
        return None

    async def _style(self, _name: str) -> Document:
        return await asyncio.to_thread(self._pages.style)

    async def _page(self, token: str) -> Document | None:
        showing = await self._sharing.showing(token)
        return await asyncio.to_thread(self._pages.shared, showing) if showing else None

    async def _pdf(self, token: str) -> Document | None:
        return await self._file(token, files.pdf)

    async def _png(self, token: str) -> Document | None:
        return await self._file(token, files.picture)

    async def _file(self, token: str, make: Callable[[Showing, Words, Pages], Document]) -> Document | None:
        showing = await self._sharing.showing(token)
        return await asyncio.to_thread(make, showing, self._words, self._pages) if showing else None

    async def _record(self, token: str) -> Document | None:
        """The signed record; like all that is shared, nobody may keep a copy for others."""
        signed = await self._sharing.record(token)
        return Document(signed.encode(), documents.JWT, seconds=0, name="record.jwt") if signed else None

    async def _claim(self, code: str) -> Document:
        return await asyncio.to_thread(self._pages.claim, code.upper())
