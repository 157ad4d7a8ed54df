"""A city as its file describes it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from functools import cache
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.catalogue.model import Position
from bot.language.times import DAY_NAMES
from bot.language.words import words

Part = TypeVar("Part")
ID = re.compile(r"[\w.-]{1,100}")
"""It is the first part of every public id, and of addresses."""
AGES = ("user_minimum", "user_maximum", "introductions_from", "full_time_from", "work_experience_from")
BOTH = re.compile(r"(.*?[^\W\d_].*?)[\s:,(-]+(\+?\d[\d ]+\d)\)?")
"""A helpline's name and number in one: "Childline 0800 1111"."""
REACHED = ("number", "phone", "telephone", "text", "url")
"""How a helpline is reached, best first."""


@cache
def _zone(name: str) -> ZoneInfo:
    """Kept, since every search asks which day it is."""
    return ZoneInfo(name)


class UnknownCityError(LookupError):
    """There is no such city in the store."""


@dataclass(frozen=True, slots=True)
class Area:
    id: str
    name: str
    position: Position | None = None
    aliases: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Priority:
    id: str
    name: str
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Helpline:
    """Somebody to call or write to. `when` is `emergency`, `harm` or `distress`."""

    name: str
    number: str
    about: str = ""
    hours: str = ""
    when: str = ""
    text: str = ""
    """The word to text to `number`, where it is a text service."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Open hours on one week day (0 is Monday), in the city's time zone."""

    day: int
    starts: time
    ends: time


@dataclass(frozen=True, slots=True)
class TrustedIssuer:
    """Somebody outside the catalogue whose badges may stand for the city's own."""

    id: str
    """Address, `did:web` or `did:key`."""
    badges: Mapping[str, str] = field(default_factory=dict)
    """Address or name of a badge of theirs, to the id of the city's badge. Empty: by the badges' own addresses and
    names."""


@dataclass(frozen=True, slots=True)
class City:
    id: str
    name: str
    centre: Position | None = None
    languages: Sequence[str] = ("en",)
    time_zone: str = "UTC"
    currency: str = ""
    areas: Sequence[Area] = ()
    priorities: Sequence[Priority] = ()
    helplines: Sequence[Helpline] = ()
    age_rules: Mapping[str, Any] = field(default_factory=dict)
    adviser_hours: Sequence[Hours] = ()
    adviser_team: str = ""
    duty_email: str = ""
    trusted_issuers: Sequence[TrustedIssuer] = ()
    summary: str = ""

    @property
    def zone(self) -> ZoneInfo:
        return _zone(self.time_zone)


def city_from(facts: Mapping[str, Any]) -> City:
    """The city of a city file's JSON object. ValueError, with the field's name, when it does not make sense."""
    try:
        return _city(facts)
    except ZoneInfoNotFoundError as unknown:
        raise ValueError(f"city file: time_zone: {unknown}") from unknown
    except KeyError as missing:
        raise ValueError(f"city file: {missing.args[0]} is missing") from missing
    except (TypeError, AttributeError) as wrong:
        raise ValueError(f"city file: a field has the wrong form ({wrong})") from wrong


def _city(facts: Mapping[str, Any]) -> City:
    city = City(
        id=_word(facts, "id"),
        name=_word(facts, "name"),
        centre=_position(facts["centre"], "centre") if facts.get("centre") else None,
        languages=_words(facts.get("languages")) or ("en",),
        time_zone=facts.get("time_zone") or "UTC",
        currency=facts.get("currency") or "",
        areas=_each(facts, "areas", _area),
        priorities=_each(facts, "priorities", _priority),
        helplines=_each(facts, "helplines", _helpline),
        age_rules=_age_rules(facts.get("age_rules") or {}),
        adviser_hours=_each(facts, "adviser_hours", _hours),
        adviser_team=facts.get("adviser_team") or "",
        duty_email=facts.get("duty_email") or "",
        trusted_issuers=trusted_issuers(facts),
        summary=facts.get("summary") or "",
    )
    if not ID.fullmatch(city.id):
        raise ValueError("city file: id has other signs than letters, digits, hyphens, dots and underscores")
    ZoneInfo(city.time_zone)
    return city


def _each(facts: Mapping[str, Any], name: str, read: Callable[[Mapping[str, Any]], Part]) -> tuple[Part, ...]:
    """The entries of a list, of which each may also be its name alone. ValueError that names the entry."""
    found = []
    for number, entry in enumerate(facts.get(name) or (), 1):
        try:
            found.append(read({"name": entry} if isinstance(entry, str) else entry))
        except KeyError as missing:
            raise ValueError(f"city file: {name}, entry {number}: {missing.args[0]} is missing") from missing
        except (TypeError, AttributeError) as wrong:
            raise ValueError(f"city file: {name}, entry {number}: has the wrong form ({wrong})") from wrong
    return tuple(found)


def _word(facts: Mapping[str, Any], name: str) -> str:
    word = facts[name]
    if not isinstance(word, str) or not word.strip():
        raise ValueError(f"city file: {name} is empty")
    return word.strip()


def _words(found: Any) -> tuple[str, ...]:
    """A list of words, as the CSV files write one too: "en|cy"."""
    parts = found.split("|") if isinstance(found, str) else found or ()
    return tuple(word for part in parts if (word := str(part).strip()))


def _position(place: Mapping[str, Any], name: str) -> Position:
    lat, lon = float(place["lat"]), float(place["lon"])
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError(f"city file: {name}: lat and lon are degrees")
    return Position(lat, lon)


def _area(area: Mapping[str, Any]) -> Area:
    id, name = _named(area)
    where = _position(area, id) if area.get("lat") is not None else None
    return Area(id, name, where, _words(area.get("aliases")))


def _priority(priority: Mapping[str, Any]) -> Priority:
    return Priority(*_named(priority), priority.get("summary") or "")


def _named(thing: Mapping[str, Any]) -> tuple[str, str]:
    """The id and the name; where one of them is missing, it follows from the other."""
    name = _word(thing, "name" if thing.get("name") or not thing.get("id") else "id")
    return (_word(thing, "id") if thing.get("id") else "-".join(words(name))), name


def _helpline(line: Mapping[str, Any]) -> Helpline:
    """What to call is its `number`; other city files say `phone`, or have a text number or an address alone."""
    if not any(line.get(name) for name in REACHED) and (written := BOTH.fullmatch(str(line["name"]))):
        line = {**line, "name": written[1], "number": written[2]}
    facts = {name: str(line.get(name) or "") for name in ("about", "hours", "when")}
    way = next((name for name in REACHED if line.get(name)), "number")
    text = str(line.get("text") or "") if way != "text" else ""
    number = str(line[way]).strip()
    return Helpline(_word(line, "name"), number, **facts, text=text)


def trusted_issuers(facts: Mapping[str, Any]) -> tuple[TrustedIssuer, ...]:
    """Those of a city file, of which each may also be its address or DID alone. ValueError."""
    return _each(facts, "trusted_issuers", _trusted_issuer)


def _trusted_issuer(issuer: Mapping[str, Any]) -> TrustedIssuer:
    id = _word(issuer, "id" if "id" in issuer else "name")
    if not id.startswith(("did:", "https://")):
        raise ValueError(f"city file: trusted_issuers: {id} is neither a DID nor an https address")
    return TrustedIssuer(id, {str(theirs): str(ours) for theirs, ours in dict(issuer.get("badges") or {}).items()})


def _age_rules(found: Any) -> Mapping[str, Any]:
    """Those by name, ages in them being whole numbers. What a city writes in words is left to people to read."""
    if not isinstance(found, dict):
        return {}
    work = found.get("work") or []
    named = {name: rule for name, rule in found.items() if name in AGES}
    rows = [(f"work, {end}", row[end]) for row in work for end in ("from", "to")]
    for name, age in (*named.items(), *rows):
        if not isinstance(age, int):
            raise ValueError(f"city file: age_rules: {name} is no whole number")  # noqa: TRY004 - the file is wrong
    return found


def _hours(hours: Mapping[str, Any]) -> Hours:
    day = DAY_NAMES.get(str(hours["day"]).lower())
    if day is None:
        raise ValueError(f"city file: adviser_hours: {hours['day']} is no day")
    return Hours(day, time.fromisoformat(hours["from"]), time.fromisoformat(hours["to"]))
