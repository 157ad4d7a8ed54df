"""One turn at a time in a conversation, whoever takes it: a lease that ends by itself, and a fencing number that
refuses whoever held it before (Kleppmann, "How to do distributed locking", 2016)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat.model import Handling
from bot.chat.ports import Question
from bot.chat.statements import FIRST_WAITING, LAST_TURNS, LEASE_NEXT, NOTHING_WAITS
from bot.chat.tables import ConversationRow
from bot.chat.window import State, window

LEASE = timedelta(seconds=6)
"""How long a conversation waits for a process that died with it; living ones renew long before."""


@dataclass(frozen=True, slots=True)
class Work:
    """A conversation in hand, with the message to answer."""

    conversation_id: str
    fence: int
    epoch: int
    handling: Handling
    seq: int
    question: Question


def take(connection: Connection, owner: str, now: datetime, most: int) -> list[Work]:
    """The next conversations whose first message may be answered, at most so many. For `Store.change`."""
    taken: list[Work] = []
    while len(taken) < most and (work := _next(connection, owner, now)):
        taken.append(work)
    return taken


def _next(connection: Connection, owner: str, now: datetime) -> Work | None:
    conversation = connection.execute(LEASE_NEXT, {"owner": owner, "now": now, "until": now + LEASE}).one_or_none()
    if conversation is None:
        return None
    this = {"conversation": conversation.id}
    message = connection.execute(FIRST_WAITING, this).one_or_none()
    if message is None:
        connection.execute(NOTHING_WAITS, this)
        return None
    turns = connection.execute(LAST_TURNS, this).scalars().all()[::-1]
    return Work(
        conversation_id=conversation.id,
        fence=conversation.fence,
        epoch=conversation.epoch,
        handling=Handling(conversation.handling),
        seq=message.seq,
        question=_question(conversation, message, turns),
    )


async def renew(session: AsyncSession, owner: str, conversation_ids: Iterable[str], now: datetime) -> None:
    await session.execute(
        update(ConversationRow)
        .where(ConversationRow.lease_owner == owner, ConversationRow.id.in_(list(conversation_ids)))
        .values(lease_until=now + LEASE)
    )


async def end_all(session: AsyncSession, owner: str | None = None) -> None:
    """Ends an owner's leases, or everybody's. Whoever still works under one is refused by the fence."""
    leased = update(ConversationRow).where(ConversationRow.lease_owner.is_not(None))
    if owner is not None:
        leased = leased.where(ConversationRow.lease_owner == owner)
    await session.execute(leased.values(lease_owner=None, lease_until=None, fence=ConversationRow.fence + 1))


def _question(conversation: Row[Any], message: Row[Any], turns: Sequence[Sequence[dict[str, Any]]]) -> Question:
    return Question(
        conversation=conversation.id,
        message_id=f"{conversation.id}:{message.seq}",
        text=message.text,
        intent=message.intent,
        entities=message.entities or {},
        metadata={"city": conversation.city, "channel": conversation.channel, "language": conversation.language},
        events=window(State(conversation.slots, conversation.active_loop), turns),
    )
