"""An award on its way into the world, before anybody signs or stores it."""

import hashlib
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

SALT_BYTES = 12
NARRATIVE_LIMIT = 2000
"""Characters of evidence in an award."""


@dataclass(frozen=True, slots=True)
class Party:
    """A city or an organisation, as a Profile of Open Badges."""

    id: str
    """Its public id: `brightport`, or `brightport:org:harbour-studios`."""
    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Skill:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Achievement:
    """What a badge stands for (Open Badges 3.0, Achievement)."""

    id: str
    """`city:badge:source-id`."""
    name: str
    description: str
    criteria: str
    creator: Party
    skills: Sequence[Skill] = ()
    level: str = ""
    endorsements: Sequence[str] = ()
    """EndorsementCredentials about it, each a compact JWT."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """A hashed e-mail address (Open Badges 3.0, IdentityObject). The address itself is not kept."""

    hash: str
    """`sha256$` and the hex digest of address and salt."""
    salt: str


@dataclass(frozen=True, slots=True)
class Award:
    id: str
    """Random and unguessable: whoever knows it can see the award."""
    achievement: Achievement
    subject: str
    """A `urn:uuid:` of its own for each award, so that two awards of one learner cannot be linked."""
    issued: datetime
    expires: datetime | None = None
    recipient: Recipient | None = None
    evidence: str = ""
    """The learner's own words about what they did, where they agreed to have them in it."""
    status_list: int = 1
    status_index: int = 0

    @property
    def city(self) -> str:
        return self.achievement.id.partition(":")[0]


def new_award_id() -> str:
    """128 bits."""
    return secrets.token_urlsafe(16)


def new_subject() -> str:
    return f"urn:uuid:{uuid.uuid4()}"


def hashed_recipient(email: str, salt: str | None = None) -> Recipient:
    """Open Badges 3.0, section 8 (IdentityObject): SHA-256 over the address with the salt after it."""
    salt = salt or secrets.token_hex(SALT_BYTES)
    digest = hashlib.sha256(f"{email.strip().lower()}{salt}".encode()).hexdigest()
    return Recipient(f"sha256${digest}", salt)
