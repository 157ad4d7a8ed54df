"""Marks what a person should look at."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat.tables import FlagRow


class Flag(StrEnum):
    HARM = "harm"
    LOST = "lost"
    COMPLAINT = "complaint"
    HANDOVER = "handover"
    UNANSWERED = "unanswered"
    """A message was set aside after too many tries."""


async def raise_flag(session: AsyncSession, conversation_id: str, seq: int, kind: Flag, now: datetime) -> None:
    """`seq` is the message that it is about."""
    session.add(FlagRow(conversation_id=conversation_id, seq=seq, kind=kind, at=now))
    await session.flush()
