"""Who else is here: so that two advisers do not answer at once, and no draft is lost."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat import queries
from bot.chat.advising.model import TEXT_LIMIT, Adviser
from bot.chat.advising.tables import DraftRow, PresenceRow
from bot.chat.advising.takeover import Takeover
from bot.chat.errors import NoSuchConversationError
from bot.chat.parts import Parts
from bot.chat.tables import ConversationRow

HERE = timedelta(seconds=45)
"""A page says every 20 seconds that it is still open."""
WRITING = timedelta(seconds=15)
PEOPLE = 50


async def readable(session: AsyncSession, conversation_id: str, adviser: Adviser) -> ConversationRow:
    """The conversation, not locked. NoSuchConversationError also when it is another city's."""
    row = await queries.conversation(session, conversation_id)
    if row is None or row.city not in adviser.cities:
        raise NoSuchConversationError(conversation_id)
    return row


class Presence:
    def __init__(self, parts: Parts, takeover: Takeover) -> None:
        self._parts = parts
        self._takeover = takeover

    async def here(self, conversation_id: str, adviser: Adviser, draft: str | None = None) -> None:
        """They look at it; with a `draft` that changed they write, which keeps a taken conversation theirs."""
        now, changed = self._parts.now(), False
        async with self._parts.store.write() as session:
            await readable(session, conversation_id, adviser)
            kept = await session.get(PresenceRow, (conversation_id, adviser.id))
            if kept is None or now - kept.at > HERE:
                changed = True
            kept = kept or PresenceRow(conversation_id=conversation_id, person=adviser.id, name=adviser.name)
            kept.at, kept.name = now, adviser.name
            if draft is not None and await self._keep_draft(session, conversation_id, adviser, draft):
                changed = changed or kept.wrote is None or now - kept.wrote > WRITING
                kept.wrote = now
            session.add(kept)
        if draft:
            await self._takeover.keep_alive(conversation_id, adviser)
        if changed:
            self._parts.news.tell(conversation_id)

    async def others(self, session: AsyncSession, conversation_id: str, adviser: Adviser) -> Sequence[tuple[str, bool]]:
        """The names of those who are here too, and whether each is writing."""
        now = self._parts.now()
        rows = await session.scalars(
            select(PresenceRow)
            .where(
                PresenceRow.conversation_id == conversation_id,
                PresenceRow.person != adviser.id,
                PresenceRow.at > now - HERE,
            )
            .order_by(PresenceRow.name)
            .limit(PEOPLE)
        )
        return [(row.name, row.wrote is not None and now - row.wrote < WRITING) for row in rows]

    async def draft(self, session: AsyncSession, conversation_id: str, adviser: Adviser) -> str:
        row = await session.get(DraftRow, (conversation_id, adviser.id))
        return row.text if row else ""

    async def _keep_draft(self, session: AsyncSession, conversation_id: str, adviser: Adviser, text: str) -> bool:
        """Whether the draft is another than before."""
        row = await session.get(DraftRow, (conversation_id, adviser.id))
        words = text[:TEXT_LIMIT]
        if (row.text if row else "") == words:
            return False
        row = row or DraftRow(conversation_id=conversation_id, person=adviser.id)
        row.text, row.at = words, self._parts.now()
        session.add(row)
        return True
