"""What the city's catalogue knows of a badge that is to be awarded."""

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.badges.issuing.model import Achievement, Party, Skill
from bot.badges.issuing.tables import EndorsementRow
from bot.catalogue.tables import BadgeRow, CityRow, OrganisationRow, SkillRow

MOST = 500


async def badge_row(session: AsyncSession, city: str, asked: str) -> BadgeRow | None:
    """By public id, source id or name; None when this city has no such badge."""
    source_id = asked.removeprefix(f"{city}:badge:")
    of_city = (BadgeRow.city == city, BadgeRow.withdrawn.is_(None))
    by_id = await session.scalars(select(BadgeRow).where(*of_city, BadgeRow.source_id == source_id).limit(1))
    if found := by_id.one_or_none():
        return found
    by_name = await session.scalars(
        select(BadgeRow).where(*of_city, func.lower(BadgeRow.name) == asked.lower()).order_by(BadgeRow.id).limit(1)
    )
    return by_name.one_or_none()


async def achievement(session: AsyncSession, row: BadgeRow) -> Achievement:
    """The badge with its organisation, its skills by name, and what employers say of it."""
    return Achievement(
        id=row.id,
        name=row.name,
        description=row.summary or row.name,
        criteria=row.criteria,
        creator=await organisation(session, row.city, row.issuer),
        skills=await _skills(session, row.city, row.skills),
        level=row.level,
        endorsements=await _endorsements(session, row.id),
    )


async def organisation(session: AsyncSession, city: str, source_id: str) -> Party:
    """By source id; one that the catalogue does not describe is known by that alone."""
    found = await session.scalars(
        select(OrganisationRow).where(OrganisationRow.city == city, OrganisationRow.source_id == source_id).limit(1)
    )
    row = found.one_or_none()
    public_id = f"{city}:org:{source_id}"
    return Party(public_id, row.name, row.url) if row else Party(public_id, source_id)


async def city(session: AsyncSession, city_id: str) -> Party | None:
    row = await session.get(CityRow, city_id)
    return Party(row.id, row.name, str(row.facts.get("url") or "")) if row else None


async def contact(session: AsyncSession, city_id: str) -> str:
    """Where to write about a badge: the city's own address, or none."""
    row = await session.get(CityRow, city_id)
    return str(row.facts.get("duty_email") or "") if row else ""


async def badges_of(session: AsyncSession, city_id: str, source_id: str | None) -> Sequence[BadgeRow]:
    """The badges of an organisation, by name; of the whole city for None."""
    mine = [] if source_id is None else [BadgeRow.issuer == source_id]
    rows = await session.scalars(
        select(BadgeRow)
        .where(BadgeRow.city == city_id, BadgeRow.withdrawn.is_(None), *mine)
        .order_by(BadgeRow.name)
        .limit(MOST)
    )
    return rows.all()


async def skill_names(session: AsyncSession, city_id: str) -> list[str]:
    rows = await session.scalars(
        select(SkillRow.name)
        .where(SkillRow.city == city_id, SkillRow.withdrawn.is_(None))
        .order_by(SkillRow.name)
        .limit(2 * MOST)
    )
    return list(rows)


async def _skills(session: AsyncSession, city_id: str, ids: Iterable[str]) -> list[Skill]:
    wanted = list(ids)
    rows = await session.scalars(select(SkillRow).where(SkillRow.city == city_id, SkillRow.source_id.in_(wanted)))
    names = {row.source_id: row.name for row in rows}
    return [Skill(each, names.get(each, each)) for each in wanted]


async def _endorsements(session: AsyncSession, badge: str) -> tuple[str, ...]:
    rows = await session.scalars(
        select(EndorsementRow.credential)
        .where(EndorsementRow.badge == badge, EndorsementRow.withdrawn.is_(None))
        .order_by(EndorsementRow.made)
        .limit(MOST)
    )
    return tuple(rows)
