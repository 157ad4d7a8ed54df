"""New index entries for a city's opportunities, when names that stand in them changed."""

from sqlalchemy import bindparam, select, update

from bot.catalogue import tables
from bot.catalogue.city import city_from
from bot.catalogue.importing.indexing import index_values
from bot.catalogue.importing.references import load
from bot.store.engine import Store

TABLE = tables.table_of(tables.OpportunityRow)
BATCH = 500


async def reindex(store: Store, city: str) -> None:
    """Works out all index entries of a city again, batch by batch; entries that are right already are not written."""
    async with store.read() as session:
        row = await session.get_one(tables.CityRow, city)
        references = await load(session, city_from(row.facts))
    last = 0
    while True:
        async with store.write() as session:
            query = select(TABLE).where(TABLE.c.city == city, TABLE.c.key > last).order_by(TABLE.c.key).limit(BATCH)
            rows = (await session.execute(query)).mappings().all()
            if not rows:
                return
            last = rows[-1]["key"]
            fresh = [(row["key"], row["terms"], index_values(dict(row), references)["terms"]) for row in rows]
            changes = [{"at": key, "to": new} for key, old, new in fresh if old != new]
            if changes:
                statement = update(TABLE).where(TABLE.c.key == bindparam("at")).values(terms=bindparam("to"))
                await (await session.connection()).execute(statement, changes)
