"""How near somebody is to what an employer asks for. Pure.

Only badges that are held count, and the skills that they show: employers can check those. What a learner says they have
done counts for plans and not here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.catalogue.badges import Badge
from bot.catalogue.openings import Opening
from bot.catalogue.stock import Stock


@dataclass(frozen=True, slots=True)
class Fit:
    held: Sequence[Badge]
    missing: Sequence[Badge]
    """Must-have badges that are not held, in the employer's order."""
    nice: Sequence[Badge]
    """Good-to-have badges that are held."""
    skills_shown: Sequence[str]
    skills_open: Sequence[str]
    """Must-have skills that no badge shows yet: a matter for the talk with the employer."""

    @property
    def musts(self) -> int:
        return len(self.held) + len(self.missing)


def fit_of(stock: Stock, opening: Opening, held: Iterable[str]) -> Fit:
    """`held` are public ids of badges."""
    have = frozenset(held)
    shown = {
        stock.skills.get(skill, skill).casefold()
        for badge in have
        if badge in stock.badges
        for skill in stock.badges[badge].skills
    }
    return Fit(
        held=[badge for badge in opening.badges_must if badge.id in have],
        missing=[badge for badge in opening.badges_must if badge.id not in have],
        nice=[badge for badge in opening.badges_nice if badge.id in have],
        skills_shown=[skill for skill in opening.skills_must if skill.casefold() in shown],
        skills_open=[skill for skill in opening.skills_must if skill.casefold() not in shown],
    )
