"""The advisers' inbox: which conversations, in which order."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased, load_only

from bot.chat.advising.narrowing import Filter, conditions, few, hidden
from bot.chat.advising.summary import Need
from bot.chat.advising.tables import TagRow
from bot.chat.model import Speaker
from bot.chat.tables import ConversationRow as Row
from bot.chat.tables import MessageRow

PAGE = 50
COUNTED = 500
"""Beyond that many the number is not told; counting all would take longer than reading a page."""
SNIPPET_COLUMNS = (
    *(Row.id, Row.city, Row.channel, Row.language, Row.handling, Row.area, Row.age_band, Row.intent, Row.confidence),
    *(Row.need, Row.need_since, Row.unread, Row.assigned, Row.holder, Row.outcome, Row.resolved, Row.last_word),
    *(Row.started, Row.learner_id, Row.next_seq),
)
KEY = (Row.need, Row.last_word, Row.id)
NEWEST = (Row.last_word.desc(), Row.id.desc())
BY_NEED = (Row.need.desc(), *NEWEST)
Look = Select[int, datetime, str]


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
    count: int = 0
    """How many there are in all, so that they are counted once."""

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

    def rank(self, chosen: Filter) -> tuple[int, datetime, str]:
        """What it is sorted by, the highest first."""
        return self.need if chosen.view == "needs" else int(self.need == Need.WORRIED), self.at, self.id

    def later(self, by_need: bool = False) -> ColumnElement[bool]:
        """What comes after it, by need or by time alone."""
        older = and_(Row.last_word <= self.at, or_(Row.last_word < self.at, Row.id < self.id))
        if not by_need:
            return older
        return and_(Row.need <= self.need, or_(Row.need < self.need, older))


async def page(session: AsyncSession, cities: frozenset[str], person: str, chosen: Filter, before: str = "") -> Page:
    """One page of what an adviser of these cities may see: whom one has to worry about first, whatever the view; then
    most needed first in the view of those who need a person, newest first in the others."""
    mark = Mark.read(before)
    keys = await _keys(session, cities, person, chosen, mark)
    count = mark.count if mark else min(len(keys), COUNTED + 1)
    more = str(replace(keys[PAGE - 1], count=count)) if len(keys) > PAGE else ""
    return Page(await _entries(session, [key.id for key in keys[:PAGE]]), count, more, chosen)


async def _keys(
    session: AsyncSession, cities: frozenset[str], person: str, chosen: Filter, mark: Mark | None
) -> list[Mark]:
    """What comes after the mark, in order: what one page needs, and for the first as many as are counted. City by city,
    since an index keeps its order only within one; what one tag or one adviser has is found at once."""
    by = await few(session, person, chosen)
    within = cities & {chosen.city} if chosen.city else cities
    most = PAGE + 1 if mark else COUNTED + 1
    everywhere = select(*KEY).where(*conditions(cities, person, chosen, by)).limit(most)
    apart = [select(*KEY).where(*conditions(frozenset({city}), person, chosen, by)).limit(most) for city in within]
    looks = _after(everywhere, [everywhere] if by else apart, chosen, mark)
    found = [Mark(need, at, id) for look in looks for need, at, id in await session.execute(look)]
    return sorted(found, key=lambda key: key.rank(chosen), reverse=True)


def _after(everywhere: Look, apart: Sequence[Look], chosen: Filter, mark: Mark | None) -> list[Look]:
    """Where the newest come first, those one has to worry about are looked for by themselves: they are few."""
    if chosen.view == "needs":
        return [look.where(*([mark.later(by_need=True)] if mark else [])).order_by(*BY_NEED) for look in apart]
    worried = everywhere.where(Row.need >= Need.WORRIED).order_by(*BY_NEED)
    others = [look.where(hidden(Row.need) < Need.WORRIED).order_by(*NEWEST) for look in apart]
    if mark is None:
        return [worried, *others]
    if mark.need == Need.WORRIED:
        return [worried.where(mark.later()), *others]
    return [look.where(mark.later()) for look in others]


async def matching(
    session: AsyncSession, cities: frozenset[str], person: str, chosen: Filter, limit: int
) -> dict[str, str]:
    """The ids of all that match with their cities, in order, at most `limit`."""
    by = await few(session, person, chosen)
    order = BY_NEED if chosen.view == "needs" else NEWEST
    found = select(Row.id, Row.city).where(*conditions(cities, person, chosen, by)).order_by(*order)
    return {row.id: row.city for row in await session.execute(found.limit(limit))}


async def _entries(session: AsyncSession, ids: Sequence[str]) -> list[Entry]:
    other = aliased(MessageRow)
    last = select(func.max(other.seq)).where(other.conversation_id == Row.id, other.speaker != Speaker.GUIDE)
    newest = MessageRow.seq == last.correlate(Row).scalar_subquery()
    found = await session.execute(
        select(Row, MessageRow.text, MessageRow.speaker)
        .options(load_only(*SNIPPET_COLUMNS, raiseload=True))
        .outerjoin(MessageRow, and_(MessageRow.conversation_id == Row.id, newest))
        .where(Row.id.in_(ids))
    )
    entries = {row.id: (row, text or "", speaker or "") for row, text, speaker in found}
    tagged: dict[str, list[str]] = {}
    tags = select(TagRow.conversation_id, TagRow.tag).where(TagRow.conversation_id.in_(ids), TagRow.seq == 0)
    for id, tag in await session.execute(tags):
        tagged.setdefault(id, []).append(tag)
    return [Entry(*entries[id], sorted(tagged.get(id, ()))) for id in ids if id in entries]
