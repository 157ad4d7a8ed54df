"""What an employer asks for in an opening, as they change it on their own page."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue import tables
from bot.catalogue.stock import Stock

MOST = 10
"""Badges or skills in one list."""


class NotYoursError(LookupError):
    """There is no such opening, or it is another organisation's."""


@dataclass(frozen=True, slots=True)
class Wants:
    """Source ids, as the files name them."""

    badges_must: Sequence[str] = ()
    badges_nice: Sequence[str] = ()
    skills_must: Sequence[str] = ()


async def change(
    session: AsyncSession, stock: Stock, opening: str, organisations: Collection[str], wants: Wants
) -> None:
    """Keeps what is wanted; the city's data version grows, so that plans and fit follow at once.

    NotYoursError; ValueError for what the city does not know or a list that is too long. The next import of the file
    puts back what stands in it, if that row of the file changed meanwhile.
    """
    here = stock.openings.get(opening)
    if here is None or here.organisation_id not in organisations:
        raise NotYoursError(opening)
    badges = {id.rpartition(":")[2] for id in stock.badges}
    for known, asked in ((badges, wants.badges_must), (badges, wants.badges_nice), (stock.skills, wants.skills_must)):
        if len(asked) > MOST or not set(asked) <= set(known):
            raise ValueError("up to ten, and only what the city has a name for")
    nice = [badge for badge in wants.badges_nice if badge not in wants.badges_must]
    await session.execute(
        update(tables.OpeningRow)
        .where(tables.OpeningRow.id == opening)
        .values(badges_must=list(wants.badges_must), badges_nice=nice, skills_must=list(wants.skills_must))
    )
    row = tables.CityRow
    await session.execute(update(row).where(row.id == here.city).values(version=row.version + 1))
