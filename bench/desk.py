"""The advisers' desk with a long past: the inbox by many filters, search, and how soon a message is on a screen.

`WAYMARK_BENCH_CONVERSATIONS` makes the past shorter than its 100,000 conversations of 20 messages.
"""

import os
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bench.desk_city import CITIES, NOW, Past, fill_postgresql, fill_sqlite
from bench.figures import milliseconds, percentile, show
from bot.chat.advising import inbox, searching, transcript
from bot.chat.advising.inbox import Filter
from bot.chat.tables import ConversationRow
from bot.console import figures
from bot.store.engine import Store
from bot.store.migrate import migrate_now
from tests import postgresql

CONVERSATIONS = int(os.environ.get("WAYMARK_BENCH_CONVERSATIONS", "100000"))
EACH, ROUNDS = 20, 5
FILTERS = (
    Filter(),
    Filter(view="all"),
    Filter(view="mine"),
    Filter(view="all", unread=True),
    Filter(view="all", city="fernley"),
    Filter(view="all", channel="telegram", age_band="16-17"),
    Filter(view="all", area="area-3", language="pl"),
    Filter(view="all", topic="badges"),
    Filter(view="all", intent="ask_fit", unsure=True),
    Filter(view="all", adviser="with", outcome="open"),
    Filter(view="all", adviser="person3"),
    Filter(view="all", since=NOW - timedelta(days=30), until=NOW - timedelta(days=20)),
    Filter(view="all", outcome="done", age_band="22-25", area="area-1", channel="telegram", topic="plan"),
    Filter(view="all", tag="nobody has this"),
    Filter(view="needs", channel="web", unread=True),
)
COLUMNS = ("store", "what", "median", "p95", "slowest")
Look = Callable[[], Awaitable[object]]


async def main() -> None:
    rows = []
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        path = Path(folder) / "desk.db"
        past = Past(CONVERSATIONS, EACH)
        migrate_now(f"sqlite:///{path}")
        fill_sqlite(str(path), past)
        rows += await _measured("SQLite", f"sqlite:///{path}", past)
    with postgresql.running() as server:
        past = Past(CONVERSATIONS, EACH)
        migrate_now(server.url("postgres"))
        fill_postgresql(server.url("postgres"), past)
        rows += await _measured("PostgreSQL", server.url("postgres"), past)
    show(f"{CONVERSATIONS:,} conversations, {CONVERSATIONS * EACH:,} messages", COLUMNS, rows)


async def _measured(name: str, url: str, past: Past) -> list[list[str]]:
    store = Store(url)
    try:
        filters = await _times(await _pages(store))
        search = await _times([_search(store, words) for words in _words(past)])
        talks = await _times([_talk(store, number) for number in range(0, CONVERSATIONS, CONVERSATIONS // 20)])
        glance = await _times([_glance(store)])
    finally:
        await store.close()
    return [
        _row(name, "a page of the inbox, 15 filters", filters),
        _row(name, "search, 40 questions", search),
        _row(name, "a conversation, 20 of them", talks),
        _row(name, "30 days at a glance, counted every five minutes", glance),
    ]


def _words(past: Past) -> list[str]:
    """Rare words, common ones, both, and beginnings."""
    rare = past.rare
    return [
        *rare[:10],
        *(f"course {word}" for word in rare[10:20]),
        *("course", "help me find", "free near", "i want to"),
        *(f"{word[:4]}*" for word in rare[20:30]),
        *(f"{rare[n]} {rare[n + 1]}" for n in range(30, 36)),
    ]


async def _pages(store: Store) -> list[Look]:
    """The first and the second page of every filter."""
    looks = []
    for chosen in FILTERS:
        async with store.read() as session:
            first = await inbox.page(session, frozenset(CITIES), "person3", chosen)
        looks += [_page(store, chosen, before) for before in ("", first.before)]
    return looks


def _page(store: Store, chosen: Filter, before: str) -> Look:
    async def look() -> None:
        async with store.read() as session:
            await inbox.page(session, frozenset(CITIES), "person3", chosen, before)

    return look


def _search(store: Store, words: str) -> Look:
    async def look() -> None:
        async with store.read() as session:
            await searching.find(session, frozenset(CITIES), words)

    return look


def _talk(store: Store, number: int) -> Look:
    async def look() -> None:
        async with store.read() as session:
            row = await session.get_one(ConversationRow, f"{number:08}-0000-4000-8000-000000000000")
            await transcript.read(session, row)

    return look


def _glance(store: Store) -> Look:
    async def look() -> None:
        async with store.read() as session:
            await figures.read(session, CITIES, figures.days_until(NOW, ZoneInfo("Europe/London")))

    return look


async def _times(looks: Sequence[Look]) -> list[float]:
    seconds = []
    for look in looks:
        await look()
    for _ in range(ROUNDS):
        for look in looks:
            started = time.perf_counter()
            await look()
            seconds.append(time.perf_counter() - started)
    return seconds


def _row(store: str, what: str, seconds: Sequence[float]) -> list[str]:
    return [
        store,
        what,
        *(milliseconds(percentile(seconds, percent)) for percent in (50, 95)),
        milliseconds(max(seconds)),
    ]
