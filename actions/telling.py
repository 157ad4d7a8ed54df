"""Takes in what a message tells on its way to being answered."""

import re
from dataclasses import asdict
from typing import Any

from rapidfuzz import fuzz

from actions.told import told
from actions.turn import Turn
from bot.language.words import words

TELLS_OF_BADGES = frozenset(
    {"tell_situation", "tell_experience", "tell_goal", "find_opening", "find_opportunity", "ask_pathway"}
)
HOLDS = re.compile(r"\b(ive|i've|i have|i hold|i did|i earned|got|already (got|have|did))\b", re.IGNORECASE)
ALIKE = 88
"""How alike (0 to 100) what is said and a badge's name must be."""


async def take_in(turn: Turn) -> dict[str, Any]:
    """Remembers what was told, areas as the city knows them. Returns the change, in the shape of a `profile` effect."""
    change = told(turn.heard)
    await _settle_areas(turn, change)
    _date_the_age(turn, change)
    turn.remember(change)
    await _take_badges(turn)
    return change


async def _take_badges(turn: Turn) -> None:
    """ "I've got first aider": believed for plans, as if they had said that they finished it; never for fit."""
    if turn.heard.intent not in TELLS_OF_BADGES or not HOLDS.search(turn.heard.text):
        return
    for said in turn.heard.words("badge") or await _badges_by_name(turn):
        for badge in await turn.services.catalogue.badges(turn.city.id, said, 1):
            if fuzz.ratio(badge.name.casefold(), said.casefold()) >= ALIKE:
                turn.effect("step", item=badge.id, title=badge.name, badges=[badge.id], state="done", proof="badge")


async def _badges_by_name(turn: Turn) -> list[str]:
    """Badges whose whole name stands in the message; a name of one everyday word is not enough."""
    text = " ".join(words(turn.heard.text))
    stock = await turn.services.catalogue.stock(turn.city.id)
    names = [(badge.name, words(badge.name)) for badge in stock.badges.values()]
    return [name for name, parts in names if len(parts) > 1 and f" {' '.join(parts)} " in f" {text} "]


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
