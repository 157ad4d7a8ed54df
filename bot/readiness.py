"""Whether a learner who writes now is answered, and what is missing if not."""

import asyncio
from collections.abc import Sequence

import aiohttp
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from bot.brain.fingerprint import newest_model
from bot.catalogue.tables import OpportunityRow
from bot.settings import PROJECT
from bot.store.engine import Store

SECONDS = 2.0
"""What each look may take."""


class Readiness:
    """Looks at the store, the brains and the city's catalogue."""

    def __init__(self, store: Store, brain_urls: Sequence[str], city: str) -> None:
        self._store = store
        self._brain_urls = brain_urls
        self._city = city
        self._session: aiohttp.ClientSession | None = None

    async def missing(self) -> list[str]:
        """What is not there, out of `store`, `brain`, `model` and `catalogue`."""
        stored, thinking = await asyncio.gather(self._missing_in_store(), self._missing_in_brains())
        return [*stored, *thinking]

    async def brain_ready(self) -> bool:
        """Whether at least one brain answers that its model is loaded."""
        return any(await asyncio.gather(*(self._is_ready(url) for url in self._brain_urls)))

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def _missing_in_store(self) -> list[str]:
        try:
            async with asyncio.timeout(SECONDS), self._store.read() as session:
                found = await session.scalar(
                    select(OpportunityRow.id).where(OpportunityRow.city == self._city).limit(1)
                )
        except (SQLAlchemyError, OSError, TimeoutError):
            return ["store"]
        return [] if found else ["catalogue"]

    async def _missing_in_brains(self) -> list[str]:
        if await self.brain_ready():
            return []
        # A brain that loads or has ended is one thing, nothing to load another.
        model = await asyncio.to_thread(newest_model, PROJECT / "models")
        return ["brain"] if model else ["brain", "model"]

    async def _is_ready(self, url: str) -> bool:
        try:
            async with self._open().get(f"{url}/healthz") as answer:
                return answer.status == 200
        except (aiohttp.ClientError, TimeoutError, OSError):
            return False

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=SECONDS))
        return self._session
