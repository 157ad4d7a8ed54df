"""What a learner shows to others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Shown:
    """One award as anybody may see it who has the link."""

    name: str
    issuer: str
    description: str = ""
    criteria: str = ""
    skills: Sequence[str] = ()
    issued: datetime | None = None
    verdict: str = ""
    """`valid`, `warning` or `invalid`, as it was last checked."""
    checked: datetime | None = None
    picture: str = ""
    """Address of its picture, where it is one of ours; nobody else's server hears of who looks."""
    credential: str = ""
    """Address of the signed award, where it was made here."""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Showing:
    """A shared page."""

    link: str
    name: str
    """What the learner wants to be called; empty for nothing."""
    city: str
    made: datetime
    awards: Sequence[Shown]
