"""Badges as a learner holds them, claims them and asks for them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Verdict(StrEnum):
    """What a verification comes to."""

    VALID = "valid"
    WARNING = "warning"
    """It checks out, and something about it is out of use or could not be looked at."""
    INVALID = "invalid"


class Format(StrEnum):
    """How a credential is written down and proved."""

    VC_JWT = "vc-jwt"
    VC_EMBEDDED = "vc-embedded"
    """JSON with a Data Integrity proof in it."""
    OB2_HOSTED = "ob2-hosted"
    OB2_SIGNED = "ob2-signed"
    CODE = "code"
    """A code from a provider, for which no credential was issued (yet)."""


class Way(StrEnum):
    """How a badge was claimed."""

    CODE = "code"
    LINK = "link"
    FILE = "file"
    ISSUED = "issued"
    """Issued here, straight to the learner."""


class AwardState(StrEnum):
    HELD = "held"
    REVOKED = "revoked"
    EXPIRED = "expired"
    BROKEN = "broken"
    """It checked out once and does not any more."""


class RequestState(StrEnum):
    DRAFT = "draft"
    """Being told to the guide; no issuer sees it."""
    ASKED = "asked"
    ASKED_BACK = "asked_back"
    APPROVED = "approved"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Held:
    """A badge that a learner holds, with what its last verification said."""

    id: str
    badge: str | None
    """The public id of the city's own badge that it is; None for one from elsewhere."""
    name: str
    issuer: str
    description: str
    image: str
    skills: Sequence[str]
    issued: datetime | None
    expires: datetime | None
    verdict: Verdict
    reasons: Sequence[str]
    checked: datetime
    format: Format
    state: AwardState
    confirmed: bool = True
    """Whether its issuer was seen to stand behind it, and not only a signature."""
    site: str = ""
    """The issuer's site, where it has one: anybody can give themselves a name, and a site is harder to make up."""


@dataclass(frozen=True, slots=True)
class About:
    """What a credential says of its badge, in plain words and without its proof."""

    name: str
    id: str = ""
    """The credential's own."""
    issuer: str = ""
    issuer_id: str = ""
    achievement_id: str = ""
    description: str = ""
    criteria: str = ""
    image: str = ""
    skills: Sequence[str] = ()
    """Tags, as words."""
    alignments: Sequence[str] = ()
    """Addresses of what it is aligned to: a framework's skill, another badge."""
    issued: datetime | None = None
    expires: datetime | None = None
