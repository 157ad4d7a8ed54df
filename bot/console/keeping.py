"""How long each kind of data is kept, by city; counted in a dry run, deleted at night, with a receipt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, delete, func, select, text, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.tables import CityRow
from bot.chat.advising.tables import (
    AlertRow,
    DraftRow,
    NoteRow,
    PresenceRow,
    ReviewRow,
    SampleRow,
    TagRow,
    TakeoverRow,
    TaskRow,
)
from bot.chat.reach.tables import AddressRow
from bot.chat.tables import (
    ArrivalRow,
    ButtonRow,
    ConversationRow,
    FeedbackRow,
    FlagRow,
    InboxRow,
    MessageRow,
    TurnRow,
)
from bot.console import audit
from bot.console.keys import Desk
from bot.console.tables import RuleRow, SweepRow

NIGHT = range(2, 5)
"""Hours of the city's night in which things are deleted."""
ONCE, MISSED = timedelta(hours=20), timedelta(hours=44)
BATCH = 2000
LEAST = 1


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of data: which rows it is and how old one may get."""

    name: str
    about: str
    days: int
    tables: tuple[tuple[Any, Any], ...]
    """Each table with the column that says how old a row is."""


LAST_WORD = "last_word"
CONVERSATIONS = "conversations"
KINDS = (
    Kind(
        "messages",
        "Messages, what came in, buttons and thumbs",
        365,
        (
            *((MessageRow, MessageRow.at), (InboxRow, InboxRow.at), (FeedbackRow, FeedbackRow.at)),
            *((ButtonRow, ButtonRow.made), (ArrivalRow, ArrivalRow.at)),
        ),
    ),
    Kind("understanding", "What the guide understood", 90, ((TurnRow, TurnRow.at),)),
    Kind("addresses", "Addresses at messengers, after the last word", 30, ((AddressRow, LAST_WORD),)),
    Kind(
        "notes",
        "Notes, tags and reminders of advisers",
        365,
        ((NoteRow, NoteRow.at), (TagRow, TagRow.at), (TaskRow, TaskRow.at)),
    ),
    Kind("drafts", "Drafts and who looked", 30, ((DraftRow, DraftRow.at), (PresenceRow, PresenceRow.at))),
    Kind(
        "flags",
        "Settled flags, takeovers and alerts",
        365,
        ((FlagRow, FlagRow.resolved), (TakeoverRow, TakeoverRow.ended), (AlertRow, AlertRow.told)),
    ),
    Kind("reviews", "Samples and marks of reviewers", 365, ((ReviewRow, ReviewRow.at), (SampleRow, SampleRow.at))),
    Kind(
        CONVERSATIONS,
        "Whole conversations and all that is known about the learner, after the last word",
        365,
        ((ConversationRow, LAST_WORD),),
    ),
)
"""Months of the issue that asked for them as days: 12 are 365, 3 are 90, 1 is 30. The last one ends all the others."""


async def rules(session: AsyncSession, city: str) -> dict[str, int]:
    """Days by kind."""
    rows = await session.scalars(select(RuleRow).where(RuleRow.city == city))
    return {kind.name: kind.days for kind in KINDS} | {row.kind: row.days for row in rows}


async def set_rules(session: AsyncSession, city: str, days: Mapping[str, int], most: int) -> None:
    """Keeps a city's own days. ValueError for an unknown kind or for days out of reach."""
    known = {kind.name for kind in KINDS}
    for kind, number in days.items():
        if kind not in known or not LEAST <= number <= most:
            raise ValueError(f"{kind}: {LEAST} to {most} days")
        await session.merge(RuleRow(city=city, kind=kind, days=number))


async def dry_run(session: AsyncSession, city: str, now: datetime) -> dict[str, int]:
    """How many rows of each kind would go now."""
    days = await rules(session, city)
    counts = {}
    for kind in KINDS:
        total = 0
        for table, column in kind.tables:
            old = _old(table, column, city, now - timedelta(days=days[kind.name]))
            total += await session.scalar(select(func.count()).select_from(old.subquery())) or 0
        counts[kind.name] = total
    return counts


async def run(desk: Desk, city: str) -> dict[str, int]:
    """Deletes what is too old, in small transactions, and keeps a receipt; gives the counts by kind."""
    now, counts = desk.now(), {kind.name: 0 for kind in KINDS}
    async with desk.store.read() as session:
        days = await rules(session, city)
    for kind in KINDS:
        before = now - timedelta(days=days[kind.name])
        for table, column in kind.tables:
            counts[kind.name] += await _delete(desk, table, column, city, before)
    await _forget_understanding(desk, city, now - timedelta(days=days["understanding"]))
    async with desk.store.write() as session:
        session.add(SweepRow(at=now, city=city, counts=counts))
        await audit.record(session, now, audit.MACHINE, "deleted by rule", f"city {city}", city, counts)
        if desk.store.is_sqlite and counts["messages"]:
            # Deleted words stay in the index's older parts until these are merged.
            await session.execute(text("INSERT INTO message_index (message_index) VALUES ('optimize')"))
    return counts


async def nightly(desk: Desk) -> None:
    """Runs for every city whose night it is and that was not done this night; at any hour where a night was missed."""
    now = desk.now()
    async with desk.store.read() as session:
        cities = list(await session.scalars(select(CityRow.id)))
        receipts = await session.execute(select(SweepRow.city, func.max(SweepRow.at)).group_by(SweepRow.city))
        last = {row[0]: row[1] for row in receipts}
    for city_id in cities:
        city, done = await desk.catalogue.city(city_id), last.get(city_id)
        missed = done is not None and now - done > MISSED
        due = done is None or now - done > ONCE
        if city is not None and (missed or (due and now.astimezone(city.zone).hour in NIGHT)):
            await run(desk, city_id)


def _old(table: Any, column: Any, city: str, before: datetime) -> Select[Any]:
    """The primary keys of what is too old."""
    keys = table.__table__.primary_key.columns
    found = select(*keys)
    if table is not ConversationRow:
        found = found.join(ConversationRow, ConversationRow.id == table.conversation_id)
    age = ConversationRow.last_word if column is LAST_WORD else column
    return found.where(ConversationRow.city == city, age < before)


async def _delete(desk: Desk, table: Any, column: Any, city: str, before: datetime) -> int:
    total = 0
    while gone := await _delete_some(desk, table, column, city, before):
        total += gone
    return total


async def _delete_some(desk: Desk, table: Any, column: Any, city: str, before: datetime) -> int:
    """One small transaction; gives how many went. A conversation takes all that is known about its learner along."""
    if table is ConversationRow:
        return await desk.advising.ending.end_silent(city, before)
    async with desk.store.write() as session:
        keys = [tuple(row) for row in await session.execute(_old(table, column, city, before).limit(BATCH))]
        if keys:
            columns = tuple_(*table.__table__.primary_key.columns)
            await session.execute(delete(table).where(columns.in_(keys)))
    return len(keys)


async def _forget_understanding(desk: Desk, city: str, before: datetime) -> None:
    """What the conversation's own row says of the last message goes too."""
    old = (ConversationRow.city == city, ConversationRow.last_word < before, ConversationRow.intent != "")
    async with desk.store.write() as session:
        await session.execute(update(ConversationRow).where(*old).values(intent="", confidence=None))
