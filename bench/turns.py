"""A turn with a catalogue search, from POST to the reply seen by the client; ours and a stock assistant's."""

import tempfile
import time
import uuid
from pathlib import Path

from bench import stock
from bench.figures import memory_of, milliseconds, percentile, show
from bench.load import Begin, Load, Say, load
from bot.supervisor.training import fitting_model
from tests.conversations.waymark import Talk, Waymark, running

AT_ONCE, ROUNDS = 10, 5
COLUMNS = ("assistant", "turns", "median", "p95", "turns a second", "memory", "start to ready")


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        rows = [await _ours(home, 1), await _ours(home, 2), await _stock(home)]
    show(f"{AT_ONCE} conversations at once, every message a search", COLUMNS, rows)


async def _ours(home: Path, brains: int) -> list[str]:
    started = time.perf_counter()
    async with running(home, [("WAYMARK_BRAINS", str(brains))]) as waymark:
        ready = time.perf_counter() - started
        done = await load(_beginner(waymark), AT_ONCE, ROUNDS)
        return _row(f"Waymark, {brains} brain{'s' * (brains > 1)}", done, memory_of(waymark.pid), ready)


async def _stock(home: Path) -> list[str]:
    started = time.perf_counter()
    async with stock.running(home, fitting_model()) as rasa:
        ready = time.perf_counter() - started
        done = await load(rasa.begin, AT_ONCE, ROUNDS)
        return _row("rasa run, SQL tracker store", done, memory_of(rasa.pid), ready)


def _row(name: str, done: Load, memory: float, ready: float) -> list[str]:
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
