"""What a turn costs in a long conversation: the same message at turn 10 and at turn 2,000."""

import asyncio
import statistics
import tempfile
import time
from pathlib import Path

from sqlalchemy import insert, select

from bench.figures import milliseconds, show
from bench.turns import answered
from bot.chat.tables import ConversationRow, MessageRow, TurnRow
from bot.settings import Settings
from bot.supervisor.storage import opened
from tests.conversations.waymark import Waymark, running

SAMPLES = 15
SHORT, LONG = 10, 2000


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with running(Path(folder)) as waymark:
            rows = [await _row(waymark, Path(folder), turns) for turns in (SHORT, LONG)]
    show("A turn in a conversation of that many turns", ("turns before", "median", "fastest"), rows)


async def _row(waymark: Waymark, home: Path, turns: int) -> list[str]:
    """Real turns cost time and the rate limit; the ones before are copies of the first, as the store keeps them."""
    talk = await waymark.talk()
    await talk.say("any art courses")
    await _lengthen(home, turns)
    seconds = []
    for _ in range(SAMPLES):
        started = time.perf_counter()
        await answered(talk, "got any others")
        seconds.append(time.perf_counter() - started)
        await asyncio.sleep(3)
    return [str(turns), milliseconds(statistics.median(seconds)), milliseconds(min(seconds))]


async def _lengthen(home: Path, turns: int) -> None:
    """Copies of the newest conversation's newest turn and answer, numbered on from the last message."""
    async with opened(Settings(home=home).store_url) as store, store.write() as session:
        newest = select(ConversationRow).order_by(ConversationRow.started.desc()).limit(1)
        conversation = (await session.scalars(newest)).one()
        for table in (TurnRow, MessageRow):
            last = select(table).where(table.conversation_id == conversation.id).order_by(table.seq.desc()).limit(1)
            row = (await session.scalars(last)).one()
            columns = {column.name: getattr(row, column.name) for column in table.__table__.columns}
            first = conversation.next_seq
            await session.execute(insert(table), [{**columns, "seq": first + number} for number in range(turns)])
        conversation.next_seq += turns
