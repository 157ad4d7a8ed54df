"""Personal data is masked for everybody, and shown to those who work with a learner when they say why."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat.advising.transcript import Line
from bot.chat.model import Speaker
from bot.chat.tables import ConversationRow
from bot.console import audit, known_names
from bot.console.model import DESK, Viewer
from bot.console.tables import UnmaskedRow
from bot.language import masking, names

SHOWN_FOR = timedelta(minutes=30)
MAY_UNMASK = DESK
REASON = 300


@dataclass(frozen=True, slots=True)
class Mask:
    """How somebody reads one conversation's text. What is public, such as the number of a helpline, is never masked;
    what the learner is known to be called always is."""

    public: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    said: frozenset[str] = frozenset()
    """What of the learner's own words the guide must not say again here."""
    is_lifted: bool = False

    def __call__(self, text: str) -> str:
        """What a learner or an adviser wrote."""
        return text if self.is_lifted else masking.mask(text, self.public, self.known)

    def ours(self, text: str) -> str:
        """What the guide said: clubs and mentors have names too."""
        return text if self.is_lifted else masking.mask_ours(text, self.public, self.known | self.said)

    def card(self, text: str) -> str:
        """What stands on a card: places and their numbers are the city's, the learner's name is not."""
        return text if self.is_lifted else masking.mask_names(text, self.known)

    def link(self, address: str, ours: str) -> str:
        """A link of a card; one of Waymark's own opens what is the learner's alone."""
        return "[link]" if address.startswith(f"{ours}/") and not self.is_lifted else address

    async def having_read(self, lines: Sequence[Line]) -> "Mask":
        """With what these lines tell of the learner."""
        texts = [line.row.text for line in lines if line.row.speaker == Speaker.YOU]
        own = {word for text in texts for word in names.own(text)}
        return replace(self, known=self.known | own, said=self.said | await asyncio.to_thread(masking.said_in, texts))


async def for_viewer(
    session: AsyncSession,
    viewer: Viewer,
    row: ConversationRow,
    now: datetime,
    public: Collection[str] = (),
    lines: Sequence[Line] = (),
) -> Mask:
    """How this viewer reads these lines of a conversation: masked, or as it is while they have it unmasked."""
    if await is_lifted(session, viewer, row, now):
        return Mask(is_lifted=True)
    return await (await of_conversation(session, row, public)).having_read(lines)


async def is_lifted(session: AsyncSession, viewer: Viewer, row: ConversationRow, now: datetime) -> bool:
    kept = await session.get(UnmaskedRow, (viewer.id, row.id))
    return kept is not None and kept.until > now and viewer.has(*MAY_UNMASK)


async def of_conversation(session: AsyncSession, row: ConversationRow, public: Collection[str]) -> Mask:
    known = (await known_names.of(session, [row.id]))[row.id]
    team = await known_names.of_team(session, row.city)
    said = await asyncio.to_thread(masking.said_in, await known_names.lately_in(session, row.id))
    return Mask(frozenset(public) | team, known, said)


async def lift(
    session: AsyncSession, viewer: Viewer, conversation_id: str, city: str, reason: str, now: datetime
) -> None:
    """Shows them the personal data of one conversation for half an hour; the reason is kept in the audit."""
    await session.merge(UnmaskedRow(person_id=viewer.id, conversation_id=conversation_id, until=now + SHOWN_FOR))
    subject = f"conversation {conversation_id}"
    await audit.record(session, now, viewer.id, "unmasked", subject, city, {"reason": reason[:REASON]})


async def sweep(session: AsyncSession, now: datetime) -> None:
    await session.execute(delete(UnmaskedRow).where(UnmaskedRow.until < now))
