"""What is stored of a conversation."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.chat.model import Handling
from bot.store.base import Base, Instant

Document = JSON(none_as_null=True)
FILTERS = (
    *("unread", "channel", "area", "age_band", "language", "intent", "confidence", "handling"),
    *("assigned", "resolved", "started", "outcome"),
)
"""What the advisers' filters look at: indexes that hold it all spare reading the rows themselves."""


def _conversation() -> Mapped[str]:
    return mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True)


class ConversationRow(Base):
    __tablename__ = "conversations"
    __table_args__ = (
        Index("ix_conversations_due", "due"),
        Index("ix_conversations_expires", "expires"),
        Index("ix_conversations_desk", "city", "last_word", "id", "need", *FILTERS),
        Index("ix_conversations_need", "city", "need", "last_word", "id", *FILTERS),
        Index("ix_conversations_assigned", "assigned", "last_word"),
        Index("ix_conversations_held", "held_until"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    city: Mapped[str] = mapped_column(String(64))
    learner_id: Mapped[str | None] = mapped_column(String(32), index=True)
    """Empty once erased."""
    channel: Mapped[str] = mapped_column(String(32))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of the bearer token; the token itself is kept nowhere."""
    language: Mapped[str] = mapped_column(String(16))
    handling: Mapped[str] = mapped_column(String(16), default=Handling.GUIDE)
    epoch: Mapped[int] = mapped_column(default=0)
    """Raised when who answers changes; a turn begun before is then refused."""
    fence: Mapped[int] = mapped_column(default=0)
    """Raised with every lease; a turn of an earlier lease is then refused."""
    lease_owner: Mapped[str | None] = mapped_column(String(32))
    lease_until: Mapped[datetime | None] = mapped_column(Instant)
    due: Mapped[datetime | None] = mapped_column(Instant)
    """When the first waiting message may be taken; empty when nothing waits."""
    next_seq: Mapped[int] = mapped_column(default=1)
    slots: Mapped[dict[str, Any]] = mapped_column(Document)
    active_loop: Mapped[str | None] = mapped_column(String(128))
    allowance: Mapped[float] = mapped_column()
    """Messages that may be sent at `allowance_at`: a token bucket."""
    allowance_at: Mapped[datetime] = mapped_column(Instant)
    started: Mapped[datetime] = mapped_column(Instant)
    last_word: Mapped[datetime] = mapped_column(Instant)
    expires: Mapped[datetime] = mapped_column(Instant)
    # What advisers sort and filter by: see bot/chat/advising/summary.py.
    area: Mapped[str] = mapped_column(String(64), default="", server_default="")
    age_band: Mapped[str] = mapped_column(String(8), default="", server_default="")
    intent: Mapped[str] = mapped_column(String(128), default="", server_default="")
    confidence: Mapped[float | None] = mapped_column()
    need: Mapped[int] = mapped_column(default=0, server_default="0")
    need_since: Mapped[datetime | None] = mapped_column(Instant)
    unread: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether the learner wrote since an adviser last looked."""
    assigned: Mapped[str] = mapped_column(String(32), default="", server_default="")
    holder: Mapped[str] = mapped_column(String(32), default="", server_default="")
    """Who took it over."""
    held_until: Mapped[datetime | None] = mapped_column(Instant)
    outcome: Mapped[str] = mapped_column(String(32), default="", server_default="")
    resolved: Mapped[datetime | None] = mapped_column(Instant)


class InboxRow(Base):
    """Every message that a channel handed in, and what became of it."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("conversation_id", "external_id"),
        Index("ix_inbox_state", "state", "told", "at"),
    )

    conversation_id: Mapped[str] = _conversation()
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    external_id: Mapped[str] = mapped_column(String(128))
    at: Mapped[datetime] = mapped_column(Instant)
    text: Mapped[str] = mapped_column(Text)
    intent: Mapped[str | None] = mapped_column(String(128))
    """What a button meant; empty for text."""
    entities: Mapped[dict[str, Any] | None] = mapped_column(Document)
    state: Mapped[str] = mapped_column(String(16))
    tries: Mapped[int] = mapped_column(default=0)
    told: Mapped[bool] = mapped_column(default=False)
    """Whether the learner was told that the answer takes longer."""


class MessageRow(Base):
    """One bubble, as every channel shows it."""

    __tablename__ = "messages"

    conversation_id: Mapped[str] = _conversation()
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    speaker: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime] = mapped_column(Instant)
    text: Mapped[str] = mapped_column(Text)
    buttons: Mapped[list[Any]] = mapped_column(Document)
    cards: Mapped[list[Any]] = mapped_column(Document)
    shown: Mapped[dict[str, Any]] = mapped_column(Document)
    """Why each card was shown and from which data version."""
    answers: Mapped[int | None] = mapped_column()
    """The seq of the message that this one answers."""


class TurnRow(Base):
    """One whole turn as the brain saw it."""

    __tablename__ = "turns"

    conversation_id: Mapped[str] = _conversation()
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Instant)
    events: Mapped[list[Any]] = mapped_column(Document)
    understanding: Mapped[dict[str, Any]] = mapped_column(Document)


class ArrivalRow(Base):
    """Everything up to a message had reached the learner's screen."""

    __tablename__ = "arrivals"

    conversation_id: Mapped[str] = _conversation()
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Instant)


class ButtonRow(Base):
    __tablename__ = "buttons"

    token: Mapped[str] = mapped_column(String(24), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), index=True)
    epoch: Mapped[int] = mapped_column()
    made: Mapped[datetime] = mapped_column(Instant)
    title: Mapped[str] = mapped_column(Text)
    intent: Mapped[str] = mapped_column(String(128))
    entities: Mapped[dict[str, Any]] = mapped_column(Document)


class FlagRow(Base):
    """Something that a person should look at."""

    __tablename__ = "flags"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), index=True)
    seq: Mapped[int] = mapped_column()
    kind: Mapped[str] = mapped_column(String(32))
    note: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Instant)
    resolved: Mapped[datetime | None] = mapped_column(Instant)


class FeedbackRow(Base):
    __tablename__ = "feedback"

    conversation_id: Mapped[str] = _conversation()
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    value: Mapped[str] = mapped_column(String(8))
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Instant)
