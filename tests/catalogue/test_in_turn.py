"""Many who search at once are served in turn, so that none waits for all."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection

from bot.catalogue.model import Request, Seeker
from bot.catalogue.service import AT_A_TIME, Catalogue
from bot.store.engine import Store
from tests.catalogue.conftest import NOW

T = TypeVar("T")


class Watched(Store):
    """Notes whose looks began, and how many were in hand at once."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.began: list[str] = []
        self.now = self.most = 0

    async def look(self, work: Callable[[Connection], T]) -> T:
        task = asyncio.current_task()
        self.began.append(task.get_name() if task else "")
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            return await super().look(work)
        finally:
            self.now -= 1


async def test_searches_begin_in_the_order_in_which_they_came_and_few_at_a_time(fernley_sqlite: str) -> None:
    store = Watched(fernley_sqlite)
    catalogue = Catalogue(store, lambda: NOW)
    seeker, request = Seeker("fernley", age=15), Request(text="beats")
    alone = await catalogue.search(seeker, request)
    store.began, store.most = [], 0
    names = [f"learner {number}" for number in range(20)]
    searches = [asyncio.create_task(catalogue.search(seeker, request), name=name) for name in names]
    assert await asyncio.gather(*searches) == [alone] * len(names)
    assert store.began == names
    assert store.most == AT_A_TIME
    await store.close()


async def test_a_search_that_nobody_waits_for_any_more_gives_its_turn_away(fernley_sqlite: str) -> None:
    store = Store(fernley_sqlite)
    catalogue = Catalogue(store, lambda: NOW)
    seeker, request = Seeker("fernley", age=15), Request(text="beats")
    await catalogue.search(seeker, request)
    left = [asyncio.create_task(catalogue.search(seeker, request)) for _ in range(10)]
    await asyncio.sleep(0)
    for search in left:
        search.cancel()
    assert (await asyncio.wait_for(catalogue.search(seeker, request), 30)).matches
    await store.close()
