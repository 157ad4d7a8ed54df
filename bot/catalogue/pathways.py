"""Pathways that a city or an employer published: goals in steps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.catalogue.implied import bare
from bot.catalogue.tables import PathwayRow


@dataclass(frozen=True, slots=True)
class Step:
    title: str
    rule: str
    """`all`, `any` (of these badges) or `opening`."""
    items: Sequence[tuple[str, str]]
    """(public id, name) of badges, or of the one opening."""


@dataclass(frozen=True, slots=True)
class Pathway:
    id: str
    title: str
    goal_type: str
    """`occupation`, `opening` or `badge`."""
    goal: str
    """Public id of what it leads to."""
    goal_name: str
    organisation: str = ""
    summary: str = ""
    steps: Sequence[Step] = ()


ByType = Mapping[str, Mapping[str, str]]
"""For each of `occupation`, `opening`, `badge` and `org`: names by source id, or source ids by what one may write."""


def pathway_from(row: PathwayRow, names: ByType, ids: ByType) -> Pathway:
    """From a row. What it leads to and the badges on the way may be written as ids or as names."""
    goal = ids[row.goal_type].get(bare(row.goal), row.goal)
    return Pathway(
        id=row.id,
        title=row.title,
        goal_type=row.goal_type,
        goal=f"{row.city}:{row.goal_type}:{goal}",
        goal_name=names[row.goal_type].get(goal, goal),
        organisation=names["org"].get(row.organisation, row.organisation),
        summary=row.summary,
        steps=tuple(step_from(row.city, step, names, ids) for step in row.steps),
    )


def step_from(city: str, stored: str, names: ByType, ids: ByType) -> Step:
    """A step as stored: "Title=all:badge,badge"."""
    title, _, rest = stored.partition("=")
    rule, _, items = rest.partition(":")
    kind = "opening" if rule.strip() == "opening" else "badge"
    meant = [ids[kind].get(bare(item), item.strip()) for item in items.split(",")]
    named = tuple((f"{city}:{kind}:{each}", names[kind].get(each, each)) for each in meant if each)
    return Step(title.strip(), rule.strip(), named)
