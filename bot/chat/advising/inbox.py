"""The advisers' inbox: which conversations, in which order."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import load_only

from bot.chat.advising.summary import Need
from bot.chat.advising.tables import TagRow
from bot.chat.advising.topics import TOPICS
from bot.chat.model import Handling, Speaker
from bot.chat.tables import ConversationRow as Row
from bot.chat.tables import MessageRow

PAGE = 50
COUNTED = 1000
"""Beyond that many the number is not told; counting all would take longer than reading a page."""
UNSURE = 0.6
VIEWS = ("needs", "mine", "all")
SNIPPET_COLUMNS = (
    *(Row.id, Row.city, Row.channel, Row.language, Row.handling, Row.area, Row.age_band, Row.intent, Row.confidence),
    *(Row.need, Row.need_since, Row.unread, Row.assigned, Row.holder, Row.outcome, Row.resolved, Row.last_word),
    *(Row.started, Row.learner_id, Row.next_seq),
)


@dataclass(frozen=True, slots=True)
class Filter:
    """Everything that an inbox can be narrowed by. Empty words and None mean: any."""

    view: str = "needs"
    unread: bool = False
    city: str = ""
    channel: str = ""
    area: str = ""
    age_band: str = ""
    language: str = ""
    topic: str = ""
    intent: str = ""
    unsure: bool = False
    below: float = 0.0
    """The guide was less sure of the last message than that; 0 for any."""
    adviser: str = ""
    """`with` somebody, `without` anybody, or a person's id."""
    since: datetime | None = None
    until: datetime | None = None
    tag: str = ""
    outcome: str = ""
    """One of Outcome, `open` or `resolved`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the inbox."""

    row: Row
    text: str = ""
    """The last message that is not the guide's."""
    speaker: str = ""
    tags: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Page:
    entries: Sequence[Entry]
    count: int
    """COUNTED + 1 stands for more than COUNTED."""
    before: str = ""
    """Where the next page begins; empty after the last."""
    filter: Filter = field(default_factory=Filter)


async def page(session: AsyncSession, cities: frozenset[str], person: str, chosen: Filter, before: str = "") -> Page:
    """One page of what an adviser of these cities may see: whom one has to worry about first, whatever the view; then
    most needed first in the view of those who need a person, newest first in the others."""
    wanted = conditions(cities, person, chosen)
    rows = await _rows(session, cities, person, chosen, before)
    on_top = await _on_top(session, wanted, chosen) if not before else []
    count = await session.scalar(
        select(func.count()).select_from(select(Row.id).where(*wanted).limit(COUNTED + 1).subquery())
    )
    entries = await _entries(session, [*on_top, *rows[:PAGE]])
    return Page(entries, count or 0, _mark(rows[PAGE - 1], chosen) if len(rows) > PAGE else "", chosen)


async def _rows(session: AsyncSession, cities: frozenset[str], person: str, chosen: Filter, before: str) -> list[Row]:
    """City by city, since an index keeps its order only within one; what belongs on the page is merged here."""
    found: list[Row] = []
    for city in sorted(cities & {chosen.city} if chosen.city else cities):
        here = select(Row).options(load_only(*SNIPPET_COLUMNS, raiseload=True))
        here = here.where(*conditions(frozenset({city}), person, chosen))
        here = here if chosen.view == "needs" else here.where(Row.need < Need.WORRIED)
        found += await session.scalars(_from(_ordered(here, chosen), chosen, before).limit(PAGE + 1))
    by_need = chosen.view == "needs"
    found.sort(key=lambda row: (row.need if by_need else 0, row.last_word, row.id), reverse=True)
    return found[: PAGE + 1]


async def _on_top(session: AsyncSession, wanted: Sequence[ColumnElement[bool]], chosen: Filter) -> Sequence[Row]:
    """Whom one has to worry about, where the order of the view would not put them on top."""
    if chosen.view == "needs":
        return []
    worried = select(Row).options(load_only(*SNIPPET_COLUMNS, raiseload=True)).where(*wanted, Row.need == Need.WORRIED)
    return (await session.scalars(worried.order_by(Row.last_word.desc()).limit(PAGE))).all()


async def matching(session: AsyncSession, cities: frozenset[str], person: str, chosen: Filter, limit: int) -> list[str]:
    """The ids of all that match, at most `limit`."""
    found = select(Row.id).where(*conditions(cities, person, chosen))
    return list(await session.scalars(_ordered(found, chosen).limit(limit)))


def conditions(cities: frozenset[str], person: str, chosen: Filter) -> list[ColumnElement[bool]]:
    """What a filter comes to. Cities that are not the adviser's are never looked at."""
    within = cities & {chosen.city} if chosen.city else cities
    wanted: list[ColumnElement[bool]] = [Row.city.in_(sorted(within)), Row.handling != Handling.ERASED]
    if chosen.view == "needs":
        wanted.append(Row.need > Need.NONE)
    elif chosen.view == "mine":
        wanted.append(Row.assigned == person)
    for column, value in (
        (Row.channel, chosen.channel),
        (Row.area, chosen.area),
        (Row.age_band, chosen.age_band),
        (Row.language, chosen.language),
        (Row.intent, chosen.intent),
    ):
        if value:
            wanted.append(column == value)
    return [*wanted, *_more(chosen)]


def _more(chosen: Filter) -> list[ColumnElement[bool]]:
    possible = (
        (chosen.unread, Row.unread.is_(True)),
        (chosen.topic, Row.intent.in_(TOPICS.get(chosen.topic, ()))),
        (chosen.unsure, Row.confidence < UNSURE),
        (chosen.below > 0, Row.confidence < chosen.below),
        (chosen.adviser == "with", Row.assigned != ""),
        (chosen.adviser == "without", Row.assigned == ""),
        (chosen.adviser not in {"", "with", "without"}, Row.assigned == chosen.adviser),
        (chosen.tag, Row.id.in_(select(TagRow.conversation_id).where(TagRow.tag == chosen.tag))),
        (chosen.outcome == "open", Row.resolved.is_(None)),
        (chosen.outcome == "resolved", Row.resolved.is_not(None)),
        (chosen.outcome not in {"", "open", "resolved"}, Row.outcome == chosen.outcome),
    )
    found = [condition for wanted, condition in possible if wanted]
    if chosen.since is not None:
        found.append(Row.last_word >= chosen.since)
    if chosen.until is not None:
        found.append(Row.last_word < chosen.until)
    return found


def _ordered(found: Select[Any], chosen: Filter) -> Select[Any]:
    if chosen.view == "needs":
        return found.order_by(Row.need.desc(), Row.last_word.desc(), Row.id.desc())
    return found.order_by(Row.last_word.desc(), Row.id.desc())


def _from(found: Select[Any], chosen: Filter, before: str) -> Select[Any]:
    """Goes on after the last row of the page before (keyset paging): as quick for page 1,000 as for page 1."""
    parts = before.split("~")
    if len(parts) != 3:
        return found
    try:
        need, at, id = int(parts[0]), datetime.fromisoformat(parts[1]), parts[2]
    except ValueError:
        return found
    if at.tzinfo is None:
        return found
    later = or_(Row.last_word < at, and_(Row.last_word == at, Row.id < id))
    if chosen.view == "needs":
        later = or_(Row.need < need, and_(Row.need == need, later))
    return found.where(later)


def _mark(row: Row, chosen: Filter) -> str:
    return f"{row.need}~{row.last_word.isoformat()}~{row.id}"


async def _entries(session: AsyncSession, rows: Sequence[Row]) -> list[Entry]:
    ids = [row.id for row in rows]
    last = (
        select(MessageRow.conversation_id, func.max(MessageRow.seq))
        .where(MessageRow.conversation_id.in_(ids), MessageRow.speaker != Speaker.GUIDE)
        .group_by(MessageRow.conversation_id)
    )
    keys = [(conversation, seq) for conversation, seq in await session.execute(last)]
    said = await session.execute(
        select(MessageRow.conversation_id, MessageRow.text, MessageRow.speaker).where(these(keys))
    )
    words = {row.conversation_id: (row.text, row.speaker) for row in said}
    tagged: dict[str, list[str]] = {}
    for tag in await session.scalars(select(TagRow).where(TagRow.conversation_id.in_(ids), TagRow.seq == 0)):
        tagged.setdefault(tag.conversation_id, []).append(tag.tag)
    return [Entry(row, *words.get(row.id, ("", "")), sorted(tagged.get(row.id, ()))) for row in rows]


def these(keys: Sequence[tuple[str, int]]) -> ColumnElement[bool]:
    """These messages, one condition each: SQLite reads a whole table for a list of pairs."""
    return or_(false(), *(and_(MessageRow.conversation_id == one, MessageRow.seq == seq) for one, seq in keys))
