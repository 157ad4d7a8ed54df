"""What is stored of the people who use the console, and of what they did."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, Instant


class PersonRow(Base):
    __tablename__ = "console_people"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    """Lower case."""
    name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    """Argon2id; empty for somebody who signs in elsewhere alone."""
    must_change: Mapped[bool] = mapped_column(default=False)
    totp_secret: Mapped[str | None] = mapped_column(String(64))
    """As it was kept before there was a seal; every start seals what is left of these."""
    totp_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The secret of their codes, sealed with a key outside the database."""
    totp_step: Mapped[int | None] = mapped_column()
    """The time step of the last code that was taken, so that no code is taken twice (RFC 6238, section 5.2)."""
    subject: Mapped[str | None] = mapped_column(String(500), unique=True)
    """Issuer and subject of their sign-in elsewhere (OpenID Connect Core, section 5.7)."""
    created: Mapped[datetime] = mapped_column(Instant)
    disabled: Mapped[datetime | None] = mapped_column(Instant)


class GrantRow(Base):
    __tablename__ = "console_grants"
    __table_args__ = (UniqueConstraint("person_id", "role", "city", "organisation"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("console_people.id", ondelete="CASCADE"))
    role: Mapped[str] = mapped_column(String(16))
    city: Mapped[str] = mapped_column(String(64))
    organisation: Mapped[str] = mapped_column(String(200), default="")


class SignInRow(Base):
    """One session. Its token is kept nowhere, only the token's SHA-256."""

    __tablename__ = "console_sessions"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("console_people.id", ondelete="CASCADE"), index=True)
    begun: Mapped[datetime] = mapped_column(Instant)
    seen: Mapped[datetime] = mapped_column(Instant, index=True)
    agent: Mapped[str] = mapped_column(String(200), default="")
    """The browser's name for itself, so that its owner can tell sessions apart."""
    provider_session: Mapped[str | None] = mapped_column(String(300), index=True)
    """The session's name at the provider that signed them in, for its logout; empty for one without a name,
    None for a password."""


class AttemptRow(Base):
    """Failed sign-ins of one account or from one address, counted under a hash."""

    __tablename__ = "console_attempts"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int] = mapped_column()
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    until: Mapped[datetime | None] = mapped_column(Instant)


class AuditRow(Base):
    """One thing that somebody did. Rows are added and never changed: the database itself refuses the rest."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_subject", "subject", "seq"), Index("ix_audit_city", "city", "seq"))

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Instant)
    person: Mapped[str] = mapped_column(String(32), index=True)
    """Who did it; `waymark` for what the machine does by rule."""
    action: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(200))
    city: Mapped[str] = mapped_column(String(64))
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)
    hash: Mapped[str] = mapped_column(String(64))
    """SHA-256 over the row before it and this row."""


class AuditHeadRow(Base):
    """Where the chain ends: locked by whoever adds to it, and what shows that rows were cut off its end."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column()
    hash: Mapped[str] = mapped_column(Text)


class UnmaskedRow(Base):
    """Who may read the personal data of which conversation, and until when."""

    __tablename__ = "unmasked"

    person_id: Mapped[str] = mapped_column(ForeignKey("console_people.id", ondelete="CASCADE"), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    until: Mapped[datetime] = mapped_column(Instant)


class ViewRow(Base):
    """A filter of the inbox that somebody kept."""

    __tablename__ = "saved_views"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("console_people.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    query: Mapped[str] = mapped_column(String(1000))


class CannedRow(Base):
    """An answer that a city's advisers give often."""

    __tablename__ = "canned_answers"

    id: Mapped[int] = mapped_column(primary_key=True)
    city: Mapped[str] = mapped_column(String(64), index=True)
    title: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text)


class RuleRow(Base):
    """How many days a city keeps a kind of data; kinds without a row have the default."""

    __tablename__ = "keeping_rules"

    city: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(32), primary_key=True)
    days: Mapped[int] = mapped_column()


class DayRow(Base):
    """The figures of a city's day that is over, as in `bot/console/figures.py`."""

    __tablename__ = "figures_by_day"

    city: Mapped[str] = mapped_column(String(64), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    """By the city's own clock."""
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)


class SweepRow(Base):
    """The receipt of one night: what was deleted, by city and kind."""

    __tablename__ = "keeping_receipts"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    city: Mapped[str] = mapped_column(String(64))
    counts: Mapped[dict[str, int]] = mapped_column(JSON)
