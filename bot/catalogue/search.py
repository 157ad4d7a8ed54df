"""One search: understand, narrow in SQL, rank, and say which limit is in the way when nothing fits."""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from hashlib import blake2b

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue import tables
from bot.catalogue.candidates import OPPORTUNITY, candidates, organisations
from bot.catalogue.documents import Document, document
from bot.catalogue.index import CityIndex
from bot.catalogue.limits import Limits
from bot.catalogue.model import Found, Loosened, Match
from bot.catalogue.ranking import Ranked, match, rank
from bot.catalogue.spread import spread
from bot.catalogue.terms import facet
from bot.catalogue.topics import Topic
from bot.catalogue.wish import Wish
from bot.store.engine import Store

MOST = 400
"""Candidates that are ranked. Where more pass, a part is taken that depends on the learner and the request."""
SMALL = 5000
"""Up to this many opportunities one look into the index is enough; beyond, what names the topic is looked for first."""
COUNTED = 100
IN_THREAD = 60
"""Candidates from which ranking is left to a thread."""
KEPT = 20_000
"""Opportunities kept in memory for a city."""


class Searcher:
    """Searches one city at one data version; made anew when the city changes."""

    def __init__(self, store: Store, index: CityIndex) -> None:
        self.index = index
        self._dialect = "sqlite" if store.is_sqlite else "postgresql"
        self._documents: OrderedDict[int, Document] = OrderedDict()

    async def search(self, session: AsyncSession, wish: Wish, limit: int) -> Found:
        """What fits best, spread; or what one limit less would find."""
        ranked = await self._ranked(session, wish, wish.limits)
        if ranked:
            matches = [match(self.index, each) for each in spread(ranked, limit)]
            return Found(tuple(matches), min(len(ranked), COUNTED), self.index.data_version)
        loosened = [await self._loosened(session, wish, name, limit) for name in wish.limits.set()]
        useful = sorted((each for each in loosened if each), key=lambda each: -each.matches[0].score)
        return Found((), 0, self.index.data_version, tuple(useful))

    async def awarding(self, session: AsyncSession, wish: Wish, badges: frozenset[str], limit: int) -> list[Match]:
        """What awards one of the badges (source ids) and passes the limits."""
        terms = frozenset(facet("b", badge) for badge in badges)
        if not terms:
            return []
        query = candidates(self.index, wish.limits, terms, self._dialect).order_by(OPPORTUNITY.key).limit(MOST)
        found = await self.documents(session, list((await session.execute(query)).scalars()))
        return [match(self.index, each) for each in spread(rank(self.index, wish, wish.limits, found), limit)]

    async def _loosened(self, session: AsyncSession, wish: Wish, name: str, limit: int) -> Loosened | None:
        ranked = await self._ranked(session, wish, wish.limits.without(name))
        matches = [match(self.index, each) for each in spread(ranked, limit)]
        return Loosened(name, tuple(matches), min(len(ranked), COUNTED)) if matches else None

    async def _ranked(self, session: AsyncSession, wish: Wish, limits: Limits) -> list[Ranked]:
        keys = await self._keys(session, wish, limits)
        found = await self.documents(session, keys)
        if len(found) > IN_THREAD:
            return await asyncio.to_thread(rank, self.index, wish, limits, found)
        return rank(self.index, wish, limits, found)

    async def _keys(self, session: AsyncSession, wish: Wish, limits: Limits) -> list[int]:
        """Candidates, those that name the topic first, then those that only speak of it."""
        keys: dict[int, None] = {}
        start = self._start(wish)
        for terms in self._looks(wish):
            if len(keys) < MOST:
                query = candidates(self.index, limits, terms, self._dialect)
                keys.update(dict.fromkeys(await self._part(session, query, start)))
        return list(keys)[: MOST + len(wish.hidden)]

    def _looks(self, wish: Wish) -> Iterable[frozenset[str]]:
        if not wish.asked:
            liked = _facets((*wish.likes, *wish.goals))
            return [liked, frozenset()] if liked and self.index.size > MOST else [frozenset()]
        facets, words = _facets(wish.asked), _stems(wish.asked)
        if self.index.size <= SMALL:
            return [facets | words]
        return [each for each in (facets | {f"={word}" for word in words}, words) if each]

    def _start(self, wish: Wish) -> int:
        """Where in the order of keys to begin, so that in a large city not always the same ones are candidates."""
        mark = int.from_bytes(blake2b(wish.seed.encode(), digest_size=8).digest())
        return mark % self.index.size if self.index.size > MOST else 0

    async def _part(self, session: AsyncSession, query: Select[int], start: int) -> list[int]:
        most = MOST + 1
        ordered = query.order_by(OPPORTUNITY.key).limit(most)
        if not start:
            return list((await session.execute(ordered)).scalars())
        keys = list((await session.execute(ordered.where(OPPORTUNITY.key >= start))).scalars())
        if len(keys) < most:
            rest = ordered.where(OPPORTUNITY.key < start).limit(most - len(keys))
            keys += (await session.execute(rest)).scalars()
        return keys

    async def documents(self, session: AsyncSession, keys: Sequence[int]) -> list[Document]:
        """From memory, and what is missing there from the store, in the order of the keys."""
        missing = [key for key in keys if key not in self._documents]
        if missing:
            await self._load(session, missing)
        found = [self._documents[key] for key in keys if key in self._documents]
        while len(self._documents) > KEPT:
            self._documents.popitem(last=False)
        return found

    async def _load(self, session: AsyncSession, keys: Sequence[int]) -> None:
        table = tables.table_of(tables.OpportunityRow)
        columns = [column for column in table.c if column.name not in ("terms", "digest", "source")]
        rows = (await session.execute(select(*columns).where(table.c.key.in_(keys)))).mappings().all()
        ids = {f"{row['city']}:org:{row['organisation']}" for row in rows}
        names = dict((await session.execute(organisations(sorted(ids)))).tuples().all())
        for row in rows:
            name = names.get(f"{row['city']}:org:{row['organisation']}", row["organisation"])
            self._documents[row["key"]] = document(dict(row), name, self.index)


def _facets(topics: Iterable[Topic]) -> frozenset[str]:
    return frozenset(facet for topic in topics for facet in topic.facets)


def _stems(topics: Iterable[Topic]) -> frozenset[str]:
    return frozenset(stem for topic in topics for stem in topic.stems)
