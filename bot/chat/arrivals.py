"""How far what was said has reached each learner's screen, for advisers who want to see that it arrived."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat.tables import ArrivalRow, ConversationRow
from bot.store.engine import Store

REMEMBERED = 20_000
"""Conversations of which this process remembers how far they are; forgetting costs one needless write each."""


class Arrivals:
    """Notes are kept together, twice a second: a write for every look of every page would be too much."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._fresh: dict[tuple[str, int], datetime] = {}

    def note(self, conversation_id: str, seq: int, now: datetime) -> None:
        """Everything up to `seq` has arrived."""
        if seq <= self._known.get(conversation_id, 0):
            return
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        self._known[conversation_id] = seq
        self._fresh[conversation_id, seq] = now

    async def keep(self, store: Store) -> None:
        """Writes what is new. A conversation that is gone meanwhile is left out."""
        if not self._fresh:
            return
        fresh, self._fresh = self._fresh, {}
        async with store.write() as session:
            asked = select(ConversationRow.id).where(ConversationRow.id.in_({key[0] for key in fresh}))
            there = set(await session.scalars(asked))
            rows = [
                {"conversation_id": conversation, "seq": seq, "at": at}
                for (conversation, seq), at in fresh.items()
                if conversation in there
            ]
            if rows:
                make = sqlite.insert if store.is_sqlite else postgresql.insert
                await session.execute(make(cast("Table", ArrivalRow.__table__)).on_conflict_do_nothing(), rows)


async def since(session: AsyncSession, conversation_id: str, first: int) -> Sequence[Any]:
    """(seq, at) of each note from a seq on, in order."""
    asked = select(ArrivalRow.seq, ArrivalRow.at).where(
        ArrivalRow.conversation_id == conversation_id, ArrivalRow.seq >= first
    )
    return (await session.execute(asked.order_by(ArrivalRow.seq))).all()
