"""The SQL about conversations."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat.errors import ErasedError, NoSuchConversationError
from bot.chat.model import Conversation, Fate, Handling, Message, Speaker, View
from bot.chat.ports import ClaimDesk
from bot.chat.statements import BY_ID, BY_TOKEN, DELIVERY, LOCKED, MESSAGES
from bot.chat.tables import ConversationRow, InboxRow, MessageRow

AnyRow = Row[*tuple[Any, ...]]
MESSAGE_LIMIT = 500
SWEEP_LIMIT = 100
LATE_LIMIT = 500
SCREEN = 100
"""How far back cards count as shown."""


async def locked(session: AsyncSession, conversation_id: str) -> ConversationRow | None:
    """The conversation, locked until the transaction ends: all that writes to one conversation does so in line."""
    return await session.get(ConversationRow, conversation_id, with_for_update=True)


async def writable(session: AsyncSession, conversation_id: str) -> ConversationRow:
    """The conversation, locked. NoSuchConversationError; ErasedError when its learner deleted it."""
    row = await locked(session, conversation_id)
    if row is None:
        raise NoSuchConversationError(conversation_id)
    if row.handling == Handling.ERASED:
        raise ErasedError(conversation_id)
    return row


def writable_row(connection: Connection, conversation_id: str) -> AnyRow:
    """As `writable`, within `Store.change`."""
    row = connection.execute(LOCKED, {"conversation": conversation_id}).one_or_none()
    if row is None:
        raise NoSuchConversationError(conversation_id)
    if row.handling == Handling.ERASED:
        raise ErasedError(conversation_id)
    return row


def delivery(connection: Connection, conversation_id: str, external_id: str) -> AnyRow | None:
    """The message that came in earlier under the same id."""
    return connection.execute(DELIVERY, {"conversation": conversation_id, "external_id": external_id}).one_or_none()


def by_token(connection: Connection, digest: str) -> AnyRow | None:
    return connection.execute(BY_TOKEN, {"digest": digest}).one_or_none()


def view(
    connection: Connection, conversation_id: str, after: int, limit: int, now: datetime, claims: ClaimDesk | None
) -> View:
    """NoSuchConversationError. A claim that is being looked at has an answer on its way too."""
    row = connection.execute(BY_ID, {"conversation": conversation_id}).one_or_none()
    if row is None:
        raise NoSuchConversationError(conversation_id)
    checking = claims is not None and row.learner_id is not None and claims.waits(connection, row.learner_id)
    return View(checking or is_thinking(row, now), messages(connection, conversation_id, after, limit))


def messages(connection: Connection, conversation_id: str, after: int, limit: int) -> list[Message]:
    asked = {"conversation": conversation_id, "after": after, "most": min(limit, MESSAGE_LIMIT)}
    return [as_message(row) for row in connection.execute(MESSAGES, asked)]


async def expired(session: AsyncSession, now: datetime) -> Sequence[ConversationRow]:
    """Conversations whose time is over, locked."""
    rows = await session.scalars(
        select(ConversationRow)
        .where(ConversationRow.expires <= now)
        .limit(SWEEP_LIMIT)
        .with_for_update(skip_locked=True)
    )
    return rows.all()


async def silent(session: AsyncSession, city: str, before: datetime) -> Sequence[ConversationRow]:
    """A city's conversations whose last word is older, locked."""
    rows = await session.scalars(
        select(ConversationRow)
        .where(ConversationRow.city == city, ConversationRow.last_word < before)
        .limit(SWEEP_LIMIT)
        .with_for_update(skip_locked=True)
    )
    return rows.all()


async def cards_on_screen(session: AsyncSession, conversation_id: str) -> list[dict[str, Any]]:
    """The cards of the guide's last answer that had any; one answer may be several messages."""
    rows = await session.scalars(
        select(MessageRow)
        .where(MessageRow.conversation_id == conversation_id, MessageRow.speaker == Speaker.GUIDE)
        .order_by(MessageRow.seq.desc())
        .limit(SCREEN)
    )
    shown = [row for row in rows if row.cards]
    last = [row for row in shown if row.answers == shown[0].answers]
    return [card for row in reversed(last) for card in row.cards]


async def first_waiting(session: AsyncSession, conversation_id: str) -> InboxRow | None:
    found = await session.scalars(
        select(InboxRow)
        .where(InboxRow.conversation_id == conversation_id, InboxRow.state == Fate.WAITING)
        .order_by(InboxRow.seq)
        .limit(1)
    )
    return found.one_or_none()


async def last_said(session: AsyncSession, conversation_id: str) -> int:
    """The seq of the learner's last words, 0 when they said nothing."""
    found = await session.scalar(
        select(func.max(MessageRow.seq)).where(
            MessageRow.conversation_id == conversation_id, MessageRow.speaker == Speaker.YOU
        )
    )
    return found or 0


def as_message(row: MessageRow | AnyRow) -> Message:
    return Message(row.seq, Speaker(row.speaker), row.at, row.text, row.buttons, row.cards, row.answers)


def as_conversation(row: ConversationRow | AnyRow) -> Conversation:
    return Conversation(
        row.id, row.city, row.learner_id, row.channel, row.language, Handling(row.handling), row.expires
    )


def is_thinking(row: ConversationRow | AnyRow, now: datetime) -> bool:
    """Whether an answer is on its way: a turn is in hand, or one may be taken now."""
    in_hand = row.lease_until is not None and row.lease_until > now
    return in_hand or (row.due is not None and row.due <= now)


async def conversation(session: AsyncSession, conversation_id: str) -> ConversationRow | None:
    return await session.get(ConversationRow, conversation_id)


async def message_in(session: AsyncSession, conversation_id: str, seq: int) -> InboxRow:
    return await session.get_one(InboxRow, (conversation_id, seq))


async def untold_since(session: AsyncSession, moment: datetime) -> Sequence[str]:
    """Conversations in which a message waits since then, without a word to its sender."""
    rows = await session.scalars(
        select(InboxRow.conversation_id)
        .where(InboxRow.state == Fate.WAITING, InboxRow.told.is_(False), InboxRow.at <= moment)
        .distinct()
        .limit(LATE_LIMIT)
    )
    return rows.all()


async def waiting(session: AsyncSession, conversation_id: str) -> Sequence[InboxRow]:
    rows = await session.scalars(
        select(InboxRow)
        .where(InboxRow.conversation_id == conversation_id, InboxRow.state == Fate.WAITING)
        .order_by(InboxRow.seq)
        .limit(MESSAGE_LIMIT)
    )
    return rows.all()
