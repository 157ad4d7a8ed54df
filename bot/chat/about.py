"""Everything held about a learner, for them to read."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat import queries
from bot.chat.advising.tables import NoteRow, TagRow, TaskRow
from bot.chat.errors import NoSuchConversationError
from bot.chat.tables import ConversationRow, FeedbackRow, FlagRow, MessageRow
from bot.people.service import People


async def everything(session: AsyncSession, conversation_id: str, people: People) -> dict[str, Any]:
    """Plain JSON: the conversation, the learner, every message, feedback and flag. NoSuchConversationError."""
    row = await queries.conversation(session, conversation_id)
    if row is None:
        raise NoSuchConversationError(conversation_id)
    return {
        "conversation": {
            "city": row.city,
            "channel": row.channel,
            "language": row.language,
            "handled_by": row.handling,
            "started": row.started.isoformat(),
            "last_word": row.last_word.isoformat(),
            "kept_until": row.expires.isoformat(),
        },
        "learner": await people.about(session, row.learner_id) if row.learner_id else {},
        "messages": await _messages(session, conversation_id),
        "feedback": await _feedback(session, conversation_id),
        "flags": await _flags(session, conversation_id),
        "advisers": await _advisers(session, row),
    }


async def _messages(session: AsyncSession, conversation_id: str) -> list[dict[str, Any]]:
    rows = await session.scalars(
        select(MessageRow).where(MessageRow.conversation_id == conversation_id).order_by(MessageRow.seq)
    )
    return [
        {**_told(queries.as_message(row).as_json()), "shown_because": row.shown}
        if row.shown
        else _told(queries.as_message(row).as_json())
        for row in rows
    ]


def _told(message: dict[str, Any]) -> dict[str, Any]:
    """A message without its buttons, whose tokens are keys and not knowledge."""
    cards = [{name: value for name, value in card.items() if name != "buttons"} for card in message["cards"]]
    kept = {name: value for name, value in message.items() if name != "buttons"}
    return {**kept, "cards": cards}


async def _feedback(session: AsyncSession, conversation_id: str) -> list[dict[str, Any]]:
    rows = await session.scalars(
        select(FeedbackRow).where(FeedbackRow.conversation_id == conversation_id).order_by(FeedbackRow.seq)
    )
    return [{"seq": row.seq, "value": row.value, "reason": row.reason, "at": row.at.isoformat()} for row in rows]


async def _flags(session: AsyncSession, conversation_id: str) -> list[dict[str, Any]]:
    rows = await session.scalars(select(FlagRow).where(FlagRow.conversation_id == conversation_id).order_by(FlagRow.id))
    return [{"about_message": row.seq, "kind": row.kind, "at": row.at.isoformat()} for row in rows]


async def _advisers(session: AsyncSession, row: ConversationRow) -> dict[str, Any]:
    """What the city's advisers added."""
    notes = await session.scalars(select(NoteRow).where(NoteRow.conversation_id == row.id).order_by(NoteRow.id))
    tags = await session.scalars(
        select(TagRow).where(TagRow.conversation_id == row.id).order_by(TagRow.seq, TagRow.tag)
    )
    tasks = await session.scalars(select(TaskRow).where(TaskRow.conversation_id == row.id).order_by(TaskRow.id))
    return {
        "what_happened_next": row.outcome,
        "notes": [{"at": note.at.isoformat(), "text": note.text} for note in notes],
        "tags": [{"about_message": tag.seq or None, "tag": tag.tag} for tag in tags],
        "to_do": [{"at": task.at.isoformat(), "text": task.text} for task in tasks],
    }
