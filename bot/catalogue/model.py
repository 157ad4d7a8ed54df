"""The city's opportunities and the question put to them, without any storage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class Online(StrEnum):
    NO = "no"
    YES = "yes"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Session:
    """A regular time. `day` is 0 for Monday to 6 for Sunday; times are the city's."""

    day: int
    starts: time
    ends: time


class Position(NamedTuple):
    """In degrees, WGS 84."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class AlsoListed:
    """The same thing as another provider or feed lists it; a person said that it is the same."""

    id: str
    organisation: str
    """By name."""
    url: str


@dataclass(frozen=True, slots=True)
class Opportunity:
    """One thing to do or learn. Ids are public ids, `city:type:source-id`."""

    id: str
    city: str
    title: str
    organisation: str
    """The organisation's name, as shown."""
    organisation_id: str
    kind: str
    summary: str = ""
    description: str = ""
    learning_type: str = ""
    interests: Sequence[str] = ()
    skills: Sequence[str] = ()
    priorities: Sequence[str] = ()
    awards: Sequence[str] = ()
    requires: Sequence[str] = ()
    age_min: int | None = None
    age_max: int | None = None
    cost: Decimal | None = None
    """None when the provider does not say."""
    currency: str = ""
    area: str = ""
    area_name: str = ""
    address: str = ""
    postcode: str = ""
    position: Position | None = None
    online: Online = Online.NO
    access: str = ""
    starts: date | None = None
    ends: date | None = None
    sessions: Sequence[Session] = ()
    places: int | None = None
    how_to_join: str = ""
    url: str = ""
    valid_until: date | None = None
    extra: Mapping[str, str] = field(default_factory=dict)
    also: Sequence[AlsoListed] = ()


@dataclass(frozen=True, slots=True)
class Seeker:
    """What matching may know of a learner: only what they told, and what they did with earlier cards."""

    city: str
    age: int | None = None
    areas: Sequence[str] = ()
    interests: Sequence[str] = ()
    not_interests: Sequence[str] = ()
    goals: Sequence[str] = ()
    availability: Sequence[str] = ()
    not_availability: Sequence[str] = ()
    badges: frozenset[str] = frozenset()
    rejected: frozenset[str] = frozenset()
    """Ids they said no to: never shown again."""
    seed: str = ""
    """Whose turn it is among things that fit equally well; the same learner sees the same order."""


@dataclass(frozen=True, slots=True)
class Times:
    """When a learner can or cannot. An empty `days` means any day."""

    days: frozenset[int] = frozenset()
    earliest: time | None = None
    latest: time | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked now. Words stay as written; the service finds what they mean in this city."""

    text: str = ""
    """The learner's message, for search by meaning."""
    interests: Sequence[str] = ()
    not_interests: Sequence[str] = ()
    skills: Sequence[str] = ()
    occupations: Sequence[str] = ()
    kinds: Sequence[str] = ()
    not_kinds: Sequence[str] = ()
    max_cost: Decimal | None = None
    """0 means free only. Things whose cost is unknown do not pass a limit."""
    area: str | None = None
    """A place as written."""
    within_km: float | None = None
    """Distance from `area`, or from the learner's area."""
    online: bool | None = None
    times: Times | None = None
    not_times: Times | None = None
    access_needs: Sequence[str] = ()
    exclude: frozenset[str] = frozenset()
    """Ids already on screen, for "show me more"."""
    limit: int = 3


@dataclass(frozen=True, slots=True)
class Reason:
    """A fact that ranked a result. `name` picks the sentence in words/en/, `value` fills it."""

    name: str
    """`interest`, `goal`, `skill`, `words`, `about`, `kind`, `free`, `cost`, `area`, `near`, `online`, `time`, `badge`,
    `soon` or `age`."""
    value: str = ""
    """The name of the interest, skill, goal, badge or area (`near`: the learner's own); what it is `about`; the words
    as said; the amount for `cost`; "Sat 10:00-12:00" for `time`; an ISO date for `soon`; the learner's age; else
    empty."""
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Match:
    opportunity: Opportunity
    score: float
    reasons: Sequence[Reason]
    """Strongest first."""
    earns: Sequence[tuple[str, str]] = ()
    """(badge id, name) of what it awards."""


@dataclass(frozen=True, slots=True)
class Loosened:
    """Nothing fitted: which one limit to drop, and what is then found."""

    limit: str
    """`cost`, `area`, `times`, `online`, `kind`, `access`; `several` where no single one is enough."""
    matches: Sequence[Match]
    total: int


@dataclass(frozen=True, slots=True)
class Found:
    matches: Sequence[Match]
    total: int
    """How many fit in all (counted up to 100)."""
    data_version: str
    loosened: Sequence[Loosened] = ()
    """Only when `matches` is empty; best first."""
    nearest: bool = False
    """Nothing is about the words of the message: these are what comes nearest of all that keeps to the limits."""
