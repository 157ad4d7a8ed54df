"""What an issuer asks for, checked field by field. Pure."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from bot.badges.issuing.errors import WrongError
from bot.badges.issuing.model import NARRATIVE_LIMIT, Recipient, hashed_recipient

EMAIL = re.compile(r"[^@\s<>\"]{1,64}@[^@\s<>\"]{1,190}\.[^@\s<>\"]{2,60}")
REFERENCE_LIMIT, REASON_LIMIT = 200, 500
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Giver:
    """On whose behalf something is done."""

    city: str
    organisation: str | None
    """Source id of the organisation; None for the city itself, which may do all."""
    name: str
    """Who, for the record."""


@dataclass(frozen=True, slots=True)
class Order:
    """One award as asked for, every field as it was typed."""

    badge: str
    """Public id, source id or name."""
    email: str = ""
    """Whom it is made out to; only its hash is kept."""
    reference: str = ""
    evidence: str = ""
    issued: str = ""
    expires: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """The fields of an order as they are stored."""

    recipient: Recipient | None
    reference: str
    evidence: str
    issued: datetime
    expires: datetime | None


def read_order(order: Order, now: datetime) -> Checked:
    """WrongError names the first field that cannot be taken."""
    issued, expires = _moment("issued", order.issued), _moment("expires", order.expires)
    if issued and issued > now:
        raise WrongError("issued", "is in the future")
    if expires and expires <= (issued or now):
        raise WrongError("expires", "is not after the day of issue")
    return Checked(
        recipient=_recipient(order.email),
        reference=checked_text("reference", order.reference, REFERENCE_LIMIT),
        evidence=checked_text("evidence", order.evidence, NARRATIVE_LIMIT),
        issued=issued or now,
        expires=expires,
    )


def checked_reason(reason: str) -> str:
    """Why something is taken back or declined: it is told to the learner, so it must say something."""
    checked = checked_text("reason", reason, REASON_LIMIT)
    if not checked:
        raise WrongError("reason", "is missing")
    return checked


def _recipient(email: str) -> Recipient | None:
    if not email.strip():
        return None
    if not EMAIL.fullmatch(email.strip()):
        raise WrongError("email", "is no e-mail address")
    return hashed_recipient(email)


def checked_text(field: str, text: str, longest: int) -> str:
    """Without blanks at its ends. WrongError when it is too long, or no text."""
    text = text.strip()
    if len(text) > longest:
        raise WrongError(field, f"is longer than {longest} characters")
    if CONTROL.search(text):
        raise WrongError(field, "has characters in it that are no text")
    return text


def _moment(field: str, written: str) -> datetime | None:
    """An ISO date: the first moment of the day of issue, the last of the day on which it expires, in UTC."""
    if not written.strip():
        return None
    try:
        day = date.fromisoformat(written.strip())
    except ValueError:
        raise WrongError(field, "is no date such as 2026-03-31") from None
    return datetime.combine(day, time(0) if field == "issued" else time(23, 59, 59), UTC)
