"""What is stored about a learner."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, Instant


def _learner() -> Mapped[str]:
    return mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True)


class LearnerRow(Base):
    __tablename__ = "learners"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    """A pseudonym drawn at random; it says nothing about anybody."""
    city: Mapped[str] = mapped_column(String(64))
    since: Mapped[datetime] = mapped_column(Instant)
    profile: Mapped[dict[str, Any]] = mapped_column(JSON)


class LearnerConversationRow(Base):
    """Whose conversation it is. Conversations themselves belong to the chat."""

    __tablename__ = "learner_conversations"

    conversation_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    learner_id: Mapped[str] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), index=True)


class PlanRow(Base):
    __tablename__ = "plan_items"
    __table_args__ = (Index("ix_plan_items_added", "added"),)

    learner_id: Mapped[str] = _learner()
    item: Mapped[str] = mapped_column(String(200), primary_key=True)
    kind: Mapped[str] = mapped_column(String(32))
    title: Mapped[str] = mapped_column(String(500))
    added: Mapped[datetime] = mapped_column(Instant)


class RejectedRow(Base):
    """Something they said no to: never shown again."""

    __tablename__ = "rejected_items"

    learner_id: Mapped[str] = _learner()
    item: Mapped[str] = mapped_column(String(200), primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)


class ReminderRow(Base):
    __tablename__ = "reminders"
    __table_args__ = (Index("ix_reminders_waiting", "sent", "at"),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    """Made from the learner, the moment and the words, so that asking twice reminds once."""
    learner_id: Mapped[str] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    text: Mapped[str] = mapped_column(String(1000))
    item: Mapped[str | None] = mapped_column(String(200))
    sent: Mapped[bool] = mapped_column(default=False)


class NoticeRow(Base):
    """Something to tell a learner outside their own turn: news of an introduction, a nudge."""

    __tablename__ = "notices"
    __table_args__ = (Index("ix_notices_waiting", "sent", "at"),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    learner_id: Mapped[str] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    text: Mapped[str] = mapped_column(String(1000))
    buttons: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """Each {"title", "intent", "entities"}."""
    sent: Mapped[bool] = mapped_column(default=False)
