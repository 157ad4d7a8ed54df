"""Occupations: what work is like and how people come to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bot.catalogue.tables import OccupationRow


@dataclass(frozen=True, slots=True)
class Pay:
    """What people in an occupation earn a year, as somebody published it."""

    low: Decimal | None
    """What they start on."""
    high: Decimal | None
    """With experience."""
    currency: str
    source: str
    year: int


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
    pay: Pay | None = None
    """None unless the source and the year are known too."""


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
        pay=_pay(row),
    )


def _pay(row: OccupationRow) -> Pay | None:
    if (row.pay_from is None and row.pay_to is None) or not row.pay_source or row.pay_year is None:
        return None
    return Pay(row.pay_from, row.pay_to, row.pay_currency, row.pay_source, row.pay_year)
