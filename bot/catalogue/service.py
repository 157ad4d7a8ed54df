"""What the rest of Waymark asks of the catalogue. Everything here only reads."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from bot.catalogue import calendar, loading, lookups
from bot.catalogue.badges import Badge
from bot.catalogue.careers import Occupation
from bot.catalogue.city import Area, City, UnknownCityError
from bot.catalogue.hiring import find_openings
from bot.catalogue.index import CityIndex, build
from bot.catalogue.lookups import Lookups
from bot.catalogue.mentors import Mentor
from bot.catalogue.model import Found, Match, Opportunity, Request, Seeker
from bot.catalogue.openings import FoundOpenings, Opening
from bot.catalogue.pathways import Pathway
from bot.catalogue.reading import request_in
from bot.catalogue.search import ChangedError, Searcher
from bot.catalogue.similarity import Similarity
from bot.catalogue.skills import Skill, named_skills, skill_names
from bot.catalogue.stock import Stock, stock_of
from bot.catalogue.wish import Wish, telling, understand
from bot.store.engine import Store

GROUPS = ("group", "club")
MOST_IDS = 200
MOST_FOUND = 20
MOST_SIMILAR = 200
"""Opportunities that are near in meaning and join the candidates."""
AT_A_TIME = 2
"""Searches that are worked on at once. More get into each other's way, so that all end late; in turn most end soon."""


@dataclass(frozen=True, slots=True)
class _Open:
    """A city in memory, at one data version."""

    index: CityIndex
    searcher: Searcher
    lookups: Lookups


def now() -> datetime:
    return datetime.now(UTC)


class Catalogue:
    """Searches cities and looks things up in them. One for a process; it keeps what it reads until a city changes."""

    def __init__(self, store: Store, clock: Callable[[], datetime] = now, similarity: Similarity | None = None) -> None:
        self._store = store
        self._clock = clock
        self._similarity = similarity
        self._cities: dict[str, _Open] = {}
        self._stocks: dict[str, Stock] = {}
        self._opening = asyncio.Lock()
        self._turn = asyncio.Semaphore(AT_A_TIME)

    def close(self) -> None:
        """Lets go of reading that is not done yet."""
        if self._similarity:
            self._similarity.close()

    async def prepare(self, city_id: str) -> None:
        """Reads the city into memory, and its opportunities by the sentence model where there is one. Takes some
        milliseconds for each that is new; without it the first searches do the same behind their answers."""
        city = await self._city(city_id)
        if city and self._similarity:
            await self._similarity.prepare(city_id, city.index.version)

    async def city(self, city_id: str) -> City | None:
        """The city's own facts; None when there is no such city."""
        city = await self._city(city_id)
        return city.index.city if city else None

    async def request(self, city_id: str, text: str) -> Request:
        """What a message asks for, read by the rules of bot/language alone: where no brain has understood it."""
        city = await self._open(city_id)
        return request_in(city.index, text)

    async def search(self, seeker: Seeker, request: Request) -> Found:
        """What fits this learner and this request, best first, with the reasons. UnknownCityError."""
        if kept := self._cities.get(seeker.city):
            with suppress(ChangedError):
                return await self._search(kept, seeker, request, current=False)
        return await self._search(await self._open(seeker.city), seeker, request, current=True)

    async def _search(self, city: _Open, seeker: Seeker, request: Request, *, current: bool) -> Found:
        wish = await self._wish(city, seeker, request)
        async with self._turn:
            return await city.searcher.search(wish, _limit(request.limit), current=current)

    async def get(self, ids: Sequence[str]) -> list[Opportunity]:
        """Opportunities by public id, in the order asked, also past ones; unknown ids are left out."""
        wanted = list(dict.fromkeys(ids))[:MOST_IDS]
        found: dict[str, Opportunity] = {}
        for city_id in {id.partition(":")[0] for id in wanted}:
            if city := await self._city(city_id):
                found |= await city.searcher.get([id for id in wanted if id.startswith(f"{city_id}:")])
        return [found[id] for id in ids if id in found]

    async def awarding(self, seeker: Seeker, badges: Iterable[str]) -> list[Match]:
        """Opportunities that award one of these badges (public ids) and are open to the learner, best first."""
        wanted = frozenset(badge.rpartition(":")[2] for badge in badges)
        city = await self._open(seeker.city)
        return await city.searcher.awarding(await self._wish(city, seeker, Request()), wanted, MOST_FOUND)

    async def groups(self, seeker: Seeker, words: str, access_needs: Sequence[str] = ()) -> list[Match]:
        """Where a learner meets others who are into the same: entries of kind "group" or "club" that offer what access
        they need."""
        city = await self._open(seeker.city)
        kinds = tuple(kind for kind in GROUPS if kind in city.index.kinds)
        if not kinds:
            return []
        interests = (words,) if words.strip() else ()
        wish = await self._wish(city, seeker, Request(interests=interests, access_needs=access_needs))
        return list((await city.searcher.search(_of_kinds(wish, kinds), MOST_FOUND)).matches)

    async def calendar(self, city_id: str, ids: Sequence[str], closing: str) -> bytes:
        """When opportunities and openings (by public id) take place, as iCalendar in the city's time. UnknownCityError.

        An opening is its last day to apply, under the words of `closing` with its {title}. Unknown ids are left out.
        """
        city = await self._open(city_id)
        wanted = [id for id in dict.fromkeys(ids) if id.startswith(f"{city_id}:")][:MOST_IDS]
        entries = [calendar.of_opportunity(one) for one in await self.get(wanted)]
        openings = [found for id in wanted if (found := await self.opening(id))]
        entries += [calendar.of_opening(one, closing.format(title=one.title)) for one in openings]
        return await asyncio.to_thread(calendar.calendar, city.index.city, entries, self._clock())

    async def area(self, city_id: str, words: str) -> Area | None:
        """The area that the words name, by name or alias, typos forgiven."""
        city = await self._city(city_id)
        found = city.index.places.find(words) if city else None
        return city.index.areas[found] if city and found else None

    async def openings(self, seeker: Seeker, request: Request) -> FoundOpenings:
        """Jobs, apprenticeships and work experience that are open and fit, best first. UnknownCityError."""
        city = await self._open(seeker.city)
        kinds = frozenset(opening.kind for opening in city.lookups.openings)
        wish = await self._wish(city, seeker, request, kinds)
        matches = await asyncio.to_thread(find_openings, city.index, city.lookups, wish)
        return FoundOpenings(tuple(matches[: _limit(request.limit)]), len(matches), city.index.data_version)

    async def opening(self, id: str) -> Opening | None:
        """An opening by public id, also when it has closed."""
        city = await self._city(id.partition(":")[0])
        return next((each for each in city.lookups.openings if each.id == id), None) if city else None

    async def mentors(self, seeker: Seeker, words: str, limit: int = 3) -> list[Mentor]:
        """Mentors who are checked, in date and have room, for what the words name. Never contact details."""
        city = await self._city(seeker.city)
        if city is None:
            return []
        today = self._today(city.index.city)
        return city.lookups.mentors_for(city.index, seeker.age, words, today, _limit(limit))

    async def mentors_by_id(self, seeker: Seeker, ids: Sequence[str]) -> list[Mentor]:
        """Of these mentors (public ids) those whom the learner may meet."""
        city = await self._city(seeker.city)
        return city.lookups.mentors_by_id(seeker.age, ids, self._today(city.index.city)) if city else []

    async def occupations(self, city_id: str, words: str, limit: int = 3) -> list[Occupation]:
        """Jobs by name, label or what they have to do with, typos forgiven."""
        city = await self._city(city_id)
        return lookups.find_occupations(city.index, words, _limit(limit)) if city else []

    async def badges(self, city_id: str, asked: Sequence[str] | str = "", limit: int = 3) -> list[Badge]:
        """Badges by public ids, or by words; with empty words, some that are good to start with."""
        city = await self._city(city_id)
        return lookups.find_badges(city.lookups, city.index, asked, _limit(limit)) if city else []

    async def skills(self, city_id: str, asked: Sequence[str] | str, limit: int = MOST_FOUND) -> list[Skill]:
        """Skills that the words name, in the order said; or the names of skills by source id."""
        city = await self._city(city_id)
        if city is None:
            return []
        found = named_skills(city.index, asked, limit) if isinstance(asked, str) else skill_names(city.index, asked)
        return found[:limit]

    async def pathways(self, city_id: str, goal: str, limit: int = 3) -> list[Pathway]:
        """Published pathways to a goal in words."""
        city = await self._city(city_id)
        return lookups.find_pathways(city.lookups, city.index, goal, _limit(limit)) if city else []

    async def pathway(self, id: str) -> Pathway | None:
        """A pathway by public id."""
        city = await self._city(id.partition(":")[0])
        return next((each for each in city.lookups.pathways if each.id == id), None) if city else None

    async def stock(self, city_id: str) -> Stock:
        """All that plans are made of, from memory while neither the data nor the day change. UnknownCityError."""
        city = await self._open(city_id)
        today = self._today(city.index.city)
        kept = self._stocks.get(city_id)
        if kept is None or (kept.version, kept.today) != (city.index.data_version, today):
            kept = await self._store.look(
                lambda connection: stock_of(connection, city.index, city.lookups, city.searcher, today)
            )
            self._stocks[city_id] = kept
        return kept

    def _today(self, city: City) -> date:
        return self._clock().astimezone(city.zone).date()

    async def _city(self, city_id: str) -> _Open | None:
        try:
            return await self._open(city_id)
        except UnknownCityError:
            return None

    async def _wish(self, city: _Open, seeker: Seeker, request: Request, kinds: frozenset[str] | None = None) -> Wish:
        index = city.index if kinds is None else replace(city.index, kinds=kinds)
        wish = understand(index, seeker, request, self._today(city.index.city))
        if self._similarity is None or not (said := telling(request)):
            return wish
        near = await self._similarity.nearest(index.city.id, index.version, said, MOST_SIMILAR)
        return replace(wish, similar=near)

    async def _open(self, city_id: str) -> _Open:
        """The city as it is now: from memory while its data version is the same."""
        version = await self._store.look(lambda connection: loading.version_of(connection, city_id))
        if version is None:
            self._cities.pop(city_id, None)
            raise UnknownCityError(city_id)
        if self._stale(city_id, version):
            async with self._opening:
                if self._stale(city_id, version):
                    self._cities[city_id] = await self._read(city_id)
        return self._cities[city_id]

    def _stale(self, city_id: str, version: int) -> bool:
        kept = self._cities.get(city_id)
        return kept is None or kept.index.version < version

    async def _read(self, city_id: str) -> _Open:
        stored = await self._store.look(lambda connection: loading.read(Session(connection), city_id))
        if stored is None:
            raise UnknownCityError(city_id)
        index = await asyncio.to_thread(build, stored)
        found = await self._store.look(lambda connection: lookups.load(Session(connection), index))
        return _Open(index, Searcher(self._store, index), found)


def _of_kinds(wish: Wish, kinds: tuple[str, ...]) -> Wish:
    return replace(wish, limits=replace(wish.limits, kinds=kinds))


def _limit(asked: int) -> int:
    return max(1, min(asked, MOST_FOUND))
