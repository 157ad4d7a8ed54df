"""The advisers' console with a long past, asked over HTTP: the inbox by every filter alone and in pairs, search, and
each other page; the slowest by name.

`WAYMARK_BENCH_CONVERSATIONS` makes the past shorter than its 100,000 conversations of 20 messages. To make it takes
about four minutes for SQLite and two for PostgreSQL, and to ask for all pages two minutes each.
"""

import os
import re
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
from aiohttp.test_utils import TestServer

from bench import desk_pages
from bench.desk_city import CITIES, Past, fill_postgresql, fill_sqlite
from bench.figures import milliseconds, percentile, show
from bot.app import compose
from bot.catalogue.importing import import_folder
from bot.console.audit import MACHINE
from bot.console.days import Days
from bot.console.model import Grant, Role
from bot.settings import PROJECT, Settings
from bot.store.engine import Store
from bot.store.migrate import migrate_now
from tests import postgresql

CONVERSATIONS = int(os.environ.get("WAYMARK_BENCH_CONVERSATIONS", "100000"))
EACH, ROUNDS = 20, 3
ROLES = (Role.ADVISER, Role.LEAD, Role.ADMIN, Role.AUDITOR)
COLUMNS = ("store", "what", "pages", "median", "p95", "processor", "slowest")
MORE = re.compile(r'href="(/console/inbox\?[^"]*before=[^"]*)"')
Ask = Callable[[str], Awaitable[str]]


async def main() -> None:
    rows, past = [], Past(CONVERSATIONS, EACH)
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        url = f"sqlite:///{folder}/desk.db"
        migrate_now(url)
        fill_sqlite(f"{folder}/desk.db", past)
        rows += await measured("SQLite", url, past.rare)
    with postgresql.running() as server:
        url = server.url("postgres")
        migrate_now(url)
        fill_postgresql(url, Past(CONVERSATIONS, EACH))
        rows += await measured("PostgreSQL", url, past.rare)
    show(f"{CONVERSATIONS:,} conversations, {CONVERSATIONS * EACH:,} messages", COLUMNS, rows)


async def measured(name: str, url: str, rare: list[str]) -> list[list[str]]:
    """A row for each kind of page, of the whole service on one store."""
    store, rows = Store(url), []
    with tempfile.TemporaryDirectory() as home:
        await import_folder(store, PROJECT / "cities" / CITIES[0], today=datetime.now(UTC).date())
        edge = compose(Settings(home=Path(home), city=CITIES[0]), store, [])
        await Days(edge.desk).count_again()
        grants = [Grant(role, city) for role in ROLES for city in CITIES]
        email = f"{time.time_ns()}@desk.example"
        password = await edge.desk.staff.add(email, "D", grants, MACHINE, must_change=False)
        cookies = {"waymark_console": await edge.desk.sessions.sign_in(email, password, "", "", "")}
        async with (
            TestServer(edge.console_app()) as server,
            aiohttp.ClientSession(server.make_url("/"), cookies=cookies) as browser,
        ):
            rows = [[name, *row] for row in await _kinds(browser, rare)]
    await store.close()
    return rows


async def _kinds(browser: aiohttp.ClientSession, rare: list[str]) -> list[list[str]]:
    async def ask(path: str) -> str:
        async with browser.get(f"/console{path}", allow_redirects=False) as response:
            text = await response.text()
            assert response.status == 200, (path, response.status)
            return text

    alone = desk_pages.alone()
    return [
        await _row("the inbox by each filter", alone, ask),
        await _row("the second page of each", await _second(alone, ask), ask),
        await _row("the inbox by two filters", desk_pages.pairs(), ask, 1),
        await _row("every other page", desk_pages.others(), ask),
        await _row("search", desk_pages.searches(rare), ask),
    ]


async def _second(pages: Mapping[str, str], ask: Ask) -> dict[str, str]:
    found = {name: MORE.search(await ask(path)) for name, path in pages.items()}
    return {
        f"{name}, second page": match[1].removeprefix("/console").replace("&amp;", "&")
        for name, match in found.items()
        if match
    }


async def _row(what: str, pages: Mapping[str, str], ask: Ask, rounds: int = ROUNDS) -> list[str]:
    took: dict[str, list[float]] = {name: [] for name in pages}
    busy = time.process_time()
    for _ in range(rounds):
        for name, path in pages.items():
            started = time.perf_counter()
            await ask(path)
            took[name].append(time.perf_counter() - started)
    busy = time.process_time() - busy
    each = [seconds for times in took.values() for seconds in times]
    slowest = max(took, key=lambda name: min(took[name]))
    return [
        what,
        f"{len(pages):,}",
        *(milliseconds(percentile(each, percent)) for percent in (50, 95)),
        milliseconds(busy / len(each)),
        f"{milliseconds(min(took[slowest]))}: {slowest}",
    ]
