"""What passes between a learner and the guide, before anybody stores or sends it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

JSON = Any
"""Whatever `json` can read and write."""

TEXT_LIMIT = 1000
"""Characters in one message from a learner (chat_api.md)."""


class Speaker(StrEnum):
    YOU = "you"
    GUIDE = "guide"
    ADVISER = "adviser"


class Handling(StrEnum):
    """Who answers in a conversation."""

    GUIDE = "guide"
    QUEUED = "queued"
    """A person was asked for; the guide goes on until one comes."""
    ADVISER = "adviser"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Tap:
    """What a button means: it stands behind an opaque token and never leaves the edge."""

    title: str
    intent: str
    entities: Mapping[str, JSON] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reply:
    """One bubble on its way to a learner, with what only the edge may see."""

    text: str = ""
    buttons: Sequence[Tap] = ()
    cards: Sequence[Mapping[str, JSON]] = ()
    """As in chat_api.md, but with `buttons` as {"title", "intent", "entities"} instead of tokens."""
    shown: Mapping[str, JSON] = field(default_factory=dict)
    """Why each card was shown and from which data version; kept, never sent."""


@dataclass(frozen=True, slots=True)
class Message:
    """One bubble as stored and as every channel shows it."""

    seq: int
    speaker: Speaker
    at: datetime
    text: str
    buttons: Sequence[Mapping[str, str]] = ()
    cards: Sequence[Mapping[str, JSON]] = ()
    answers: int | None = None
    """The seq of the learner's message that it answers; none for what comes unasked. No channel shows it."""

    def as_json(self) -> dict[str, JSON]:
        """The message of chat_api.md."""
        return {
            "seq": self.seq,
            "from": str(self.speaker),
            "at": self.at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "text": self.text,
            "buttons": list(self.buttons),
            "cards": list(self.cards),
        }


@dataclass(frozen=True, slots=True)
class View:
    """What a reader sees of a conversation at one moment."""

    typing: bool
    messages: Sequence[Message]


@dataclass(frozen=True, slots=True)
class Effect:
    """Something a turn changes besides the talk. Actions only read; they return effects, and the edge applies them
    in the transaction that commits the turn, so a turn that is taken twice changes things once."""

    type: str
    """`profile`, `save`, `unsave`, `reject`, `remind`, `handover`, `flag`, `feedback`, `erase`."""
    data: Mapping[str, JSON] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Conversation:
    """Who and where a bearer token stands for."""

    id: str
    city: str
    learner_id: str | None
    """A pseudonym; None once erased."""
    channel: str
    language: str
    handling: Handling
    expires: datetime


@dataclass(frozen=True, slots=True)
class Begun:
    conversation: Conversation
    token: str
    """The bearer token. It is shown here once and kept nowhere."""
    expires: datetime
    messages: Sequence[Message]


@dataclass(frozen=True, slots=True)
class Receipt:
    seq: int
    stale: bool = False
    """A button that means nothing any more; `seq` is then that of the reply that says so."""


class Fate(StrEnum):
    """What became of a message that a learner sent."""

    WAITING = "waiting"
    DONE = "done"
    GUARDED = "guarded"
    """The guard answered; the brain never saw it."""
    ADVISER = "adviser"
    """An adviser had the conversation, so it is theirs."""
    ASIDE = "aside"
    """Tried too often; a person has to look."""
    STALE = "stale"
