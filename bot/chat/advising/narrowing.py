"""What the advisers' inbox can be narrowed by, and which index finds it.

Every condition can be told from the two indexes of the desk alone (bot/chat/tables.py), one by time and one by need,
so that the rarest match costs one look through an index. SQLite chooses by statistics, which a new store has not; so
the columns that another index begins with are hidden from it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from bot.chat.advising.summary import Need
from bot.chat.advising.tables import TagRow
from bot.chat.advising.topics import TOPICS
from bot.chat.model import Handling
from bot.chat.tables import ConversationRow as Row

UNSURE = 0.6
VIEWS = ("needs", "mine", "all")
FEW = 5000
"""Conversations of one tag or one adviser that are looked up one by one."""
TAG, ADVISER = "tag", "adviser"


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


async def few(session: AsyncSession, person: str, chosen: Filter) -> str:
    """TAG or ADVISER when the filter names one of them that has few conversations; else empty."""
    who = _adviser(person, chosen)
    if chosen.tag:
        named, found = TAG, select(TagRow.conversation_id).where(TagRow.tag == chosen.tag)
    elif who:
        named, found = ADVISER, select(Row.id).where(Row.assigned == who)
    else:
        return ""
    count = await session.scalar(select(func.count()).select_from(found.limit(FEW + 1).subquery())) or 0
    return named if count <= FEW else ""


def conditions(cities: frozenset[str], person: str, chosen: Filter, by: str = "") -> list[ColumnElement[bool]]:
    """What a filter comes to. Cities that are not the adviser's are never looked at. `by` as `few` gives it."""
    within = cities & {chosen.city} if chosen.city else cities
    city, need = (hidden(Row.city), hidden(Row.need)) if by else (Row.city, Row.need)
    wanted: list[ColumnElement[bool]] = [city.in_(sorted(within)), Row.handling != Handling.ERASED]
    if chosen.view == "needs":
        wanted.append(need > Need.NONE)
    if who := _adviser(person, chosen):
        wanted.append((Row.assigned if by == ADVISER else hidden(Row.assigned)) == who)
    if chosen.view == "mine" and chosen.adviser not in {"", "with", "without"}:
        wanted.append(hidden(Row.assigned) == chosen.adviser)
    for column, value in (
        (Row.channel, chosen.channel),
        (Row.area, chosen.area),
        (Row.age_band, chosen.age_band),
        (Row.language, chosen.language),
        (Row.intent, chosen.intent),
    ):
        if value:
            wanted.append(column == value)
    return [*wanted, *_more(chosen), *_tagged(chosen, by)]


class hidden(FunctionElement[Any]):  # noqa: N801 - used as a function, as SQLAlchemy's own are
    """The same value, of which SQLite is not to know that an index begins with it: it would take that index."""

    name = "hidden"
    inherit_cache = True

    def __init__(self, column: Any) -> None:
        super().__init__(column)
        self.type = column.type


@compiles(hidden)
def _shown(element: hidden, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.clauses, **options)


@compiles(hidden, "sqlite")
def _hidden(element: hidden, compiler: SQLCompiler, **options: Any) -> str:
    # https://www.sqlite.org/optoverview.html, "Disqualifying WHERE Clause Terms Using Unary +"
    return f"+{compiler.process(element.clauses, **options)}"


def _adviser(person: str, chosen: Filter) -> str:
    """The one person that all of it is assigned to, if the filter names one."""
    if chosen.view == "mine":
        return person
    return chosen.adviser if chosen.adviser not in {"with", "without"} else ""


def _tagged(chosen: Filter, by: str) -> list[ColumnElement[bool]]:
    if not chosen.tag:
        return []
    if by == TAG:
        return [Row.id.in_(select(TagRow.conversation_id).where(TagRow.tag == chosen.tag))]
    return [exists().where(TagRow.conversation_id == Row.id, TagRow.tag == chosen.tag)]


def _more(chosen: Filter) -> list[ColumnElement[bool]]:
    possible = (
        (chosen.unread, Row.unread.is_(True)),
        (chosen.topic, Row.intent.in_(TOPICS.get(chosen.topic, ()))),
        (chosen.unsure, Row.confidence < UNSURE),
        (chosen.below > 0, Row.confidence < chosen.below),
        (chosen.adviser == "with", hidden(Row.assigned) != ""),
        (chosen.adviser == "without", hidden(Row.assigned) == ""),
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
