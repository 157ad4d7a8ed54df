"""One conversation as the learner saw it, with what the guide understood beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat import arrivals
from bot.chat.advising.tables import NoteRow, TagRow
from bot.chat.tables import ConversationRow, FeedbackRow, FlagRow, InboxRow, MessageRow, TurnRow

SHOWN = 300
"""Messages of one page."""
WHOLE = 10_000
"""Messages of a transcript that is taken out."""
FLAGS = 200


@dataclass(frozen=True, slots=True)
class Understood:
    """What the brain made of a message."""

    intent: str
    confidence: float | None
    entities: Sequence[Mapping[str, Any]] = ()
    ranking: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One bubble with all that is known about it."""

    row: MessageRow
    understood: Understood | None = None
    fate: str = ""
    """What became of a learner's message."""
    arrived: datetime | None = None
    """When it had reached the learner's screen, as far as is known."""
    feedback: FeedbackRow | None = None
    flags: Sequence[FlagRow] = ()
    tags: Sequence[str] = ()

    @property
    def reasons(self) -> Mapping[str, Sequence[Sequence[Any]]]:
        """Why each card was shown, by the card's id: name, value and weight of each reason."""
        reasons: Mapping[str, Sequence[Sequence[Any]]] = self.row.shown.get("reasons") or {}
        return reasons


@dataclass(frozen=True, slots=True)
class Transcript:
    row: ConversationRow
    lines: Sequence[Line]
    earlier: bool = False
    """Whether there is more before these lines."""
    notes: Sequence[NoteRow] = ()
    tags: Sequence[str] = ()
    flags: Sequence[FlagRow] = field(default_factory=tuple)

    @property
    def moment(self) -> int:
        """The seq of the message that matters most: the newest open flag's, worries first; 0 when there is none."""
        open_ones = [flag for flag in self.flags if flag.resolved is None]
        worst = [flag for flag in open_ones if flag.kind == "harm"] or open_ones or list(self.flags)
        return max((flag.seq for flag in worst), default=0)


async def read(
    session: AsyncSession, row: ConversationRow, after: int = 0, before: int = 0, most: int = SHOWN
) -> Transcript:
    """The newest messages (or those after or before a seq), oldest first."""
    chosen = select(MessageRow).where(MessageRow.conversation_id == row.id)
    chosen = chosen.where(MessageRow.seq > after) if after else chosen
    chosen = chosen.where(MessageRow.seq < before) if before else chosen
    rows = (await session.scalars(chosen.order_by(MessageRow.seq.desc()).limit(most + 1))).all()
    flags = (
        await session.scalars(
            select(FlagRow).where(FlagRow.conversation_id == row.id).order_by(FlagRow.id.desc()).limit(FLAGS)
        )
    ).all()
    tags = (await session.scalars(select(TagRow).where(TagRow.conversation_id == row.id).order_by(TagRow.tag))).all()
    notes = (await session.scalars(select(NoteRow).where(NoteRow.conversation_id == row.id).order_by(NoteRow.id))).all()
    lines = await _lines(session, row, rows[:most][::-1], flags, tags)
    whole = [tag.tag for tag in tags if tag.seq == 0]
    return Transcript(row, lines, len(rows) > most, notes, whole, flags)


async def _lines(
    session: AsyncSession,
    row: ConversationRow,
    rows: Sequence[MessageRow],
    flags: Sequence[FlagRow],
    tags: Sequence[TagRow],
) -> list[Line]:
    if not rows:
        return []
    first, last = rows[0].seq, rows[-1].seq
    understood = await _understood(session, row.id, first, last)
    fates = await _fates(session, row.id, first, last)
    feedback = await _feedback(session, row.id, first, last)
    reached = await arrivals.since(session, row.id, first)
    return [
        Line(
            message,
            understood.get(message.seq),
            fates.get(message.seq, ""),
            next((at for seq, at in reached if seq >= message.seq and at >= message.at), None),
            feedback.get(message.seq),
            [flag for flag in flags if flag.seq == message.seq],
            [tag.tag for tag in tags if tag.seq == message.seq],
        )
        for message in rows
    ]


async def _understood(session: AsyncSession, conversation_id: str, first: int, last: int) -> dict[int, Understood]:
    rows = await session.execute(
        select(TurnRow.seq, TurnRow.understanding, TurnRow.events).where(
            TurnRow.conversation_id == conversation_id, TurnRow.seq.between(first, last)
        )
    )
    return {seq: _made(understanding, events) for seq, understanding, events in rows if understanding}


def _made(understanding: Mapping[str, Any], events: Sequence[Mapping[str, Any]]) -> Understood:
    parsed = next((event.get("parse_data") or {} for event in events if event.get("event") == "user"), {})
    return Understood(
        str(understanding.get("intent") or ""),
        understanding.get("confidence"),
        [entity for entity in parsed.get("entities") or () if isinstance(entity, dict)],
        [other for other in parsed.get("intent_ranking") or () if isinstance(other, dict)][:4],
    )


async def _fates(session: AsyncSession, conversation_id: str, first: int, last: int) -> dict[int, str]:
    rows = await session.execute(
        select(InboxRow.seq, InboxRow.state).where(
            InboxRow.conversation_id == conversation_id, InboxRow.seq.between(first, last)
        )
    )
    return {row.seq: row.state for row in rows}


async def _feedback(session: AsyncSession, conversation_id: str, first: int, last: int) -> dict[int, FeedbackRow]:
    rows = await session.scalars(
        select(FeedbackRow).where(FeedbackRow.conversation_id == conversation_id, FeedbackRow.seq.between(first, last))
    )
    return {row.seq: row for row in rows}
