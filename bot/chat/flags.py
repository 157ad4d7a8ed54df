"""Marks what a person should look at."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat.advising.summary import NEEDS, needs
from bot.chat.tables import ConversationRow, FlagRow

NOTE = 64


class Flag(StrEnum):
    HARM = "harm"
    LOST = "lost"
    COMPLAINT = "complaint"
    HANDOVER = "handover"
    UNANSWERED = "unanswered"
    """A message was set aside after too many tries."""


def flag_row(conversation_id: str, seq: int, kind: Flag, now: datetime, note: str = "") -> dict[str, Any]:
    """`seq` is the message that it is about; `note` says more, in a word."""
    return {"conversation_id": conversation_id, "seq": seq, "kind": kind, "at": now, "note": note[:NOTE]}


async def raise_flag(
    session: AsyncSession, conversation_id: str, seq: int, kind: Flag, now: datetime, note: str = ""
) -> None:
    """Within a transaction of its caller's; see `flag_row`."""
    needs(await session.get_one(ConversationRow, conversation_id), NEEDS[kind], now)
    session.add(FlagRow(**flag_row(conversation_id, seq, kind, now, note)))
    await session.flush()
