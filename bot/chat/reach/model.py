"""Where a conversation is answered when no page asks for it: addresses at a messenger, and what came in from there."""

from dataclasses import dataclass
from datetime import timedelta

CODE_LIFE = timedelta(minutes=10)
"""How long a code opens a conversation on another channel."""
KNOWN_FOR = timedelta(days=3)
"""How long an update's number is remembered. Telegram offers an update again for a day at most, and after a week
without any its numbers begin anywhere (core.telegram.org/bots/api#update): none from before is then still known."""
LEAD = timedelta(seconds=8)
"""How long a channel waits for a process that died while it sent; a living one renews long before."""


@dataclass(frozen=True, slots=True)
class Address:
    """One chat at a messenger, known to all but the sender by its key alone."""

    key: str
    conversation_id: str
    chat_id: int
    """0 when the seal cannot be opened: the key outside the database was changed."""
    sent: int
    """The seq of the last message that was delivered whole."""
    part: int
    """How many pieces of the message after it were delivered."""
    quiet: int
    """After /stop, the seq of the last word said then: nothing unasked after it until they write again. Else 0."""
    blocked: bool = False
    """Whether the learner does not let the bot write."""


@dataclass(frozen=True, slots=True)
class Received:
    """An update as it came in; `sender` is the key of its chat."""

    number: int
    sender: str
    body: bytes
    tries: int = 0
