"""The SQL about addresses, updates, codes and leads."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Connection, Row, Table, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat.reach.tables import AddressRow, LeadRow, LinkCodeRow, ReceivedRow
from bot.chat.tables import ConversationRow

BATCH = 500
"""Updates or addresses looked at in one go."""


def keep(connection: Connection, row: dict[str, Any]) -> bool:
    """Stores an update; False when its number is known."""
    return _insert(connection, cast("Table", ReceivedRow.__table__), row)


async def waiting(session: AsyncSession, channel: str) -> Sequence[ReceivedRow]:
    """Updates that nobody handled yet, as they came."""
    rows = await session.scalars(
        select(ReceivedRow)
        .where(ReceivedRow.channel == channel, ReceivedRow.waiting.is_(True))
        .order_by(ReceivedRow.at, ReceivedRow.number)
        .limit(BATCH)
    )
    return rows.all()


def done(connection: Connection, channel: str, number: int) -> None:
    """Forgets all of an update but its number."""
    connection.execute(
        update(ReceivedRow)
        .where(ReceivedRow.channel == channel, ReceivedRow.number == number)
        .values(waiting=False, sender="", sealed=b"")
    )


async def count_try(session: AsyncSession, channel: str, number: int) -> int:
    counted = await session.scalars(
        update(ReceivedRow)
        .where(ReceivedRow.channel == channel, ReceivedRow.number == number)
        .values(tries=ReceivedRow.tries + 1)
        .returning(ReceivedRow.tries)
    )
    return counted.one_or_none() or 0


async def put(session: AsyncSession, row: dict[str, Any]) -> None:
    """Makes an address or leads it to another conversation."""
    if not await _insert_new(session, cast("Table", AddressRow.__table__), row):
        await session.execute(update(AddressRow).where(AddressRow.key == row["key"]).values(row))


def addresses_of(connection: Connection, channel: str, conversations: Collection[str]) -> Sequence[Row[Any]]:
    """The addresses at which these conversations can be answered."""
    reached = select(AddressRow.__table__).where(
        AddressRow.conversation_id.in_(conversations), AddressRow.channel == channel, AddressRow.blocked.is_(False)
    )
    return connection.execute(reached).all()


def address(connection: Connection, key: str) -> Row[Any] | None:
    return connection.execute(select(AddressRow.__table__).where(AddressRow.key == key)).one_or_none()


def note(connection: Connection, key: str, seq: int, part: int) -> None:
    """How far an address was sent."""
    connection.execute(update(AddressRow).where(AddressRow.key == key).values(sent=seq, part=part))


def handling(connection: Connection, conversation_id: str) -> str | None:
    """Who answers in a conversation; None when it is gone."""
    asked = select(ConversationRow.handling).where(ConversationRow.id == conversation_id)
    return connection.execute(asked).scalar_one_or_none()


async def behind(session: AsyncSession, channel: str) -> Sequence[AddressRow]:
    """Addresses that have not been sent all that was said, longest waiting first."""
    rows = await session.scalars(
        select(AddressRow)
        .join(ConversationRow, ConversationRow.id == AddressRow.conversation_id)
        .where(
            AddressRow.channel == channel,
            AddressRow.blocked.is_(False),
            ConversationRow.next_seq > AddressRow.sent + 1,
        )
        .order_by(ConversationRow.last_word)
        .limit(BATCH)
    )
    return rows.all()


async def change(session: AsyncSession, which: str, **values: object) -> None:
    await session.execute(update(AddressRow).where(AddressRow.key == which).values(**values))


async def lead(session: AsyncSession, channel: str, owner: str, now: datetime, span: timedelta) -> bool:
    """Takes or renews the lead; False while another process has it."""
    row = {"channel": channel, "owner": owner, "until": now + span}
    if await _insert_new(session, cast("Table", LeadRow.__table__), row):
        return True
    taken = await session.execute(
        update(LeadRow)
        .where(LeadRow.channel == channel, or_(LeadRow.owner == owner, LeadRow.until <= now))
        .values(row)
        .returning(LeadRow.channel)
    )
    return taken.first() is not None


async def oust(session: AsyncSession, channel: str, owner: str) -> None:
    """Ends the lead of everybody else."""
    await session.execute(delete(LeadRow).where(LeadRow.channel == channel, LeadRow.owner != owner))


async def leave(session: AsyncSession, channel: str, owner: str) -> None:
    await session.execute(delete(LeadRow).where(LeadRow.channel == channel, LeadRow.owner == owner))


async def take_code(session: AsyncSession, digest: str, now: datetime) -> str | None:
    """The conversation that a code opens, now for the last time."""
    taken = await session.scalars(
        delete(LinkCodeRow)
        .where(LinkCodeRow.digest == digest, LinkCodeRow.expires > now)
        .returning(LinkCodeRow.conversation_id)
    )
    return taken.one_or_none()


async def sweep(session: AsyncSession, now: datetime, known_since: datetime) -> None:
    """Deletes codes that are over and the numbers of old updates."""
    await session.execute(delete(LinkCodeRow).where(LinkCodeRow.expires <= now))
    await session.execute(delete(ReceivedRow).where(ReceivedRow.at < known_since, ReceivedRow.waiting.is_(False)))


async def _insert_new(session: AsyncSession, table: Table, row: dict[str, Any]) -> bool:
    return await (await session.connection()).run_sync(_insert, table, row)


def _insert(connection: Connection, table: Table, row: dict[str, Any]) -> bool:
    """Inserts a row unless its key is there already."""
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    key = next(iter(table.primary_key))
    inserted = connection.execute(make(table).values(row).on_conflict_do_nothing().returning(key))
    return inserted.first() is not None
