"""The one verifier."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.badges.model import Verdict
from bot.badges.verification import linked, ob3, received, strict_json, values
from bot.badges.verification.errors import GoneError, RefusedError, RevokedError, UnreachableError
from bot.badges.verification.fetching import Pages
from bot.badges.verification.form import Forms
from bot.badges.verification.linked import Contexts
from bot.badges.verification.ob2 import badge as ob2
from bot.badges.verification.received import Address, Credential
from bot.badges.verification.report import Check, Findings, Outcome, Report
from bot.clock import Clock, utc_now

MOST_CONTEXTS = 5
"""Contexts that are not held here and that one badge may have fetched."""


class Verifier:
    """Verifies badges of every kind. One for a process: it remembers shapes that it found good."""

    def __init__(self, pages: Pages, now: Clock = utc_now) -> None:
        self._pages = pages
        self._now = now
        self._forms = Forms()

    async def verify(self, content: bytes) -> Report:
        """What is in a file: JSON, a token, a baked picture, or the address of a hosted assertion.

        Never raises for what it is given; one that cannot be read is invalid, by the check `read`."""
        try:
            found = await asyncio.to_thread(received.read, content)
        except RefusedError as error:
            return unread(str(error), error.check)
        return await (self.verify_at(found.url) if isinstance(found, Address) else self.check(found))

    async def verify_at(self, url: str) -> Report:
        """What is hosted at an address. As `verify`."""
        try:
            found = await asyncio.to_thread(received.read, await self._pages.get(url))
        except GoneError:
            return unread(str(RevokedError()), "status")
        except UnreachableError as error:
            return unread(str(error), "read.fetch")
        except RefusedError as error:
            return unread(str(error), error.check)
        if isinstance(found, Address):
            return unread("Its address leads from one place to the next.")
        report = await self.check(found)
        return replace(report, source=report.source or url)

    async def check(self, credential: Credential) -> Report:
        """A credential that was read already."""
        findings = Findings()
        findings.passed("read")
        try:
            more = await self._contexts(credential.json)
        except RefusedError as error:
            return unread(str(error), error.check)
        if ob2.is_one(credential.json):
            return await ob2.Badge(credential, self._pages, self._now(), more, findings).verify()
        return await ob3.Verification(credential, self._pages, self._now(), more, self._forms, findings).verify()

    async def _contexts(self, json: Mapping[str, Any]) -> Contexts:
        """Contexts that are not held here, each fetched for this verification alone."""
        named = {one for value in values.found(dict(json), "@context") for one in values.texts(value)}
        unknown = sorted(named - linked.held().keys())
        if len(unknown) > MOST_CONTEXTS:
            raise RefusedError("It names too many contexts.")
        fetched: dict[str, Any] = {}
        for url in unknown:
            try:
                fetched[url] = strict_json.load_object((await self._pages.get(url)).decode("utf-8", "replace"))
            except (UnreachableError, RefusedError):
                continue
        return fetched


def unread(message: str, name: str = "read") -> Report:
    return Report(Verdict.INVALID, (Check(name, Outcome.FAILED, message),))
