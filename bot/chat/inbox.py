"""What a learner sent, as the chat understands it before it is kept."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row

from bot.chat import tokens
from bot.chat.model import Fate, Handling
from bot.chat.statements import ADD_INBOX, BUTTON

BUTTON_LIFE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Incoming:
    text: str
    intent: str | None = None
    entities: dict[str, Any] = field(default_factory=dict)


def meaning(connection: Connection, conversation: Row[Any], token: str, now: datetime) -> Incoming | None:
    """What a button of this conversation means; None for an unknown, foreign, old or overtaken one."""
    if not tokens.BUTTON.fullmatch(token):
        return None
    button = connection.execute(BUTTON, {"token": token}).one_or_none()
    if button is None or button.conversation_id != conversation.id:
        return None
    overtaken = button.epoch != conversation.epoch or conversation.handling == Handling.ADVISER
    if overtaken or now - button.made > BUTTON_LIFE:
        return None
    return Incoming(button.title, button.intent, dict(button.entities))


def keep(
    connection: Connection,
    conversation_id: str,
    seq: int,
    external_id: str,
    incoming: Incoming,
    now: datetime,
    fate: Fate,
    told: bool = False,
) -> None:
    """Stores what came in, under the seq of the bubble that shows it."""
    connection.execute(
        ADD_INBOX,
        {
            "conversation_id": conversation_id,
            "seq": seq,
            "external_id": external_id,
            "at": now,
            "text": incoming.text,
            "intent": incoming.intent,
            "entities": incoming.entities or None,
            "state": fate,
            "tries": 0,
            "told": told,
        },
    )
