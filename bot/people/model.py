"""A learner, as far as they told the guide. No name, no address, no phone."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Profile:
    """What a learner told, in their own words where words are kept. Every field can stay empty."""

    age: int | None = None
    age_told: date | None = None
    interests: tuple[str, ...] = ()
    not_interests: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    experience: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    """Ids of the city's areas, or the place as written where the city has no such area."""
    availability: tuple[str, ...] = ()
    not_availability: tuple[str, ...] = ()
    budget: str | None = None
    access_needs: tuple[str, ...] = ()
    language: str | None = None
    skipped: tuple[str, ...] = ()
    """Questions that the learner left out, so that they are not put again."""


@dataclass(frozen=True, slots=True)
class Learner:
    id: str
    """A random pseudonym."""
    city: str
    profile: Profile
    rejected: frozenset[str]
    """Ids they said no to: never shown again."""
    saved: frozenset[str]
    """Ids in their plan."""


@dataclass(frozen=True, slots=True)
class PlanItem:
    item: str
    kind: str
    title: str
    added: datetime


@dataclass(frozen=True, slots=True)
class Reminder:
    id: str
    learner_id: str
    city: str
    at: datetime
    text: str
    item: str | None


LISTS = frozenset(
    {"interests", "not_interests", "goals", "experience", "skills", "areas", "availability", "not_availability"}
    | {"access_needs", "skipped"}
)
VALUES = frozenset({"age", "age_told", "budget", "language"})
OPPOSITES = {
    "interests": "not_interests",
    "not_interests": "interests",
    "availability": "not_availability",
    "not_availability": "availability",
}
LIST_LIMIT = 30
"""Entries kept in each list, the newest."""
WORD_LIMIT = 200
"""Characters kept of each entry."""


def apply(profile: Profile, change: Mapping[str, Any]) -> Profile:
    """The profile after a `profile` effect.

    `change` has any of `set` {field: value or list}, `add` {field: [words]}, `remove` {field: [words]}. What is added
    to a field leaves its opposite ("not football" takes football out of what they like). Unknown fields raise KeyError,
    a word where a list belongs TypeError.
    """
    for name, value in change.get("set", {}).items():
        profile = _with(profile, name, _checked(name, value))
    for name, words in change.get("add", {}).items():
        profile = _add(profile, name, words)
    for name, words in change.get("remove", {}).items():
        profile = _with(profile, name, _without(getattr(profile, _list(name)), _words(name, words)))
    return profile


def _checked(name: str, value: Any) -> Any:
    if name in LISTS:
        return _words(name, value)[-LIST_LIMIT:]
    if name not in VALUES:
        raise KeyError(name)
    return date.fromisoformat(value) if name == "age_told" and isinstance(value, str) else value


def _words(name: str, words: Iterable[str]) -> tuple[str, ...]:
    if isinstance(words, str):
        raise TypeError(f"{name} takes a list of words")
    return tuple(word[:WORD_LIMIT] for word in words)


def _list(name: str) -> str:
    if name not in LISTS:
        raise KeyError(name)
    return name


def _add(profile: Profile, name: str, words: Iterable[str]) -> Profile:
    new = _words(name, words)
    kept = _without(getattr(profile, _list(name)), new)
    profile = _with(profile, name, (kept + new)[-LIST_LIMIT:])
    opposite = OPPOSITES.get(name)
    return _with(profile, opposite, _without(getattr(profile, opposite), new)) if opposite else profile


def _with(profile: Profile, name: str, value: Any) -> Profile:
    changes: Any = {name: value}
    return replace(profile, **changes)


def _without(words: tuple[str, ...], gone: Iterable[str]) -> tuple[str, ...]:
    folded = {word.casefold() for word in gone}
    return tuple(word for word in words if word.casefold() not in folded)


def as_json(profile: Profile) -> dict[str, Any]:
    """The profile as plain JSON, what was not told left out."""
    told = {name: value for name, value in asdict(profile).items() if value not in (None, ())}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in told.items()}


def from_json(kept: Mapping[str, Any]) -> Profile:
    """What `as_json` made. Fields that a later release dropped are left out."""
    known = {field.name for field in fields(Profile)}
    return Profile(**{name: _checked(name, value) for name, value in kept.items() if name in known})
