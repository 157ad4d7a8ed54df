"""Reads from the store what an index is made of."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from bot.catalogue import implied, tables
from bot.catalogue.careers import Occupation, occupation_from
from bot.catalogue.city import city_from
from bot.catalogue.duplicates.twins import twins
from bot.catalogue.index import SAMPLE, Stored, described
from bot.catalogue.tags import spelt, unknown
from bot.catalogue.terms import facet
from bot.store import raw


def version_of(connection: Connection, city: str) -> int | None:
    """The city's data version; None when there is no such city.

    Asked with every search, so it is no expression that is compiled each time.
    """
    mark = ":city" if connection.dialect.name == "sqlite" else "%(city)s"
    found: int | None = raw.value(connection, f"SELECT version FROM city WHERE id = {mark}", {"city": city})  # noqa: S608
    return found


def read(session: Session, city: str) -> Stored | None:
    """Everything that search keeps of a city; None when there is no such city."""
    row = session.get(tables.CityRow, city)
    if row is None:
        return None
    opportunity = tables.OpportunityRow
    here = (opportunity.city == city, opportunity.withdrawn.is_(None))
    counts = select(func.count(), func.min(opportunity.key), func.max(opportunity.key)).where(opportunity.city == city)
    size, first, last = session.execute(counts).one()
    kinds = (session.execute(select(opportunity.kind).where(*here).distinct())).scalars().all()
    sample = select(opportunity.terms).where(*here).order_by(opportunity.key).limit(SAMPLE)
    terms = session.execute(sample).scalars().all()
    interests, skills = things(session, tables.InterestRow, city), things(session, tables.SkillRow, city)
    badges, home = things(session, tables.BadgeRow, city), city_from(row.facts)
    known = {*described(interests, skills), *(facet("a", area.id) for area in home.areas)}
    return Stored(
        city=home,
        version=row.version,
        size=size,
        first=first or 0,
        last=last or 0,
        kinds=kinds,
        interests=interests,
        skills=skills,
        tags={**implied.tags(badges, known), **_tags(session, city, terms, known)},
        occupations=occupations(session, city),
        badges=badges,
        pathways=things(session, tables.PathwayRow, city),
        terms=terms,
        twins=twins(session, city),
    )


def _tags(session: Session, city: str, terms: Sequence[str], known: Collection[str]) -> Mapping[str, str]:
    """What opportunities name and no list describes. Their rows are read again only where there is any."""
    wanted = unknown(terms, known)
    if not wanted:
        return {}
    row = tables.OpportunityRow
    query = select(row.interests, row.skills, row.area).where(row.city == city, row.withdrawn.is_(None))
    rows = session.execute(query.order_by(row.key).limit(SAMPLE))
    return spelt(wanted, ((interests, skills, area) for interests, skills, area in rows))


def occupations(session: Session, city: str) -> list[Occupation]:
    """Those that the city describes, then those that its openings, mentors and pathways name."""
    known = [occupation_from(each) for each in things(session, tables.OccupationRow, city)]
    rows = (things(session, row, city) for row in (tables.OpeningRow, tables.MentorRow, tables.PathwayRow))
    return [*known, *implied.occupations(city, known, *rows)]


def things(session: Session, row: type[Any], city: str) -> list[Any]:
    """All rows of a kind in a city that are not withdrawn, in the order of their ids."""
    query = select(row).where(row.city == city, row.withdrawn.is_(None)).order_by(row.id)
    return list((session.execute(query)).scalars().all())
