"""Who advises, and what can be wrong with what they ask."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.chat.errors import ChatError

SILENCE = timedelta(minutes=10)
"""An adviser who neither writes nor types for so long has gone."""
TEXT_LIMIT = 2000
"""Characters in one message of an adviser."""


@dataclass(frozen=True, slots=True)
class Adviser:
    """Somebody of a city's team. Nothing of another city can be read or changed in their name."""

    id: str
    name: str
    cities: frozenset[str]


class Outcome(StrEnum):
    """What happened next: the states of an action plan."""

    TO_DO = "to do"
    IN_PROGRESS = "in progress"
    DONE = "done"
    NOT_NEEDED = "no longer needed"
    NO_ANSWER = "could not reach them"


class HeldError(ChatError):
    """Somebody else has the conversation."""

    def __init__(self, holder: str) -> None:
        super().__init__("somebody else has the conversation")
        self.holder = holder
        """Their id."""


class NotHeldError(ChatError):
    """Who writes has to take the conversation over first."""
