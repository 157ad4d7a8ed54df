"""What a conversation's own row says about it, so that a hundred thousand can be sorted and filtered quickly.

It is kept as things happen, in the row that their transaction holds and writes anyway.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

from bot.chat.tables import ConversationRow

BANDS = ((15, "13-15"), (17, "16-17"), (21, "18-21"), (200, "22-25"))
"""The highest age of each band."""
AREA = 64


class Need(IntEnum):
    """How much a conversation needs a person; the highest comes first."""

    NONE = 0
    LOST = 1
    """The guide was at a loss, a message was set aside, or an answer was marked down."""
    ASKED = 2
    WORRIED = 3
    """Harm or distress."""


NEEDS = {
    "harm": Need.WORRIED,
    "handover": Need.ASKED,
    "complaint": Need.ASKED,
    "lost": Need.LOST,
    "unanswered": Need.LOST,
}
"""What each flag means."""


def band(age: int) -> str:
    return next(name for highest, name in BANDS if age <= highest) if 0 < age <= BANDS[-1][0] else ""


@dataclass(slots=True)
class Standing:
    """The part of a conversation's row that `needs` looks at."""

    need: int
    need_since: datetime | None
    resolved: datetime | None


def needs(conversation: ConversationRow | Standing, need: Need, now: datetime) -> None:
    """A person is needed: it waits from now on, unless it waited already. What was resolved is open again."""
    conversation.resolved = None
    if need > conversation.need:
        conversation.need = need
        conversation.need_since = conversation.need_since or now


def told(conversation: ConversationRow, change: Mapping[str, Any]) -> None:
    """Takes age and area out of a `profile` effect that was applied already, so it makes sense."""
    age = change.get("set", {}).get("age")
    if isinstance(age, int):
        conversation.age_band = band(age)
    for part in ("set", "add"):
        areas = change.get(part, {}).get("areas")
        if areas:
            conversation.area = areas[-1][:AREA]


def understood(conversation: ConversationRow, understanding: Mapping[str, Any]) -> None:
    """Keeps what the brain made of the last message."""
    intent, confidence = understanding.get("intent"), understanding.get("confidence")
    if isinstance(intent, str):
        conversation.intent = intent[:128]
        conversation.confidence = float(confidence) if isinstance(confidence, int | float) else None


def forget(conversation: ConversationRow) -> None:
    """Nothing about the learner stays in an erased conversation's row."""
    conversation.area = conversation.age_band = conversation.intent = conversation.outcome = ""
    conversation.confidence = conversation.need_since = conversation.held_until = None
    conversation.need, conversation.unread = Need.NONE, False
    conversation.assigned = conversation.holder = ""
