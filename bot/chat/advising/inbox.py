"""The advisers' inbox: which conversations, in which order."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased, load_only

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
BY_NEED = (Row.need.desc(), Row.last_word.desc(), Row.id.desc())


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


@dataclass(frozen=True, slots=True)
class Mark:
    """The last row of a page: the next goes on after it (keyset paging), as quick for page 1,000 as for page 1."""

    need: int
    at: datetime
    id: str
    count: int
    """How many there are in all, so that they are counted once."""

    @classmethod
    def of(cls, row: Row, count: int) -> "Mark":
        return cls(row.need, row.last_word, row.id, count)

    @classmethod
    def read(cls, text: str) -> "Mark | None":
        """None for what makes no sense: then it is the first page."""
        try:
            need, at, id, count = text.split("~")
            mark = cls(int(need), datetime.fromisoformat(at), id, min(max(int(count), 0), COUNTED + 1))
        except ValueError:
            return None
        return mark if mark.at.tzinfo is not None and 0 <= mark.need <= Need.WORRIED else None

    def __str__(self) -> str:
        return f"{self.need}~{self.at.isoformat()}~{self.id}~{self.count}"

    def later(self, by_need: bool = False) -> ColumnElement[bool]:
        """What comes after it, by need or by time alone."""
        older = or_(Row.last_word < self.at, and_(Row.last_word == self.at, Row.id < self.id))
        return or_(Row.need < self.need, and_(Row.need == self.need, older)) if by_need else older


async def page(session: AsyncSession, cities: frozenset[str], person: str, chosen: Filter, before: str = "") -> Page:
    """One page of what an adviser of these cities may see: whom one has to worry about first, whatever the view; then
    most needed first in the view of those who need a person, newest first in the others."""
    mark = Mark.read(before)
    rows = await _rows(session, cities, person, chosen, mark)
    if mark is not None:
        count = mark.count
    elif len(rows) <= PAGE:
        count = len(rows)
    else:
        wanted = select(Row.id).where(*conditions(cities, person, chosen)).limit(COUNTED + 1)
        count = await session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    more = str(Mark.of(rows[PAGE - 1], count)) if len(rows) > PAGE else ""
    return Page(await _entries(session, rows[:PAGE]), count, more, chosen)


async def _rows(
    session: AsyncSession, cities: frozenset[str], person: str, chosen: Filter, mark: Mark | None
) -> list[Row]:
    """City by city, since an index keeps its order only within one; what belongs on the page is merged here. A tag
    names its conversations itself, wherever they are."""
    within = cities & {chosen.city} if chosen.city else cities
    found: list[Row] = []
    for some in [within] if chosen.tag else [frozenset({city}) for city in sorted(within)]:
        here = select(Row).options(load_only(*SNIPPET_COLUMNS, raiseload=True))
        here = _ordered(here.where(*conditions(some, person, chosen)), chosen).limit(PAGE + 1)
        for part in _parts(here, chosen, mark):
            found += await session.scalars(part)
    found.sort(key=_rank if chosen.view == "needs" else _rank_of_worries, reverse=True)
    return found[: PAGE + 1]


def _parts(here: Select[Any], chosen: Filter, mark: Mark | None) -> list[Select[Any]]:
    """What comes after the mark. Where the newest come first, those one has to worry about are looked for apart."""
    if chosen.view == "needs":
        return [here.where(mark.later(by_need=True)) if mark else here]
    # In an order that only the index by need has, or SQLite reads the whole city for these few.
    worried = here.where(Row.need >= Need.WORRIED).order_by(None).order_by(*BY_NEED)
    others = here.where(Row.need < Need.WORRIED)
    if mark is None:
        return [worried, others]
    return [worried.where(mark.later()), others] if mark.need == Need.WORRIED else [others.where(mark.later())]


def _rank(row: Row) -> tuple[int, datetime, str]:
    return row.need, row.last_word, row.id


def _rank_of_worries(row: Row) -> tuple[bool, datetime, str]:
    return row.need == Need.WORRIED, row.last_word, row.id


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
        return found.order_by(*BY_NEED)
    return found.order_by(Row.last_word.desc(), Row.id.desc())


async def _entries(session: AsyncSession, rows: Sequence[Row]) -> list[Entry]:
    ids = [row.id for row in rows]
    other = aliased(MessageRow)
    last = select(func.max(other.seq)).where(other.conversation_id == Row.id, other.speaker != Speaker.GUIDE)
    newest = MessageRow.seq == last.correlate(Row).scalar_subquery()
    said = await session.execute(
        select(Row.id, MessageRow.text, MessageRow.speaker)
        .join(MessageRow, and_(MessageRow.conversation_id == Row.id, newest))
        .where(Row.id.in_(ids))
    )
    words = {id: (text, speaker) for id, text, speaker in said}
    tagged: dict[str, list[str]] = {}
    tags = select(TagRow.conversation_id, TagRow.tag).where(TagRow.conversation_id.in_(ids), TagRow.seq == 0)
    for id, tag in await session.execute(tags):
        tagged.setdefault(id, []).append(tag)
    return [Entry(row, *words.get(row.id, ("", "")), sorted(tagged.get(row.id, ()))) for row in rows]
