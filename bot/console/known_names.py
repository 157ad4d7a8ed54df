"""The names that are known of learners: what they are called by their own word, to be masked wherever it stands."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.badges.tables import ShareRow
from bot.chat.model import Speaker
from bot.chat.tables import ConversationRow, MessageRow
from bot.console.model import DESK
from bot.console.tables import GrantRow, PersonRow
from bot.language import names
from bot.openings.tables import ExpressionRow

TEXTS = 1000
"""Messages in which somebody may say what they are called."""
LATELY = 20


async def of(session: AsyncSession, conversations: Sequence[str]) -> dict[str, frozenset[str]]:
    """By conversation: what its learner told employers and viewers of badges, and what they call themselves."""
    found: dict[str, set[str]] = {id: set() for id in conversations}
    for table, column in ((ExpressionRow, ExpressionRow.first_name), (ShareRow, ShareRow.name)):
        for id, name in await session.execute(_stored(conversations, table, column)):
            found[id].update(name.split())
    hinted = or_(*(MessageRow.text.ilike(f"%{hint}%") for hint in names.HINTS))
    said = select(MessageRow.conversation_id, MessageRow.text).where(
        MessageRow.conversation_id.in_(conversations), MessageRow.speaker == Speaker.YOU, hinted
    )
    for id, text in await session.execute(said.limit(TEXTS)):
        found[id].update(names.own(text))
    return {id: frozenset(each) for id, each in found.items()}


async def lately_in(session: AsyncSession, conversation: str) -> Sequence[str]:
    """The last texts of a conversation's learner."""
    said = select(MessageRow.text).where(MessageRow.conversation_id == conversation, MessageRow.speaker == Speaker.YOU)
    return (await session.scalars(said.order_by(MessageRow.seq.desc()).limit(LATELY))).all()


async def answered_by(session: AsyncSession, messages: Sequence[MessageRow]) -> Sequence[tuple[str, str]]:
    """What learners had written where the guide answered with these messages: conversation and text."""
    asked = {(one.conversation_id, one.answers) for one in messages if one.answers is not None}
    # Each by itself: SQLite reads the whole table for a list of pairs.
    these = [(MessageRow.conversation_id == id) & (MessageRow.seq == seq) for id, seq in asked]
    if not these:
        return []
    rows = await session.execute(select(MessageRow.conversation_id, MessageRow.text).where(or_(*these)))
    return [(row[0], row[1]) for row in rows]


async def of_team(session: AsyncSession, city: str) -> frozenset[str]:
    """What a city's advisers are called, whole and by the first name: learners read it too."""
    held = select(GrantRow.person_id).where(GrantRow.city == city, GrantRow.role.in_(DESK))
    found = (await session.scalars(select(PersonRow.name).where(PersonRow.id.in_(held)))).all()
    return frozenset(found) | {name.split()[0] for name in found if name.split()}


def _stored(conversations: Sequence[str], table: Any, column: Any) -> Any:
    return (
        select(ConversationRow.id, column)
        .join(table, table.learner_id == ConversationRow.learner_id)
        .where(ConversationRow.id.in_(conversations), column != "")
    )
