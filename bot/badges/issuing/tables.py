"""What is stored about awards that are made here, besides the award itself."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.badges.tables import HASH, PUBLIC_ID
from bot.store.base import Base, Instant


class IssuedRow(Base):
    """That an award was made here, by whom, and how it can be claimed. It goes with the award."""

    __tablename__ = "issued_awards"
    __table_args__ = (Index("ix_issued_awards_organisation", "city", "organisation"),)

    award_id: Mapped[str] = mapped_column(ForeignKey("awards.id", ondelete="CASCADE"), primary_key=True)
    city: Mapped[str] = mapped_column(String(100))
    organisation: Mapped[str] = mapped_column(String(200))
    """Source id of the organisation whose badge it is."""
    reference: Mapped[str] = mapped_column(String(200), default="")
    """What the issuer knows it by, such as a number in their register."""
    given_by: Mapped[str] = mapped_column(String(200), default="")
    claim_hash: Mapped[str | None] = mapped_column(HASH, unique=True)
    """Of the code that its learner claims it with; None once it is claimed."""
    claim_expires: Mapped[datetime | None] = mapped_column(Instant)


class EndorsementRow(Base):
    """An employer vouches for a badge."""

    __tablename__ = "badge_endorsements"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    city: Mapped[str] = mapped_column(String(100))
    badge: Mapped[str] = mapped_column(PUBLIC_ID, index=True)
    organisation: Mapped[str] = mapped_column(String(200))
    """Source id of the employer."""
    comment: Mapped[str] = mapped_column(Text)
    credential: Mapped[str] = mapped_column(Text)
    """The signed EndorsementCredential."""
    made: Mapped[datetime] = mapped_column(Instant)
    withdrawn: Mapped[datetime | None] = mapped_column(Instant)


class NoticeRow(Base):
    """Something to tell a learner about a badge of theirs, when it is day; it goes when it is said."""

    __tablename__ = "badge_notices"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    learner_id: Mapped[str] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(String(64))
    """Of words/en/."""
    places: Mapped[dict[str, Any]] = mapped_column(JSON)
    """What fills the words."""
    due: Mapped[datetime] = mapped_column(Instant, index=True)
