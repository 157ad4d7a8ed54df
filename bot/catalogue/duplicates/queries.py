"""What finding duplicates reads and writes."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue import tables
from bot.catalogue.duplicates.finding import Pair
from bot.catalogue.duplicates.listing import Listing, listing

OPPORTUNITY = tables.table_of(tables.OpportunityRow)
ORGANISATION = tables.table_of(tables.OrganisationRow)
DUPLICATE = tables.table_of(tables.DuplicateRow)
COMPARED = (
    "id", "title", "organisation", "area", "postcode", "lat", "lon", "online", "starts", "sessions", "age_min",
    "age_max",
)  # fmt: skip
SOME = 500
"""Rows of one statement."""


async def is_known(session: AsyncSession, city: str) -> bool:
    """Whether there is such a city."""
    return await session.get(tables.CityRow, city) is not None


async def size(session: AsyncSession, city: str) -> int:
    """How many opportunities a city has, past ones included."""
    query = select(func.count()).select_from(OPPORTUNITY).where(OPPORTUNITY.c.city == city)
    return (await session.execute(query)).scalar_one()


async def listings(session: AsyncSession, city: str, today: date) -> AsyncIterator[Listing]:
    """What a city has on offer, in the order of ids."""
    names = await _names(session, city)
    here = (OPPORTUNITY.c.city == city, OPPORTUNITY.c.withdrawn.is_(None), OPPORTUNITY.c.last_day >= today)
    query = select(*(OPPORTUNITY.c[name] for name in COMPARED)).where(*here).order_by(OPPORTUNITY.c.id)
    found = await session.stream(query.execution_options(yield_per=SOME))
    async for row in found.mappings():
        yield listing(dict(row), names.get(row["organisation"], row["organisation"]))


async def _names(session: AsyncSession, city: str) -> dict[str, str]:
    columns = ORGANISATION.c
    found = await session.execute(select(columns.source_id, columns.name).where(columns.city == city))
    return {row.source_id: row.name for row in found}


async def known(session: AsyncSession, city: str) -> dict[tuple[str, str], str]:
    """All pairs that were found before, with what was said about them."""
    query = select(DUPLICATE.c.first, DUPLICATE.c.second, DUPLICATE.c.decision).where(DUPLICATE.c.city == city)
    return {(first, second): decision for first, second, decision in await session.execute(query)}


async def add(session: AsyncSession, city: str, pairs: Sequence[Pair], now: datetime) -> None:
    """Keeps new pairs, nobody having said anything about them."""
    rows = [
        {
            "first": pair.first.id,
            "second": pair.second.id,
            "city": city,
            "score": pair.likeness.score,
            "evidence": evidence(pair),
            "found": now,
            "decision": "",
        }
        for pair in pairs
    ]
    for start in range(0, len(rows), SOME):
        await session.execute(insert(DUPLICATE), rows[start : start + SOME])


def evidence(pair: Pair) -> Mapping[str, str]:
    """What speaks for a pair, in words."""
    told = pair.likeness
    return {"title": told.title, "organisation": told.organisation, "place": told.place, "time": told.time}


async def forget(session: AsyncSession, pairs: Sequence[tuple[str, str]]) -> None:
    """Lets go of pairs that nobody decided on and that are alike no longer."""
    for first, second in pairs:
        here = (DUPLICATE.c.first == first, DUPLICATE.c.second == second, DUPLICATE.c.decision == "")
        await session.execute(delete(DUPLICATE).where(*here))


async def pairs(session: AsyncSession, city: str, decision: str | None) -> Sequence[tables.DuplicateRow]:
    """A city's pairs, most likely first; of one decision where it is given ("" for none yet)."""
    row = tables.DuplicateRow
    query = select(row).where(row.city == city).order_by(row.score.desc(), row.first, row.second)
    if decision is not None:
        query = query.where(row.decision == decision)
    return (await session.scalars(query)).all()


async def decide(session: AsyncSession, first: str, second: str, values: Mapping[str, Any]) -> None:
    """Writes down what a person said."""
    here = (DUPLICATE.c.first == first, DUPLICATE.c.second == second)
    await session.execute(update(DUPLICATE).where(*here).values(**values))


async def raise_version(session: AsyncSession, city: str) -> None:
    """Tells whoever keeps the city in memory."""
    row = tables.CityRow
    await session.execute(update(row).where(row.id == city).values(version=row.version + 1))
