"""Takes in what a message tells on its way to being answered."""

from dataclasses import asdict
from typing import Any

from actions.told import told
from actions.turn import Turn


async def take_in(turn: Turn) -> dict[str, Any]:
    """Remembers what was told, areas as the city knows them. Returns the change, in the shape of a `profile` effect."""
    change = told(turn.heard)
    await _settle_areas(turn, change)
    _date_the_age(turn, change)
    turn.remember(change)
    return change


async def _settle_areas(turn: Turn, change: dict[str, dict[str, Any]]) -> None:
    _take_places_from_interests(turn, change)
    places = change.get("set", {}).get("areas")
    if not places:
        return
    known = [area.id for place in places if (area := await turn.services.catalogue.area(turn.city.id, place))]
    if known:
        change["set"]["areas"] = known
    else:
        del change["set"]["areas"]


def _take_places_from_interests(turn: Turn, change: dict[str, dict[str, Any]]) -> None:
    """A part of the city is a place, also where the brain took its name for a topic."""
    names = {area.name.casefold() for area in turn.city.areas}
    liked = change.get("add", {}).get("interests", [])
    places = [word for word in liked if word.casefold() in names]
    if not places:
        return
    change["add"]["interests"] = [word for word in liked if word not in places]
    change.setdefault("set", {}).setdefault("areas", places)


def _date_the_age(turn: Turn, change: dict[str, dict[str, Any]]) -> None:
    if "age" in change.get("set", {}):
        change["set"]["age_told"] = turn.today.isoformat()


def known_facts(turn: Turn) -> dict[str, Any]:
    """What is known about the learner and not empty, by field."""
    return {
        name: value for name, value in asdict(turn.profile).items() if value and name not in ("skipped", "age_told")
    }
