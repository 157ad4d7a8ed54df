"""One turn at a time in a conversation, whoever takes it: a lease that ends by itself, and a fencing number that
refuses whoever held it before (Kleppmann, "How to do distributed locking", 2016)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat import queries
from bot.chat.model import Handling
from bot.chat.ports import Question
from bot.chat.tables import ConversationRow, InboxRow, TurnRow
from bot.chat.window import TURNS, State, window

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


async def take(session: AsyncSession, owner: str, now: datetime) -> Work | None:
    """The next conversation whose first message may be answered; None when there is none."""
    conversation = await _lease(session, owner, now)
    if conversation is None:
        return None
    message = await queries.first_waiting(session, conversation.id)
    if message is None:
        conversation.due = conversation.lease_until = conversation.lease_owner = None
        return None
    turns = await _last_turns(session, conversation.id)
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


async def _lease(session: AsyncSession, owner: str, now: datetime) -> ConversationRow | None:
    free = or_(ConversationRow.lease_until.is_(None), ConversationRow.lease_until <= now)
    next_one = (
        select(ConversationRow.id)
        .where(ConversationRow.due <= now, free)
        .order_by(ConversationRow.due)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    found = await session.scalars(
        update(ConversationRow)
        .where(ConversationRow.id == next_one.scalar_subquery())
        .values(lease_owner=owner, lease_until=now + LEASE, fence=ConversationRow.fence + 1)
        .returning(ConversationRow)
        .execution_options(synchronize_session=False)
    )
    return found.one_or_none()


async def _last_turns(session: AsyncSession, conversation_id: str) -> Sequence[Sequence[dict[str, Any]]]:
    rows = await session.scalars(
        select(TurnRow.events)
        .where(TurnRow.conversation_id == conversation_id)
        .order_by(TurnRow.seq.desc())
        .limit(TURNS)
    )
    return rows.all()[::-1]


def _question(conversation: ConversationRow, message: InboxRow, turns: Sequence[Sequence[dict[str, Any]]]) -> Question:
    return Question(
        conversation=conversation.id,
        message_id=f"{conversation.id}:{message.seq}",
        text=message.text,
        intent=message.intent,
        entities=message.entities or {},
        metadata={"city": conversation.city, "channel": conversation.channel, "language": conversation.language},
        events=window(State(conversation.slots, conversation.active_loop), turns),
    )
