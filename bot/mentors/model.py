"""An introduction from the wish to the talk. Pure."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    ASKED = "asked"
    """The learner asked; an adviser has to look."""
    APPROVED = "approved"
    """An adviser said yes; the mentor has a link."""
    ACCEPTED = "accepted"
    """The mentor said yes and offered times."""
    FIXED = "fixed"
    """The learner picked a time."""
    DECLINED = "declined"
    """The mentor said no."""
    REFUSED = "refused"
    """The adviser said no."""
    WITHDRAWN = "withdrawn"
    """The learner changed their mind."""


OPEN = frozenset({State.ASKED, State.APPROVED, State.ACCEPTED, State.FIXED})
"""States in which an introduction takes a mentor's time or may come to."""
FOLLOWS = {
    State.APPROVED: {State.ASKED},
    State.REFUSED: {State.ASKED},
    State.ACCEPTED: {State.APPROVED},
    State.DECLINED: {State.APPROVED},
    State.FIXED: {State.ACCEPTED},
    State.WITHDRAWN: {State.ASKED, State.APPROVED, State.ACCEPTED, State.FIXED},
}
"""What each state may follow; anything else is out of turn."""


class OutOfTurnError(ValueError):
    """The introduction is at another step by now."""


@dataclass(frozen=True, slots=True)
class Introduction:
    id: str
    city: str
    mentor: str
    """Public id."""
    name: str
    """The mentor's, as shown."""
    asks: str
    age: int | None
    state: State
    asked: datetime
    times: tuple[str, ...] = ()
    when: str = ""


def may_follow(state: State, before: State) -> bool:
    return before in FOLLOWS.get(state, set())


def signed(introduction_id: str, key: str) -> str:
    """The mentor's link: the id and an HMAC-SHA-256 over it with a key of this introduction alone (RFC 2104)."""
    mark = hmac.new(key.encode(), introduction_id.encode(), hashlib.sha256).hexdigest()
    return f"{introduction_id}.{mark}"


def is_signed(link: str, key: str) -> bool:
    """Compared in constant time."""
    return bool(key) and hmac.compare_digest(
        link.encode("utf-8", "replace"), signed(link.partition(".")[0], key).encode()
    )
