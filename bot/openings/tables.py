"""What is stored of expressions of interest."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, Instant


class ExpressionRow(Base):
    """What a learner chose to show an employer about one opening. Before it is sent there is no row."""

    __tablename__ = "expressions"
    __table_args__ = (Index("ix_expressions_opening_state", "opening", "state"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    learner_id: Mapped[str] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), index=True)
    city: Mapped[str] = mapped_column(String(100))
    opening: Mapped[str] = mapped_column(String(300))
    title: Mapped[str] = mapped_column(String(500))
    organisation: Mapped[str] = mapped_column(String(300), index=True)
    state: Mapped[str] = mapped_column(String(16))
    """`sent` or `withdrawn`."""
    first_name: Mapped[str] = mapped_column(String(40), default="")
    words: Mapped[str] = mapped_column(String(600), default="")
    badges: Mapped[list[list[str]]] = mapped_column(JSON)
    """(id, name) of badges shown."""
    sent: Mapped[datetime] = mapped_column(Instant)
    withdrawn: Mapped[datetime | None] = mapped_column(Instant)
