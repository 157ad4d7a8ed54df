"""What is stored about badges. All that belongs to a learner goes with the learner."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

import bot.people.tables  # noqa: F401 - foreign keys point there, also where nothing else has imported it
from bot.store.base import Base, Instant

HASH = String(64)
PUBLIC_ID = String(300)


def _learner() -> Mapped[str]:
    return mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), index=True)


class AwardRow(Base):
    """A badge that a learner was given, with the credential exactly as it was received."""

    __tablename__ = "awards"
    __table_args__ = (
        UniqueConstraint("learner_id", "credential_hash"),
        Index("ix_awards_recheck", "state", "checked"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    learner_id: Mapped[str | None] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), index=True)
    """None for one issued here that nobody has claimed."""
    city: Mapped[str] = mapped_column(String(100))
    badge: Mapped[str | None] = mapped_column(PUBLIC_ID, index=True)
    """The public id of the city's badge; None for one that the city does not know."""
    way: Mapped[str] = mapped_column(String(16))
    format: Mapped[str] = mapped_column(String(16))
    credential: Mapped[bytes] = mapped_column(LargeBinary)
    """As received; empty where a code stands for it."""
    credential_hash: Mapped[str] = mapped_column(HASH)
    """SHA-256 of the credential, or of what stands for it: one learner holds each once."""
    source: Mapped[str] = mapped_column(Text, default="")
    """Where it is hosted, to be looked at again."""
    name: Mapped[str] = mapped_column(Text)
    issuer: Mapped[str] = mapped_column(Text, default="")
    issuer_id: Mapped[str] = mapped_column(Text, default="")
    about: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """Description, criteria, image, skills and achievement id, as the credential has them."""
    issued: Mapped[datetime | None] = mapped_column(Instant)
    expires: Mapped[datetime | None] = mapped_column(Instant)
    received: Mapped[datetime] = mapped_column(Instant)
    verdict: Mapped[str] = mapped_column(String(16))
    checks: Mapped[list[Any]] = mapped_column(JSON, default=list)
    reasons: Mapped[list[Any]] = mapped_column(JSON, default=list)
    checked: Mapped[datetime] = mapped_column(Instant)
    state: Mapped[str] = mapped_column(String(16))
    look_again: Mapped[datetime | None] = mapped_column(Instant, index=True)
    """When it is to be looked at again; None for what was issued here, whose state is known here."""


class CodeRow(Base):
    """A code that a provider hands out, by its hash. Codes of the catalogue's files come here when first used."""

    __tablename__ = "badge_codes"

    code_hash: Mapped[str] = mapped_column(HASH, primary_key=True)
    city: Mapped[str] = mapped_column(String(100), index=True)
    badge: Mapped[str] = mapped_column(PUBLIC_ID)
    uses: Mapped[int | None] = mapped_column()
    """How often it may be used in all; None for no limit."""
    used: Mapped[int] = mapped_column(default=0)
    expires: Mapped[datetime | None] = mapped_column(Instant)
    note: Mapped[str] = mapped_column(Text, default="")
    made: Mapped[datetime] = mapped_column(Instant)


class ClaimRow(Base):
    """A claim on its way: waiting to be looked at, or for the address that the credential is made out to.

    It goes when it is decided; what has waited for an address too long goes as well.
    """

    __tablename__ = "badge_claims"
    __table_args__ = (Index("ix_badge_claims_due", "state", "due"),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    learner_id: Mapped[str] = _learner()
    way: Mapped[str] = mapped_column(String(16))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    """The file, the link or the code."""
    state: Mapped[str] = mapped_column(String(16))
    due: Mapped[datetime] = mapped_column(Instant)
    """When it may be taken; for one that waits for an address, when it is forgotten."""
    tries: Mapped[int] = mapped_column(default=0)
    recipients: Mapped[list[Any]] = mapped_column(JSON, default=list, server_default="[]")
    """Whom each credential in it is made out to, as the credential has it: hashes."""
    matched: Mapped[list[Any] | None] = mapped_column(JSON)
    """For each credential, whether the address that was typed is the one on it. The address itself is not kept."""
    made: Mapped[datetime] = mapped_column(Instant)


class ClaimTriesRow(Base):
    """How many more guesses a learner has, as a token bucket."""

    __tablename__ = "badge_tries"

    learner_id: Mapped[str] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True)
    left: Mapped[float] = mapped_column()
    at: Mapped[datetime] = mapped_column(Instant)


class RefusalRow(Base):
    """That something was refused and why; nothing of what it was."""

    __tablename__ = "badge_refusals"

    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[str] = _learner()
    way: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(String(64))
    """A key of words/en/badges.yml, never words of the credential."""
    at: Mapped[datetime] = mapped_column(Instant)


class RecognitionRow(Base):
    """A learner asks an issuer to recognise what they did."""

    __tablename__ = "badge_requests"
    __table_args__ = (Index("ix_badge_requests_queue", "city", "issuer", "state"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    learner_id: Mapped[str] = _learner()
    city: Mapped[str] = mapped_column(String(100))
    badge: Mapped[str] = mapped_column(PUBLIC_ID)
    issuer: Mapped[str] = mapped_column(String(200))
    """Source id of the organisation whose queue it is in."""
    words: Mapped[str] = mapped_column(Text)
    evidence: Mapped[list[Any]] = mapped_column(JSON, default=list)
    skills: Mapped[list[Any]] = mapped_column(JSON, default=list)
    state: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(Text, default="")
    asked: Mapped[datetime] = mapped_column(Instant)
    decided: Mapped[datetime | None] = mapped_column(Instant)


class ShareRow(Base):
    """A link under which somebody may see some awards."""

    __tablename__ = "badge_shares"

    token_hash: Mapped[str] = mapped_column(HASH, primary_key=True)
    learner_id: Mapped[str] = _learner()
    awards: Mapped[list[Any]] = mapped_column(JSON)
    """Ids of the awards that are shown; nothing else is."""
    name: Mapped[str] = mapped_column(String(100), default="", server_default="")
    """What the learner wants to be called there; nothing unless they said so."""
    made: Mapped[datetime] = mapped_column(Instant)
    revoked: Mapped[datetime | None] = mapped_column(Instant)


class StatusEntryRow(Base):
    """One place in a status list of ours. It outlives the award, and says nothing of whose it was."""

    __tablename__ = "badge_status_entries"
    __table_args__ = (UniqueConstraint("city", "list_number", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    city: Mapped[str] = mapped_column(String(100))
    list_number: Mapped[int] = mapped_column()
    place: Mapped[int] = mapped_column()
    award_id: Mapped[str | None] = mapped_column(ForeignKey("awards.id", ondelete="SET NULL"), index=True)
    revoked: Mapped[datetime | None] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(Text, default="")
