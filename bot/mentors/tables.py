"""What is stored of introductions to mentors."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, Instant


class IntroductionRow(Base):
    """A learner's wish to meet a mentor. What stands between them is an adviser's decision."""

    __tablename__ = "introductions"
    __table_args__ = (Index("ix_introductions_city_state", "city", "state"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    learner_id: Mapped[str] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), index=True)
    city: Mapped[str] = mapped_column(String(100))
    mentor: Mapped[str] = mapped_column(String(300), index=True)
    name: Mapped[str] = mapped_column(String(200))
    """The mentor's, as shown."""
    asks: Mapped[str] = mapped_column(String(600))
    """What the learner wants to ask, contact details taken out."""
    age: Mapped[int | None] = mapped_column()
    state: Mapped[str] = mapped_column(String(16))
    """`asked`, `approved`, `accepted`, `fixed`, `done`, `declined`, `refused` or `withdrawn`."""
    key: Mapped[str] = mapped_column(String(64), default="")
    """Signs the mentor's link; a new one ends the links before."""
    times: Mapped[str] = mapped_column(String(300), default="")
    """What the mentor offered, a line each."""
    when: Mapped[str] = mapped_column(String(100), default="")
    """The time that was found."""
    asked: Mapped[datetime] = mapped_column(Instant)
    changed: Mapped[datetime] = mapped_column(Instant)
    decided_by: Mapped[str] = mapped_column(String(64), default="")
    """Who approved or refused, as the console knows them."""
