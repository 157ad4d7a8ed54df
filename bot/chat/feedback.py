"""What a learner thinks of an answer."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat.advising.summary import Need, needs
from bot.chat.errors import NoSuchMessageError
from bot.chat.model import Speaker
from bot.chat.tables import ConversationRow, FeedbackRow, MessageRow

VALUES = ("up", "down")
REASON_LIMIT = 1000


async def keep(
    session: AsyncSession, conversation_id: str, seq: int, value: str, reason: str | None, now: datetime
) -> None:
    """See `Chat.feedback`."""
    if value not in VALUES:
        raise ValueError("feedback is up or down")
    message = await session.get(MessageRow, (conversation_id, seq))
    if message is None or message.speaker == Speaker.YOU:
        raise NoSuchMessageError(f"{seq}")
    if value == "down":
        needs(await session.get_one(ConversationRow, conversation_id), Need.LOST, now)
    words = (reason or "")[:REASON_LIMIT]
    await session.merge(FeedbackRow(conversation_id=conversation_id, seq=seq, value=value, reason=words, at=now))


async def last_answer(session: AsyncSession, conversation_id: str, before: int) -> int | None:
    """The seq of the guide's last message before a learner's."""
    return await session.scalar(
        select(func.max(MessageRow.seq)).where(
            MessageRow.conversation_id == conversation_id,
            MessageRow.speaker == Speaker.GUIDE,
            MessageRow.seq < before,
        )
    )
