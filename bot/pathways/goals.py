"""What a goal takes: a published pathway's steps where there is one, else what employers and badges ask for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.catalogue.badges import Badge
from bot.catalogue.careers import Occupation
from bot.catalogue.pathways import Pathway
from bot.catalogue.stock import Stock
from bot.pathways.graph import Clause
from bot.pathways.model import Goal
from bot.pathways.ways import skill, taught_skills

SHOWING = 6
"""Badges that are looked at for a job to which neither a pathway nor an opening leads."""


@dataclass(frozen=True, slots=True)
class Takes:
    clauses: Sequence[Clause]
    pathway: Pathway | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)
    """What a token is for, in the words of the pathway."""
    whole: bool = True
    """False where it shows something of the goal and does not lead there."""


def takes(stock: Stock, goal: Goal) -> list[Takes]:
    """What the goal takes, in the order in which it is tried."""
    published = [_of_pathway(each) for each in stock.pathways if each.goal == goal.id]
    if goal.kind == "opening" and goal.id in stock.openings:
        return [*published, Takes([(goal.id,), *_skills(stock, goal.id)]), Takes([(goal.id,)])]
    direct = goal.kind != "occupation" or goal.id in stock.occupation_of.values()
    return [*published, *([Takes([(goal.id,)])] if direct else [])]


def _skills(stock: Stock, opening: str) -> list[Clause]:
    """The skills that an employer asks for, as far as badges here show them."""
    taught = taught_skills(stock)
    return [(skill(name),) for name in stock.openings[opening].skills_must if skill(name) in taught]


def shows(stock: Stock, goal: Goal) -> list[Takes]:
    """Badges that show something of an occupation, each by itself, for one to which nothing leads."""
    job = stock.occupations.get(goal.id)
    return [Takes([(badge.id,)], whole=False) for badge in _badges_that_show(stock, job)] if job else []


def _of_pathway(pathway: Pathway) -> Takes:
    """All of its steps; within a step any one, or all, of its badges."""
    clauses: list[Clause] = []
    reasons: dict[str, str] = {}
    for step in pathway.steps:
        tokens = tuple(id for id, _ in step.items)
        clauses += [tokens] if step.rule == "any" else [(token,) for token in tokens]
        reasons |= dict.fromkeys(tokens, step.title)
    return Takes([clause for clause in clauses if clause], pathway, reasons)


def _badges_that_show(stock: Stock, job: Occupation) -> list[Badge]:
    """Badges that share most with a job: its skills, and the interests it has to do with, first ones first."""
    weights = dict.fromkeys(job.skills, 1.0) | {each: 1.5 / (1 + place) for place, each in enumerate(job.interests)}
    scores = {
        badge.id: sum(weights.get(each, 0.0) for each in (*badge.skills, *badge.interests))
        for badge in stock.badges.values()
        if set(badge.interests) & set(job.interests)
    }
    best = sorted((id for id, score in scores.items() if score >= 1.0), key=lambda id: (-scores[id], id))
    return [stock.badges[id] for id in best[:SHOWING]]
