"""How soon a learner's message is on an adviser's screen, with 50 advisers who each follow a talk and the inbox."""

import asyncio
import json
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp.test_utils import TestServer

from bench.figures import milliseconds, percentile, show
from bot.app import Edge, compose
from bot.catalogue.importing import import_folder
from bot.console.audit import MACHINE
from bot.console.model import Grant, Role
from bot.settings import PROJECT, Settings
from bot.store.engine import Store
from bot.store.migrate import migrate

ADVISERS, MESSAGES, EVERY = 50, 4, 2.0
CITY = "brightport"
COLUMNS = ("advisers", "messages", "median", "p95", "slowest")


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/live.db"
        await migrate(url)
        store = Store(url)
        await import_folder(store, PROJECT / "cities" / CITY, today=datetime.now(UTC).date())
        edge = compose(Settings(home=Path(folder), city=CITY), store, [])
        server = TestServer(edge.console_app())
        await server.start_server()
        seconds = await _measured(edge, str(server.make_url("")).rstrip("/"))
        await server.close()
        await store.close()
    figures = [milliseconds(percentile(seconds, percent)) for percent in (50, 95)]
    show(
        "From the learner's message to the adviser's screen",
        COLUMNS,
        [[str(ADVISERS), str(len(seconds)), *figures, milliseconds(max(seconds))]],
    )


async def _measured(edge: Edge, base: str) -> list[float]:
    password = await edge.desk.staff.add("a@x.example", "A", [Grant(Role.ADVISER, CITY)], MACHINE, must_change=False)
    token = await edge.desk.sessions.sign_in("a@x.example", password, "", "", "")
    cookies = {"waymark_console": token}
    talks = [(await edge.services.chat.begin(CITY, "web", "en")).conversation.id for _ in range(ADVISERS)]
    seen: dict[str, float] = {}
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(base, cookies=cookies, connector=connector) as browser:
        followers = [
            asyncio.create_task(_follow(browser, f"/console/conversations/{talk}/live", seen)) for talk in talks
        ]
        followers += [asyncio.create_task(_follow(browser, "/console/live", {})) for _ in talks]
        await asyncio.sleep(5)
        sent = await asyncio.gather(*(_talk(edge, talk, number) for number, talk in enumerate(talks)))
        await asyncio.sleep(3)
        for follower in followers:
            follower.cancel()
        await asyncio.gather(*followers, return_exceptions=True)
    return [seen[text] - at for some in sent for text, at in some.items()]


async def _talk(edge: Edge, talk: str, number: int) -> dict[str, float]:
    """Sends messages at moments of its own; gives when each was sent."""
    sent = {}
    for count in range(MESSAGES):
        await asyncio.sleep(EVERY * ((number * 37 + count * 11) % 100) / 100)
        text = f"message {number} {count}"
        sent[text] = time.perf_counter()
        await edge.services.chat.receive(talk, str(count), text)
    return sent


async def _follow(browser: aiohttp.ClientSession, path: str, seen: dict[str, float]) -> None:
    async with browser.get(path, timeout=aiohttp.ClientTimeout(total=None)) as stream:
        async for line in stream.content:
            if line.startswith(b"data: ") and b'"html"' in line:
                _note(json.loads(line[6:]), seen)


def _note(event: dict[str, Any], seen: dict[str, float]) -> None:
    words = event["html"].split('<p class="words">')[1:]
    if words and event["from"] == "you":
        seen[words[0].partition("<")[0]] = time.perf_counter()
