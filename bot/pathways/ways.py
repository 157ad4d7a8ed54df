"""A city's stock as ways that a plan can take."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.catalogue.badges import Badge
from bot.catalogue.fit import distance_km
from bot.catalogue.model import Online, Opportunity, Position
from bot.catalogue.openings import Opening
from bot.catalogue.stock import Stock
from bot.openings.ages import FULL_TIME, youngest
from bot.pathways.graph import NEVER, Clause, Way

EFFORT = {
    "workshop": 0,
    "taster": 0,
    "event": 0,
    "work experience": 14,
    "competition": 28,
    "drop-in": 28,
    "course": 42,
    "club": 42,
    "group": 42,
    "volunteering": 56,
    "apprenticeship": 365,
}
"""Days until something gives its badge, where its provider names no end: an estimate, counted from the first time."""
EFFORT_ELSE = 28
RECOGNITION_DAYS = 14
"""How long an issuer is given to look at evidence."""
ANY_TIME = frozenset({"drop-in", "club", "group", "volunteering"})
"""Kinds that one can join at any time between their first and last day."""
LATE_START = 4
"""Of anything else, the first quarter may be missed."""


def skill(name: str) -> str:
    """The token of a skill."""
    return f"skill:{name.casefold()}"


def shown_skills(stock: Stock, badge: Badge) -> tuple[str, ...]:
    """Tokens of the skills that a badge shows."""
    return tuple(skill(stock.skills.get(each, each)) for each in badge.skills)


def opportunity_way(stock: Stock, one: Opportunity) -> Way:
    """It gives its badges, and the skills that it and its badges name."""
    known = [stock.badges[badge] for badge in one.awards if badge in stock.badges]
    shown = [token for badge in known for token in shown_skills(stock, badge)]
    opens, closes, days, ends = _span(one)
    return Way(
        id=one.id,
        gives=tuple(dict.fromkeys((*one.awards, *shown, *map(skill, one.skills)))),
        needs=tuple((badge,) for badge in one.requires),
        opens=opens,
        closes=-1 if one.places == 0 else closes,
        days=days,
        ends=ends,
        age_min=one.age_min,
        age_max=one.age_max,
        cost=None if one.cost is None else float(one.cost),
        place="" if one.online is not Online.NO else one.area,
    )


def _span(one: Opportunity) -> tuple[int, int, int, int | None]:
    """(first day to begin, last day to begin, days it takes, its fixed end)."""
    days = EFFORT.get(one.kind, EFFORT_ELSE)
    until = one.valid_until.toordinal() if one.valid_until else NEVER
    if one.starts is None:
        last = one.ends.toordinal() if one.ends else NEVER
        return 0, min(until, last), days, None
    first, last = one.starts.toordinal(), (one.ends or one.starts).toordinal()
    if one.kind in ANY_TIME and last > first:
        return first, min(until, last), min(days, last - first), None
    return first, min(until, first + (last - first) // LATE_START), 0, last


def opening_way(stock: Stock, opening: Opening, strict: bool = True) -> Way:
    """Applying takes no time; it needs the badges that the employer asks for.

    Only work leads to an occupation, and no placement does. With `strict` it can be applied for until it closes; else
    it stands for the next one like it.
    """
    clauses: list[Clause] = [(badge.id,) for badge in opening.badges_must]
    job = stock.occupation_of.get(opening.id) if opening.kind in FULL_TIME else None
    last = opening.closes.toordinal() if opening.closes else NEVER
    return Way(
        id=opening.id,
        gives=(opening.id, *([job] if job else [])),
        needs=tuple(clauses),
        closes=-1 if opening.places == 0 else (last if strict else NEVER),
        age_min=youngest(opening.kind, opening.age_min, stock.city.age_rules),
        age_max=opening.age_max,
        place=opening.area,
        kind="opening",
    )


def city_ways(stock: Stock, strict: bool = True) -> list[Way]:
    openings = [opening_way(stock, opening, strict) for opening in stock.openings.values()]
    return [opportunity_way(stock, one) for one in stock.awarding.values()] + openings


def taught_skills(stock: Stock) -> frozenset[str]:
    """Tokens of the skills that badges here show."""
    return frozenset(token for badge in stock.badges.values() for token in shown_skills(stock, badge))


def recognition_ways(stock: Stock, badges: Sequence[Badge]) -> list[Way]:
    """What somebody did already, shown to those who award the badge."""
    return [
        Way(
            id=f"recognition:{badge.id}",
            gives=(badge.id, *shown_skills(stock, badge)),
            days=RECOGNITION_DAYS,
            kind="recognition",
        )
        for badge in badges
    ]


def distances(stock: Stock, areas: Sequence[str]) -> dict[str, float]:
    """Kilometres from the nearest of the learner's areas to every area; empty when none of theirs is known."""
    where: Mapping[str, Position | None] = {area.id: area.position for area in stock.city.areas}
    homes = [place for area in areas if (place := where.get(area.rpartition(":")[2]))]
    if not homes:
        return {}
    return {id: min(distance_km(home, place) for home in homes) for id, place in where.items() if place}


def day_of(ordinal: int) -> date:
    return date.fromordinal(min(ordinal, date.max.toordinal()))
