"""A claim on its way, and what became of it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.badges.model import Held, Way
from bot.badges.verification.report import Report


class ClaimState(StrEnum):
    WAITING = "waiting"
    """To be looked at."""
    ADDRESS = "address"
    """It is made out to an e-mail address, which the learner has been asked for."""


class Refusal(StrEnum):
    """Why a claim came to nothing: a key of `claims.refused` in words/en/claims.yml."""

    UNREADABLE = "unreadable"
    UNSAFE = "unsafe"
    TOO_LARGE = "too_large"
    UNSIGNED = "unsigned"
    BROKEN = "broken"
    SEVERAL = "several"
    UNREACHABLE = "unreachable"
    FORM = "form"
    FORGED = "forged"
    OWN_KEY = "own_key"
    NOT_HOSTED = "not_hosted"
    REVOKED = "revoked"
    EXPIRED = "expired"
    NOT_YET = "not_yet"
    NOT_YOURS = "not_yours"
    HELD = "held"
    """Made here, and somebody else's already."""
    NOT_A_BADGE = "not_a_badge"
    CODE = "code"
    """Unknown, used up or over: whoever guesses codes is not told which."""
    TOO_MANY_TRIES = "too_many_tries"
    TOO_MANY = "too_many"
    NOT_NOW = "not_now"


@dataclass(frozen=True, slots=True)
class Claim:
    id: str
    learner_id: str
    city: str
    way: Way
    content: bytes
    """The file, the link or the code."""
    matched: Sequence[bool] | None
    """For each credential in it, whether the address that the learner typed is the one on it; None before that."""
    tries: int
    made: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """One credential in a claim, looked at."""

    credential: bytes
    report: Report
    picture: str = ""
    """As a data URI, small; empty when there is none."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found in a claim before the transaction that settles it."""

    found: Sequence[Found] = ()
    refusal: Refusal | None = None
    """Of the whole claim."""


@dataclass(frozen=True, slots=True)
class Said:
    """Something to tell the learner: a key of words/en/claims.yml with what fills it, and cards."""

    key: str
    places: Mapping[str, str] = field(default_factory=dict)
    held: Sequence[Held] = ()
    """Shown as cards."""
    data: Mapping[str, Any] = field(default_factory=dict)
