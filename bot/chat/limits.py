"""How much a learner may send at once."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.chat.errors import BadIdError, EmptyTextError, TooFastError, TooLongError
from bot.chat.model import TEXT_LIMIT

BURST = 5
PER_SECOND = 20 / 60
"""20 messages a minute."""
ID_LIMIT = 128
UNWANTED = {"Cc", "Cs"}
"""Control characters, and halves of characters, which no database can keep."""
KEPT = {"\n", "\t"}


@dataclass(frozen=True, slots=True)
class Allowance:
    """A token bucket: what may be sent at a moment."""

    left: float
    at: datetime

    def spend(self, now: datetime) -> "Allowance":
        """What is left after one more message. TooFastError when there is not one whole message left."""
        passed = max(timedelta(0), now - self.at).total_seconds()
        left = min(float(BURST), self.left + passed * PER_SECOND)
        if left < 1:
            raise TooFastError(retry_after=(1 - left) / PER_SECOND)
        return Allowance(left - 1, now)


def clean(text: str) -> str:
    """The text as it is kept. TooLongError over 1,000 characters, EmptyTextError when nothing is left to read."""
    if len(text) > TEXT_LIMIT:
        raise TooLongError(f"{len(text)} characters; {TEXT_LIMIT} is the most")
    return printable(text)


def printable(text: str) -> str:
    """The text without what no database keeps; EmptyTextError when nothing is left to read."""
    kept = "".join(sign for sign in text if sign in KEPT or unicodedata.category(sign) not in UNWANTED).strip()
    if not kept:
        raise EmptyTextError("nothing to read")
    return kept


def checked_id(external_id: str) -> str:
    """The sender's id for a message; BadIdError when it is empty, over 128 characters or not printable."""
    if not 0 < len(external_id) <= ID_LIMIT or not external_id.isprintable():
        raise BadIdError("an id has 1 to 128 printable characters")
    return external_id
