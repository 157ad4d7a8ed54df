"""Deletes a learner and all they said."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat import queries
from bot.chat.advising import summary
from bot.chat.advising import tables as advising
from bot.chat.model import Handling, Reply
from bot.chat.outbox import Outbox
from bot.chat.parts import Parts
from bot.chat.tables import ArrivalRow, ButtonRow, ConversationRow, FeedbackRow, FlagRow, InboxRow, MessageRow, TurnRow

LAST_WORDS = timedelta(minutes=10)
"""How long the farewell can be read."""

TABLES = {
    "received": InboxRow,
    "messages": MessageRow,
    "turns": TurnRow,
    "arrivals": ArrivalRow,
    "buttons": ButtonRow,
    "flags": FlagRow,
    "feedback": FeedbackRow,
    **advising.TABLES,
}


class Erasure:
    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def erase(self, conversation_id: str) -> dict[str, Any]:
        """See `Chat.erase`. NoSuchConversationError, ErasedError when it was done before.

        Nothing is left to read, so the token is dead at once, as chat_api.md promises; an erasure that was asked for in
        the talk leaves its last words instead (`apply`).
        """
        async with self._parts.store.write() as session:
            conversation = await queries.writable(session, conversation_id)
            receipt = await self.apply(session, conversation, [])
            conversation.expires = self._parts.now()
        self._parts.news.tell(conversation_id)
        return receipt

    async def apply(
        self, session: AsyncSession, conversation: ConversationRow, farewell: Sequence[Reply]
    ) -> dict[str, Any]:
        """Within a transaction: everything goes but an empty shell with the farewell, which goes ten minutes later."""
        now = self._parts.now()
        deleted = {name: await _empty(session, table, conversation.id) for name, table in TABLES.items()}
        if conversation.learner_id:
            deleted |= await self._parts.people.forget(session, conversation.learner_id)
        taken_out = await _exports(session, conversation.id)
        _make_shell(conversation, now)
        await Outbox(session, conversation, now).say([Reply(reply.text) for reply in farewell if reply.text])
        return {"erased": now.isoformat(), "deleted": deleted, "taken_out_before": taken_out}

    async def sweep(self) -> int:
        """Deletes conversations whose time is over, learners with them; gives how many."""
        async with self._parts.store.write() as session:
            over = await queries.expired(session, self._parts.now())
            await self._end(session, over)
        return len(over)

    async def end_silent(self, city: str, before: datetime) -> int:
        """Deletes some of a city's conversations whose last word is older, learners with them; gives how many."""
        async with self._parts.store.write() as session:
            over = await queries.silent(session, city, before)
            await self._end(session, over)
        return len(over)

    async def _end(self, session: AsyncSession, over: Sequence[ConversationRow]) -> None:
        for conversation in over:
            if conversation.learner_id:
                await self._parts.people.forget(session, conversation.learner_id)
            await session.delete(conversation)


async def _exports(session: AsyncSession, conversation_id: str) -> list[dict[str, str]]:
    """What was taken out before and cannot be deleted here, for the city to see to."""
    rows = await session.execute(
        select(advising.ExportRow.id, advising.ExportRow.kind, advising.ExportRow.at)
        .join(advising.ExportedRow, advising.ExportedRow.export_id == advising.ExportRow.id)
        .where(advising.ExportedRow.conversation_id == conversation_id)
        .order_by(advising.ExportRow.at)
    )
    return [{"export": row.id, "kind": row.kind, "at": row.at.isoformat()} for row in rows]


async def _empty(session: AsyncSession, table: Any, conversation_id: str) -> int:
    count = await session.scalar(select(func.count()).where(table.conversation_id == conversation_id))
    await session.execute(delete(table).where(table.conversation_id == conversation_id))
    return count or 0


def _make_shell(conversation: ConversationRow, now: datetime) -> None:
    """Nothing of what was said stays, a turn in hand is refused, and the numbers go on, so that readers see it."""
    conversation.handling = Handling.ERASED
    conversation.epoch += 1
    conversation.learner_id = None
    conversation.slots = {}
    conversation.active_loop = None
    summary.forget(conversation)
    conversation.due = None
    conversation.lease_owner = conversation.lease_until = None
    conversation.expires = now + LAST_WORDS
