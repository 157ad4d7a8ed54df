"""Takes a learner's message in: once, in order, within the limits."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat import queries, tokens
from bot.chat.limits import Allowance
from bot.chat.model import Fate, Handling, Receipt
from bot.chat.outbox import Outbox
from bot.chat.tables import ButtonRow, ConversationRow, InboxRow, MessageRow

BUTTON_LIFE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message as the chat understands it, before it is kept."""

    text: str
    intent: str | None = None
    entities: dict[str, Any] = field(default_factory=dict)


async def meaning(session: AsyncSession, conversation: ConversationRow, token: str, now: datetime) -> Incoming | None:
    """What a button of this conversation means; None for an unknown, foreign, old or overtaken one."""
    button = await session.get(ButtonRow, token) if tokens.BUTTON.fullmatch(token) else None
    if button is None or button.conversation_id != conversation.id:
        return None
    overtaken = button.epoch != conversation.epoch or conversation.handling == Handling.ADVISER
    if overtaken or now - button.made > BUTTON_LIFE:
        return None
    return Incoming(button.title, button.intent, dict(button.entities))


def spend_allowance(conversation: ConversationRow, now: datetime) -> None:
    """Counts one message; TooFastError when there were too many."""
    left = Allowance(conversation.allowance, conversation.allowance_at).spend(now)
    conversation.allowance, conversation.allowance_at = left.left, left.at


class Inbox:
    """Keeps messages of one locked conversation within one transaction."""

    def __init__(self, session: AsyncSession, conversation: ConversationRow, now: datetime) -> None:
        self._session = session
        self._conversation = conversation
        self._now = now
        self._outbox = Outbox(session, conversation, now)

    async def earlier(self, external_id: str) -> Receipt | None:
        """What a first delivery of the same message was told."""
        kept = await queries.delivery(self._session, self._conversation.id, external_id)
        return Receipt(kept.seq, kept.state == Fate.STALE) if kept else None

    async def keep(self, external_id: str, incoming: Incoming, fate: Fate = Fate.WAITING) -> InboxRow:
        """Stores a message and shows it; a waiting one will be taken by a worker."""
        message = await self._outbox.repeat(incoming.text)
        if fate is Fate.WAITING and self._conversation.due is None:
            self._conversation.due = self._now
        return await self._row(message.seq, external_id, incoming, fate)

    async def keep_stale(self, external_id: str, seq: int, fate: Fate = Fate.STALE) -> InboxRow:
        """Remembers a button that means nothing any more, by the seq of the reply that said so."""
        return await self._row(seq, external_id, Incoming(""), fate)

    async def amend(self, message: InboxRow, text: str) -> None:
        """Other words for a message that waits. A turn that has the old ones in hand is refused and taken again."""
        message.text = text
        shown = await self._session.get_one(MessageRow, (self._conversation.id, message.seq))
        shown.text = text
        if self._conversation.lease_owner is not None:
            self._conversation.lease_owner = self._conversation.lease_until = None
            self._conversation.fence += 1
            self._conversation.due = self._now
        await self._session.flush()

    async def _row(self, seq: int, external_id: str, incoming: Incoming, fate: Fate) -> InboxRow:
        row = InboxRow(
            conversation_id=self._conversation.id,
            seq=seq,
            external_id=external_id,
            at=self._now,
            text=incoming.text,
            intent=incoming.intent,
            entities=incoming.entities or None,
            state=fate,
            tries=0,
            told=False,
        )
        self._session.add(row)
        await self._session.flush()
        return row
