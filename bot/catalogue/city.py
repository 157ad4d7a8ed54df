"""A city as its file describes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.catalogue.model import Position
from bot.language.times import DAY_NAMES


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
class City:
    id: str
    name: str
    centre: Position
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
    summary: str = ""

    @property
    def zone(self) -> ZoneInfo:
        return _zone(self.time_zone)


def city_from(facts: Mapping[str, Any]) -> City:
    """The city of a city file's JSON object. ValueError, with the field's name, when it does not make sense."""
    try:
        return _city(facts)
    except KeyError as missing:
        raise ValueError(f"city file: {missing.args[0]} is missing") from missing
    except (TypeError, AttributeError) as wrong:
        raise ValueError(f"city file: a field has the wrong form ({wrong})") from wrong
    except ZoneInfoNotFoundError as unknown:
        raise ValueError(f"city file: time_zone: {unknown}") from unknown


def _city(facts: Mapping[str, Any]) -> City:
    city = City(
        id=_word(facts, "id"),
        name=_word(facts, "name"),
        centre=_position(facts["centre"], "centre"),
        languages=tuple(facts.get("languages", ("en",))),
        time_zone=facts.get("time_zone", "UTC"),
        currency=facts.get("currency", ""),
        areas=tuple(_area(area) for area in facts.get("areas", ())),
        priorities=tuple(_priority(each) for each in facts.get("priorities", ())),
        helplines=tuple(_helpline(each) for each in facts.get("helplines", ())),
        age_rules=dict(facts.get("age_rules", {})),
        adviser_hours=tuple(_hours(each) for each in facts.get("adviser_hours", ())),
        adviser_team=facts.get("adviser_team", ""),
        duty_email=facts.get("duty_email", ""),
        summary=facts.get("summary", ""),
    )
    ZoneInfo(city.time_zone)
    return city


def _word(facts: Mapping[str, Any], name: str) -> str:
    word = facts[name]
    if not isinstance(word, str) or not word.strip():
        raise ValueError(f"city file: {name} is empty")
    return word.strip()


def _position(place: Mapping[str, Any], name: str) -> Position:
    lat, lon = float(place["lat"]), float(place["lon"])
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError(f"city file: {name}: lat and lon are degrees")
    return Position(lat, lon)


def _area(area: Mapping[str, Any]) -> Area:
    where = _position(area, area["id"]) if area.get("lat") is not None else None
    return Area(_word(area, "id"), _word(area, "name"), where, tuple(area.get("aliases", ())))


def _priority(priority: Mapping[str, Any]) -> Priority:
    return Priority(_word(priority, "id"), _word(priority, "name"), priority.get("summary", ""))


def _helpline(line: Mapping[str, Any]) -> Helpline:
    facts = {name: str(line.get(name, "")) for name in ("about", "hours", "when", "text")}
    return Helpline(_word(line, "name"), _word(line, "number"), **facts)


def _hours(hours: Mapping[str, Any]) -> Hours:
    day = DAY_NAMES.get(str(hours["day"]).lower())
    if day is None:
        raise ValueError(f"city file: adviser_hours: {hours['day']} is no day")
    return Hours(day, time.fromisoformat(hours["from"]), time.fromisoformat(hours["to"]))
