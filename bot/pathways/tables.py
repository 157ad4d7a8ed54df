"""What is stored of goals, steps, quizzes and nudges, and of what a city lacks."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, Instant


def _learner() -> Mapped[str]:
    return mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True)


class GoalRow(Base):
    """The goal that a learner has now, and the plan to it as it was last made."""

    __tablename__ = "pathway_goals"

    learner_id: Mapped[str] = _learner()
    goal: Mapped[str] = mapped_column(String(300))
    """Public id of an occupation, an opening or a badge."""
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(500))
    link: Mapped[str] = mapped_column(String(43), unique=True)
    """A secret: whoever has it sees the plan's picture and calendar, and nothing else."""
    pathway: Mapped[str] = mapped_column(String(300), default="")
    """The published pathway that it follows, if any."""
    plan: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """Steps as in `bot/pathways/model.py`."""
    ready: Mapped[date | None] = mapped_column()
    planned: Mapped[datetime] = mapped_column(Instant)


class StepRow(Base):
    """What a learner said about a step."""

    __tablename__ = "pathway_steps"
    __table_args__ = (Index("ix_pathway_steps_at", "at"),)

    learner_id: Mapped[str] = _learner()
    item: Mapped[str] = mapped_column(String(200), primary_key=True)
    title: Mapped[str] = mapped_column(String(500))
    badges: Mapped[list[str]] = mapped_column(JSON)
    """Public ids of the badges that it gives."""
    state: Mapped[str] = mapped_column(String(16))
    """`doing`, `done` or `failed`."""
    proof: Mapped[str] = mapped_column(String(16), default="told")
    """What they have of it: `badge`, `provider` (somebody there said so) or `told`. It counts for plans, never for
    fit."""
    at: Mapped[datetime] = mapped_column(Instant)


class GapRow(Base):
    """A badge that somebody needed for a goal and that nobody in the city awards, or what was looked for in vain (then
    `badge` is `city:unmet:kind:word`, and `goal` the limit in the way). It says nothing of who."""

    __tablename__ = "pathway_gaps"

    city: Mapped[str] = mapped_column(String(100), primary_key=True)
    badge: Mapped[str] = mapped_column(String(300), primary_key=True)
    goal: Mapped[str] = mapped_column(String(300), primary_key=True)
    first: Mapped[datetime] = mapped_column(Instant)
    last: Mapped[datetime] = mapped_column(Instant)
    times: Mapped[int] = mapped_column(default=1)


class NudgeRow(Base):
    """Whether a learner wants to be written to about their plan."""

    __tablename__ = "pathway_nudges"

    learner_id: Mapped[str] = _learner()
    wanted: Mapped[bool] = mapped_column()
    said: Mapped[datetime] = mapped_column(Instant)
    last: Mapped[datetime | None] = mapped_column(Instant)
    """When the last one was written."""


class QuizRow(Base):
    """Answers to the interest quiz."""

    __tablename__ = "quiz_answers"

    learner_id: Mapped[str] = _learner()
    answers: Mapped[dict[str, int]] = mapped_column(JSON)
    """0 to 4 by the statement's id."""
    not_me: Mapped[list[str]] = mapped_column(JSON)
    """Letters of areas that the learner says are not them."""
    at: Mapped[datetime] = mapped_column(Instant)
