"""Badges that can be earned in a city."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.catalogue.tables import BadgeRow


@dataclass(frozen=True, slots=True)
class Badge:
    id: str
    name: str
    summary: str = ""
    criteria: str = ""
    issuer: str = ""
    """The issuer's name, as shown."""
    level: str = ""
    skills: Sequence[str] = ()
    """Source ids of the city's skills."""
    interests: Sequence[str] = ()
    """Source ids of the city's interests."""
    image: str = ""
    url: str = ""


def badge_from(row: BadgeRow, organisations: Mapping[str, str]) -> Badge:
    """From a row, and the names of organisations by source id."""
    return Badge(
        id=row.id,
        name=row.name,
        summary=row.summary,
        criteria=row.criteria,
        issuer=organisations.get(row.issuer, row.issuer),
        level=row.level,
        skills=tuple(row.skills),
        interests=tuple(row.interests),
        image=row.image,
        url=row.url,
    )
