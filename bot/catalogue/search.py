"""One search: narrow in SQL, rank, and say which limit is in the way when nothing fits."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import blake2b

from sqlalchemy import Connection, Select, select

from bot.catalogue.candidates import OPPORTUNITY, Look, candidates, has_terms, organisations, walks
from bot.catalogue.collapsing import one_of_each
from bot.catalogue.documents import Document, document
from bot.catalogue.index import CityIndex
from bot.catalogue.limits import SEVERAL, Limits
from bot.catalogue.loading import version_of
from bot.catalogue.model import Found, Loosened, Match, Opportunity
from bot.catalogue.ranking import Question, Ranked, rank
from bot.catalogue.reasons import match
from bot.catalogue.spread import spread
from bot.catalogue.terms import facet
from bot.catalogue.topics import Topic
from bot.catalogue.wish import Wish, anything
from bot.store import raw
from bot.store.engine import Store

MOST = 250
"""Candidates that are ranked. Where more pass, a part is taken that depends on the learner and the request."""
MOST_OF_MANY = 150
"""The same in a large city, where hardly any candidate is in memory."""
ENOUGH = 100
"""Candidates from which those that only speak of a topic are not looked for."""
SMALL = 5000
"""Up to this many opportunities one query is enough; beyond, what names the topic is looked for first."""
COUNTED = 100
KEPT = 20_000
"""Opportunities kept in memory for a city."""
COLUMNS = [column.name for column in OPPORTUNITY if column.name not in ("digest", "source")]
NEWEST = float("inf")
"""The version of a city that is gone."""


class ChangedError(Exception):
    """The city has another data version by now."""


class Searcher:
    """Searches one city at one data version; made anew when the city changes."""

    def __init__(self, store: Store, index: CityIndex) -> None:
        self.index = index
        self._store = store
        self._dialect = "sqlite" if store.is_sqlite else "postgresql"
        self._documents: OrderedDict[int, Document] = OrderedDict()
        self._names: dict[str, str] = {}
        """Of organisations, by public id."""

    async def search(self, wish: Wish, limit: int, *, current: bool = True) -> Found:
        """What fits best, spread; or what one limit less would find.

        Unless the index is known to be `current`, that is looked at in the same transaction: ChangedError.
        """

        def look(connection: Connection) -> Found:
            if not current and (version_of(connection, self.index.city.id) or NEWEST) > self.index.version:
                raise ChangedError
            return self._found(connection, wish, limit)

        # A look is work in a thread already, so it may rank as well.
        return await self._store.look(look)

    def _found(self, connection: Connection, wish: Wish, limit: int) -> Found:
        version = self.index.data_version
        matches, total = self._best(connection, wish, wish.limits, limit)
        if matches:
            return Found(matches, total, version)
        if wish.vague and wish.asked:
            return replace(self._found(connection, anything(wish), limit), nearest=True)
        return Found((), 0, version, self._instead(connection, wish, limit))

    def _best(self, connection: Connection, wish: Wish, limits: Limits, limit: int) -> tuple[tuple[Match, ...], int]:
        """What fits best within these limits, and how many fit."""
        question = Question(self.index, wish, limits)
        ranked = self._once(question, self._candidates(connection, wish, limits))
        return _matches(question, ranked, limit), min(len(ranked), COUNTED)

    def _instead(self, connection: Connection, wish: Wish, limit: int) -> tuple[Loosened, ...]:
        """What one limit less would find, best first; or all of them less, where several stand in the way."""
        present = wish.limits.set()
        loosened = [self._loosened(connection, wish, name, limit) for name in present]
        useful = sorted((each for each in loosened if each), key=lambda each: -each.matches[0].score)
        if not useful and len(present) > 1 and (without := self._loosened(connection, wish, SEVERAL, limit)):
            return (without,)
        return tuple(useful)

    def _loosened(self, connection: Connection, wish: Wish, name: str, limit: int) -> Loosened | None:
        matches, total = self._best(connection, wish, wish.limits.without(name), limit)
        return Loosened(name, matches, total) if matches else None

    async def awarding(self, wish: Wish, badges: frozenset[str], limit: int) -> list[Match]:
        """What awards one of the badges (source ids) and passes the limits."""
        terms = frozenset(facet("b", badge) for badge in badges)
        if not terms:
            return []
        look = candidates(self.index, wish.limits, terms, self._dialect)
        found = await self._store.look(lambda connection: self.documents(connection, look.keys(connection, MOST)))
        question = Question(self.index, wish, wish.limits)
        return list(_matches(question, rank(question, found), limit))

    async def get(self, ids: Sequence[str]) -> dict[str, Opportunity]:
        """Opportunities of this city by public id."""
        query = select(OPPORTUNITY.key).where(OPPORTUNITY.id.in_(ids), OPPORTUNITY.city == self.index.city.id)
        found = await self._store.look(lambda connection: self.documents(connection, _keys(connection, query)))
        return {each.opportunity.id: each.opportunity for each in found}

    def _once(self, question: Question, found: Sequence[Document]) -> list[Ranked]:
        """Ranked, without what is the same as something better or as something that the learner does not want."""
        ranked = rank(question, found)
        return one_of_each(ranked, self.index.twins, question.wish.hidden) if self.index.twins else ranked

    def _candidates(self, connection: Connection, wish: Wish, limits: Limits) -> list[Document]:
        small = self.index.size <= SMALL
        most = (MOST if small else MOST_OF_MANY) + len(wish.hidden)
        keys: dict[int, None] = {}
        for looks in [[self._one_look(wish, limits)]] if small else self._walks(wish, limits):
            if len(keys) >= ENOUGH:
                break
            for look in looks:
                if len(keys) < most:
                    keys.update(dict.fromkeys(look.keys(connection, most)))
        if wish.similar:
            near = candidates(self.index, limits, frozenset(), self._dialect)
            near.where(f"o.key IN ({near.bind_all(wish.similar)})")
            keys.update(dict.fromkeys(near.keys(connection, most)))
        return self.documents(connection, list(keys)[: most + len(wish.similar)])

    def _one_look(self, wish: Wish, limits: Limits) -> Look:
        """All in one, what the learner likes first: sorting some thousand keys costs less than a second query."""
        topics = _facets(wish.asked) | _stems(wish.asked)
        look = candidates(self.index, limits, topics, self._dialect)
        liked = _facets((*wish.likes, *wish.goals))
        if liked and not topics:
            look.order.append(f"CASE WHEN {has_terms(look, liked)} THEN 0 ELSE 1 END")
        if start := self._start(wish):
            look.order.append(f"CASE WHEN o.key < {start:d} THEN 1 ELSE 0 END")
        return look

    def _walks(self, wish: Wish, limits: Limits) -> Iterable[list[Look]]:
        """Each list is for other topics; those that come after are there for when few are found."""
        start = self._start(wish)
        for topics in self._looks(wish):
            yield walks(self.index, limits, topics, self._dialect, start)

    def _looks(self, wish: Wish) -> list[frozenset[str]]:
        """Index terms to look for, those that name the topic before those that only speak of it."""
        if not wish.asked:
            liked = _facets((*wish.likes, *wish.goals))
            return [liked, frozenset()] if liked else [frozenset()]
        facets, words = _facets(wish.asked), _stems(wish.asked)
        return [each for each in (facets | {f"={word}" for word in words}, words) if each]

    def _start(self, wish: Wish) -> int:
        """Where in the order of keys to begin, so that in a large city not always the same ones are candidates."""
        mark = int.from_bytes(blake2b(wish.seed.encode(), digest_size=8).digest())
        first, last = self.index.first, self.index.last
        return first + mark % (last - first + 1) if self.index.size > MOST else first

    def documents(self, connection: Connection, keys: Sequence[int]) -> list[Document]:
        """From memory, and what is missing there from the store, in the order of the keys."""
        missing = [key for key in keys if key not in self._documents]
        loaded = self._load(connection, missing) if missing else {}
        found = [self._documents.get(key) or loaded[key] for key in keys if key in loaded or key in self._documents]
        self._documents.update(loaded)
        while len(self._documents) > KEPT:
            self._documents.popitem(last=False)
        return found

    def _load(self, connection: Connection, keys: Sequence[int]) -> dict[int, Document]:
        # As the driver gives them: to make every value of hundreds of rows costs more than to rank them.
        listed = ", ".join(f"{key:d}" for key in keys)
        query = f"SELECT {', '.join(COLUMNS)} FROM opportunity WHERE key IN ({listed})"  # noqa: S608 - numbers
        rows = [dict(zip(COLUMNS, row, strict=True)) for row in raw.rows(connection, query)]
        ids = {f"{row['city']}:org:{row['organisation']}" for row in rows}
        if unknown := sorted(ids - self._names.keys()):
            self._names.update(connection.execute(organisations(unknown)).all())
        found = {}
        for row in rows:
            name = self._names.get(f"{row['city']}:org:{row['organisation']}", row["organisation"])
            found[row["key"]] = document(row, name, self.index)
        return found


def _matches(question: Question, ranked: Sequence[Ranked], limit: int) -> tuple[Match, ...]:
    return tuple(match(question, each) for each in spread(ranked, limit))


def _keys(connection: Connection, query: Select[int]) -> list[int]:
    return list(connection.execute(query).scalars())


def _facets(topics: Iterable[Topic]) -> frozenset[str]:
    return frozenset(facet for topic in topics for facet in topic.facets)


def _stems(topics: Iterable[Topic]) -> frozenset[str]:
    return frozenset(stem for topic in topics for stem in topic.stems)
