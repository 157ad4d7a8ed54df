"""What advisers add to a conversation. All of it goes with the conversation, and with what its learner deletes."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, Instant

PERSON = String(32)


def _of_conversation(key: bool = False) -> Mapped[str]:
    reference = ForeignKey("conversations.id", ondelete="CASCADE")
    return mapped_column(reference, primary_key=key, index=not key)


class TakeoverRow(Base):
    """One time that an adviser answered instead of the guide."""

    __tablename__ = "takeovers"
    __table_args__ = (Index("ix_takeovers_city", "city", "began"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = _of_conversation()
    city: Mapped[str] = mapped_column(String(64))
    person: Mapped[str] = mapped_column(PERSON)
    asked: Mapped[datetime | None] = mapped_column(Instant)
    """Since when a person was needed."""
    began: Mapped[datetime] = mapped_column(Instant)
    ended: Mapped[datetime | None] = mapped_column(Instant)
    lapsed: Mapped[bool] = mapped_column(default=False)
    """Whether silence ended it."""


class NoteRow(Base):
    __tablename__ = "notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = _of_conversation()
    person: Mapped[str] = mapped_column(PERSON)
    at: Mapped[datetime] = mapped_column(Instant)
    text: Mapped[str] = mapped_column(Text)


class TagRow(Base):
    """A word on a conversation (`seq` is 0) or on one of its messages."""

    __tablename__ = "tags"
    __table_args__ = (Index("ix_tags_tag", "tag", "conversation_id"),)

    conversation_id: Mapped[str] = _of_conversation(key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    tag: Mapped[str] = mapped_column(String(40), primary_key=True)
    person: Mapped[str] = mapped_column(PERSON)
    at: Mapped[datetime] = mapped_column(Instant)


class DraftRow(Base):
    """What an adviser has begun to write: kept here, so that no browser loses it."""

    __tablename__ = "drafts"

    conversation_id: Mapped[str] = _of_conversation(key=True)
    person: Mapped[str] = mapped_column(PERSON, primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Instant)


class PresenceRow(Base):
    """Who looks at a conversation."""

    __tablename__ = "presence"

    conversation_id: Mapped[str] = _of_conversation(key=True)
    person: Mapped[str] = mapped_column(PERSON, primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(Instant)
    wrote: Mapped[datetime | None] = mapped_column(Instant)
    """When they last typed."""


class TaskRow(Base):
    """What an adviser wants to be reminded of."""

    __tablename__ = "adviser_tasks"
    __table_args__ = (Index("ix_adviser_tasks_person", "person", "done", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = _of_conversation()
    person: Mapped[str] = mapped_column(PERSON)
    at: Mapped[datetime] = mapped_column(Instant)
    text: Mapped[str] = mapped_column(String(500))
    done: Mapped[bool] = mapped_column(default=False)


class ReviewRow(Base):
    """What a reviewer thinks of one message of the guide; `intent` is what the learner's message before it meant."""

    __tablename__ = "reviews"
    __table_args__ = (Index("ix_reviews_at", "at"),)

    conversation_id: Mapped[str] = _of_conversation(key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person: Mapped[str] = mapped_column(PERSON, primary_key=True)
    mark: Mapped[str] = mapped_column(String(16))
    intent: Mapped[str] = mapped_column(String(128), default="")
    note: Mapped[str] = mapped_column(String(500), default="")
    at: Mapped[datetime] = mapped_column(Instant)


class SampleRow(Base):
    """A message that was drawn for review."""

    __tablename__ = "review_samples"
    __table_args__ = (Index("ix_review_samples_city", "city", "at"),)

    conversation_id: Mapped[str] = _of_conversation(key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    city: Mapped[str] = mapped_column(String(64))
    why: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(Instant)


class AlertRow(Base):
    """A safeguarding flag that had to be told to somebody, and whether it was."""

    __tablename__ = "alerts"
    __table_args__ = (Index("ix_alerts_told", "told", "due"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = _of_conversation()
    city: Mapped[str] = mapped_column(String(64))
    seq: Mapped[int] = mapped_column()
    """The message that it is about."""
    target: Mapped[str] = mapped_column(String(16))
    """`lead` or `duty`."""
    made: Mapped[datetime] = mapped_column(Instant)
    due: Mapped[datetime] = mapped_column(Instant)
    tries: Mapped[int] = mapped_column(default=0)
    told: Mapped[datetime | None] = mapped_column(Instant)


TABLES = {
    "takeovers": TakeoverRow,
    "notes": NoteRow,
    "tags": TagRow,
    "drafts": DraftRow,
    "presence": PresenceRow,
    "adviser_tasks": TaskRow,
    "reviews": ReviewRow,
    "review_samples": SampleRow,
    "alerts": AlertRow,
}
"""What a learner's deletion empties, by the name that the receipt gives it."""


class ExportRow(Base):
    """Something that was taken out. What left Waymark cannot be deleted here, so it is listed instead."""

    __tablename__ = "exports"

    id: Mapped[str] = mapped_column(PERSON, primary_key=True)
    city: Mapped[str] = mapped_column(String(64))
    person: Mapped[str] = mapped_column(PERSON)
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    kind: Mapped[str] = mapped_column(String(16))
    """`csv`, `jsonl`, `transcript` or `nlu`."""
    rows: Mapped[int] = mapped_column()


class ExportedRow(Base):
    """Which conversations an export held. It outlives them: a deletion's receipt names the exports."""

    __tablename__ = "exported"

    export_id: Mapped[str] = mapped_column(ForeignKey("exports.id", ondelete="CASCADE"), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(String(36), primary_key=True, index=True)
