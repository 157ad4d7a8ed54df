"""Occupations: what work is like and how people come to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.catalogue.tables import OccupationRow


@dataclass(frozen=True, slots=True)
class Occupation:
    id: str
    name: str
    summary: str = ""
    day: str = ""
    """What a day in it is like."""
    ways_in: str = ""
    interests: Sequence[str] = ()
    """Source ids of the city's interests."""
    skills: Sequence[str] = ()
    """Source ids of the city's skills."""
    riasec: Mapping[str, float] = field(default_factory=dict)
    """Scores 1 to 7 by letter (O*NET's OI scale)."""
    hours: str = ""
    labels: Sequence[str] = ()
    source_id: str = ""


def occupation_from(row: OccupationRow) -> Occupation:
    return Occupation(
        id=row.id,
        name=row.name,
        summary=row.summary,
        day=row.day,
        ways_in=row.ways_in,
        interests=tuple(row.interests),
        skills=tuple(row.skills),
        riasec={letter: score for letter, score in row.riasec.items() if score is not None},
        hours=row.hours,
        labels=tuple(row.labels),
        source_id=row.source_id,
    )
