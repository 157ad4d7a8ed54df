"""A turn with a catalogue search, from POST to the reply seen by the client; ours and a stock assistant's."""

import asyncio
import tempfile
import time
import uuid
from pathlib import Path

from bench import stock
from bench.figures import memory_of, milliseconds, percentile, processor_of, show
from bench.load import Begin, Load, Say, load
from bot.supervisor.training import fitting_model
from tests.conversations.waymark import Talk, Waymark, running

AT_ONCE, ROUNDS = 10, 5
READING = 1.0
"""Seconds for which a learner reads an answer before the next message."""
COLUMNS = ("assistant", "turns", "median", "p95", "turns a second", "memory", "start to ready")
REST, LONGEST_UNREST = 0.1, 180.0
"""A process is at rest that uses less than this share of a processor; seconds to wait for that."""

Row = list[str]


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        rows = [await _ours(home, 1), await _ours(home, 2), await _stock(home)]
    reading, at_full_speed = ([row[which] for row in rows] for which in (0, 1))
    show(f"{AT_ONCE} conversations at once, every message a search, an answer read for {READING:g} s", COLUMNS, reading)
    show(f"{AT_ONCE} conversations at once, the next message with each answer", COLUMNS, at_full_speed)


async def _ours(home: Path, brains: int) -> tuple[Row, Row]:
    started = time.perf_counter()
    async with running(home, [("WAYMARK_BRAINS", str(brains))]) as waymark:
        ready = time.perf_counter() - started
        await _at_rest(waymark.pid)
        return await _rows(f"Waymark, {brains} brain{'s' * (brains > 1)}", _beginner(waymark), waymark.pid, ready)


async def _stock(home: Path) -> tuple[Row, Row]:
    started = time.perf_counter()
    async with stock.running(home, fitting_model()) as rasa:
        ready = time.perf_counter() - started
        return await _rows("rasa run, SQL tracker store", rasa.begin, rasa.pid, ready)


async def _rows(name: str, begin: Begin, pid: int, ready: float) -> tuple[Row, Row]:
    reading = await load(begin, AT_ONCE, ROUNDS, READING)
    at_full_speed = await load(begin, AT_ONCE, ROUNDS)
    return _row(name, reading, memory_of(pid), ready), _row(name, at_full_speed, memory_of(pid), ready)


async def _at_rest(pid: int) -> None:
    """Waits for what a new store's first start still does behind its answers: reading the catalogue by the model."""
    async with asyncio.timeout(LONGEST_UNREST):
        used, before = 1.0, processor_of(pid)
        while used > REST:
            await asyncio.sleep(1)
            now = processor_of(pid)
            used, before = now - before, now


def _row(name: str, done: Load, memory: float, ready: float) -> Row:
    figures = [milliseconds(percentile(done.seconds, percent)) for percent in (50, 95)]
    return [
        name,
        str(len(done.seconds)),
        *figures,
        f"{done.turns_a_second:.1f}",
        f"{memory:.0f} MB",
        f"{ready:.1f} s",
    ]


def _beginner(waymark: Waymark) -> Begin:
    async def begin() -> Say:
        talk = await waymark.talk()

        async def say(text: str) -> None:
            await answered(talk, text)

        return say

    return begin


async def answered(talk: Talk, text: str) -> None:
    """Returns when the reply is there, by long poll as the widget's fallback does; a turn's replies come together."""
    seq = await _post(talk, text)
    while True:
        url = f"{talk.url}/api/v1/messages?after={seq}&wait=20"
        async with talk.http.get(url, headers=talk.headers) as answer:
            if (await answer.json())["messages"]:
                return


async def _post(talk: Talk, text: str) -> int:
    body = {"id": str(uuid.uuid4()), "text": text}
    async with talk.http.post(f"{talk.url}/api/v1/messages", json=body, headers=talk.headers) as answer:
        seq: int = (await answer.json())["seq"]
        return seq
