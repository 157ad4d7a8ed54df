"""Looks for duplicates, shows them, and remembers what a person says. Nothing is ever merged by itself."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b

from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.city import UnknownCityError
from bot.catalogue.duplicates import queries
from bot.catalogue.duplicates.finding import find
from bot.catalogue.tables import DuplicateRow
from bot.store.engine import Store

SMALL = 5_000
"""Opportunities of a city up to which an import looks for duplicates by itself."""


class UnknownPairError(LookupError):
    """No pair of the city is called so."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two listings that may be the same thing."""

    pair: str
    """What a person calls the pair by."""
    first: str
    second: str
    score: float
    """0 to 1."""
    evidence: Mapping[str, str]
    """Title, organisation, place and time, in words."""
    decision: str
    """`yes`, `no` or empty."""


@dataclass(frozen=True, slots=True)
class Scan:
    new: int
    """Pairs that were not known before."""
    waiting: int
    """Pairs that nobody has decided on."""


def now() -> datetime:
    return datetime.now(UTC)


class Duplicates:
    """A city's likely duplicates."""

    def __init__(self, store: Store, clock: Callable[[], datetime] = now) -> None:
        self._store = store
        self._clock = clock

    async def scan(self, city: str) -> Scan:
        """Compares all that is on offer. What a person decided stays; other pairs that are alike no longer go.
        UnknownCityError."""
        async with self._store.read() as session:
            await _there(session, city)
            listed = [each async for each in queries.listings(session, city, self._clock().date())]
        found = await asyncio.to_thread(lambda: {(pair.first.id, pair.second.id): pair for pair in find(listed)})
        async with self._store.write() as session:
            known = await queries.known(session, city)
            new = [pair for ids, pair in found.items() if ids not in known]
            await queries.add(session, city, new, self._clock())
            gone = [ids for ids, decision in known.items() if not decision and ids not in found]
            await queries.forget(session, gone)
        undecided = sum(not decision for decision in known.values())
        return Scan(len(new), len(new) + undecided - len(gone))

    async def after_import(self, city: str) -> Scan | None:
        """As `scan`, in a city that is small enough to do so after every import; else None."""
        async with self._store.read() as session:
            large = await queries.size(session, city) > SMALL
        return None if large else await self.scan(city)

    async def pairs(self, city: str, decision: str | None = "") -> Sequence[Duplicate]:
        """Those that wait for a person, most likely first; with "yes" or "no" those decided so, with None all.
        UnknownCityError."""
        async with self._store.read() as session:
            await _there(session, city)
            return [_duplicate(row) for row in await queries.pairs(session, city, decision)]

    async def decide(self, city: str, pair: str, *, same: bool) -> Duplicate:
        """Remembers that the two of a pair are the same thing, or are not. UnknownPairError,
        UnknownCityError."""
        async with self._store.write() as session:
            await _there(session, city)
            rows = await queries.pairs(session, city, None)
            row = next((each for each in rows if _name(each) == pair), None)
            if row is None:
                raise UnknownPairError(pair)
            values = {"decision": "yes" if same else "no", "decided": self._clock()}
            await queries.decide(session, row.first, row.second, values)
            await queries.raise_version(session, city)
            return _duplicate(row)


async def _there(session: AsyncSession, city: str) -> None:
    if not await queries.is_known(session, city):
        raise UnknownCityError(city)


def _duplicate(row: DuplicateRow) -> Duplicate:
    return Duplicate(_name(row), row.first, row.second, row.score, row.evidence, row.decision)


def _name(row: DuplicateRow) -> str:
    return blake2b(f"{row.first} {row.second}".encode(), digest_size=4).hexdigest()
