"""Personal data is masked for everybody, and shown to those who work with a learner when they say why."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat.tables import ConversationRow
from bot.console import audit, known_names
from bot.console.model import DESK, Viewer
from bot.console.tables import UnmaskedRow
from bot.language import masking

SHOWN_FOR = timedelta(minutes=30)
MAY_UNMASK = DESK
REASON = 300


@dataclass(frozen=True, slots=True)
class Mask:
    """How somebody reads one conversation's text. What is public, such as the number of a helpline, is never masked;
    what the learner is known to be called always is."""

    public: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    is_lifted: bool = False

    def __call__(self, text: str) -> str:
        """What a learner or an adviser wrote."""
        return text if self.is_lifted else masking.mask(text, self.public, self.known)

    def ours(self, text: str) -> str:
        """What the guide said: clubs and mentors have names too."""
        return text if self.is_lifted else masking.mask_ours(text, self.public, self.known)

    def card(self, text: str) -> str:
        """What stands on a card: places and their numbers are the city's, the learner's name is not."""
        return text if self.is_lifted else masking.mask_names(text, self.known)


async def for_viewer(
    session: AsyncSession, viewer: Viewer, row: ConversationRow, now: datetime, public: Collection[str] = ()
) -> Mask:
    """How this viewer reads this conversation: masked, or as it is while they have it unmasked."""
    kept = await session.get(UnmaskedRow, (viewer.id, row.id))
    if kept is not None and kept.until > now and viewer.has(*MAY_UNMASK):
        return Mask(is_lifted=True)
    known = await known_names.of(session, [row.id])
    team = await known_names.of_team(session, row.city)
    return Mask(frozenset(public) | team, known[row.id])


async def lift(
    session: AsyncSession, viewer: Viewer, conversation_id: str, city: str, reason: str, now: datetime
) -> None:
    """Shows them the personal data of one conversation for half an hour; the reason is kept in the audit."""
    await session.merge(UnmaskedRow(person_id=viewer.id, conversation_id=conversation_id, until=now + SHOWN_FOR))
    subject = f"conversation {conversation_id}"
    await audit.record(session, now, viewer.id, "unmasked", subject, city, {"reason": reason[:REASON]})


async def sweep(session: AsyncSession, now: datetime) -> None:
    await session.execute(delete(UnmaskedRow).where(UnmaskedRow.until < now))
