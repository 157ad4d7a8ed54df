"""Openings: jobs, apprenticeships and work experience with the city's employers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.catalogue.badges import Badge
from bot.catalogue.model import Position, Reason
from bot.catalogue.tables import OpeningRow


@dataclass(frozen=True, slots=True)
class Opening:
    id: str
    city: str
    title: str
    organisation: str
    """The employer's name, as shown."""
    organisation_id: str
    kind: str
    occupation: str = ""
    """Its name, as shown."""
    summary: str = ""
    interests: Sequence[str] = ()
    """Names."""
    badges_must: Sequence[Badge] = ()
    badges_nice: Sequence[Badge] = ()
    skills_must: Sequence[str] = ()
    """Names."""
    skills_nice: Sequence[str] = ()
    pay: Decimal | None = None
    """In `currency` for each `pay_period`; None when the employer does not say."""
    pay_period: str = ""
    currency: str = ""
    hours: str = ""
    area: str = ""
    area_name: str = ""
    address: str = ""
    postcode: str = ""
    position: Position | None = None
    age_min: int | None = None
    age_max: int | None = None
    starts: date | None = None
    closes: date | None = None
    places: int | None = None
    access: str = ""
    how_to_join: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class OpeningMatch:
    opening: Opening
    reasons: Sequence[Reason]
    """Strongest first."""
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class FoundOpenings:
    matches: Sequence[OpeningMatch]
    total: int
    data_version: str


@dataclass(frozen=True, slots=True)
class Names:
    """What an opening's source ids are called."""

    organisations: Mapping[str, str]
    interests: Mapping[str, str]
    skills: Mapping[str, str]
    occupations: Mapping[str, str]
    areas: Mapping[str, str]
    badges: Mapping[str, Badge]
    currency: str = ""
    """The city's, where a row names none."""


def opening_from(row: OpeningRow, names: Names) -> Opening:
    return Opening(
        id=row.id,
        city=row.city,
        title=row.title,
        organisation=names.organisations.get(row.organisation, row.organisation),
        organisation_id=f"{row.city}:org:{row.organisation}",
        kind=row.kind,
        occupation=names.occupations.get(row.occupation, row.occupation),
        summary=row.summary,
        interests=tuple(names.interests.get(each, each) for each in row.interests),
        badges_must=tuple(names.badges[each] for each in row.badges_must if each in names.badges),
        badges_nice=tuple(names.badges[each] for each in row.badges_nice if each in names.badges),
        skills_must=tuple(names.skills.get(each, each) for each in row.skills_must),
        skills_nice=tuple(names.skills.get(each, each) for each in row.skills_nice),
        pay=row.pay,
        pay_period=row.pay_period,
        currency=row.currency or names.currency,
        hours=row.hours,
        area=row.area,
        area_name=names.areas.get(row.area, row.area),
        address=row.address,
        postcode=row.postcode,
        position=None if row.lat is None or row.lon is None else Position(row.lat, row.lon),
        age_min=row.age_min,
        age_max=row.age_max,
        starts=row.starts,
        closes=row.closes,
        places=row.places,
        access=row.access,
        how_to_join=row.how_to_join,
        url=row.url,
    )
