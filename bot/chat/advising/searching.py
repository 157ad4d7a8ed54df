"""Search in what was said: SQLite's FTS5 or PostgreSQL's tsvector, made by the migration, kept by the database."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, func, literal_column, select, text
from sqlalchemy.dialects.postgresql import REGCONFIG
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat.advising.inbox import these
from bot.chat.tables import ConversationRow, MessageRow

FOUND = 50
LOOKED_AT = 5000
"""Matches that PostgreSQL sorts by date at most."""
WORDS = 8
WORD = re.compile(r"\w+", re.UNICODE)
AROUND = 90


@dataclass(frozen=True, slots=True)
class Hit:
    conversation: ConversationRow
    message: MessageRow


def words_of(asked: str) -> list[str]:
    """The words to look for. A star at the very end makes the last a beginning; other signs mean nothing."""
    words = [word.casefold() for word in WORD.findall(asked)][:WORDS]
    return [*words[:-1], f"{words[-1]}*"] if words and asked.rstrip().endswith("*") else words


async def find(session: AsyncSession, cities: frozenset[str], asked: str) -> list[Hit]:
    """Messages that have all the words, the newest first, at most 50."""
    words = words_of(asked)
    if not words or not cities:
        return []
    sqlite = session.get_bind().dialect.name == "sqlite"
    keys = await (_sqlite(session, cities, words) if sqlite else _postgresql(session, cities, words))
    found = await session.execute(
        select(ConversationRow, MessageRow)
        .join(ConversationRow, ConversationRow.id == MessageRow.conversation_id)
        .where(these(keys), ConversationRow.city.in_(sorted(cities)))
        .order_by(MessageRow.at.desc(), MessageRow.seq.desc())
    )
    return [Hit(row[0], row[1]) for row in found]


def marked(told: str, words: Sequence[str]) -> list[tuple[str, bool]]:
    """A piece of a text around the first word found, in parts, each with whether it is to be marked."""
    found = [match for match in WORD.finditer(told) if _is_wanted(match[0], words)]
    start = max(0, found[0].start() - AROUND) if found else 0
    end = min(len(told), (found[0].end() if found else 0) + 2 * AROUND)
    parts, at = [("…", False)] if start else [], start
    for match in found:
        if match.end() <= end:
            parts += [(told[at : match.start()], False), (match[0], True)]
            at = match.end()
    parts.append((told[at:end], False))
    return [*parts, ("…", False)] if end < len(told) else parts


def _is_wanted(word: str, words: Sequence[str]) -> bool:
    folded = word.casefold()
    return folded in words or (words[-1].endswith("*") and folded.startswith(words[-1][:-1]))


async def _sqlite(session: AsyncSession, cities: frozenset[str], words: Sequence[str]) -> list[tuple[str, int]]:
    """`words` hold letters, digits and one star at the end: nothing here can leave its quotes.

    Matches are read from the newest on until there are enough of one's own cities, so common words are quick too.
    """
    needles = " AND ".join(f'"{word[:-1]}"*' if word.endswith("*") else f'"{word}"' for word in words)
    asked = text(
        "SELECT k.conversation_id, k.seq FROM message_index m JOIN message_index_keys k ON k.key = m.rowid"
        " WHERE message_index MATCH :asked AND k.city IN :cities ORDER BY m.rowid DESC LIMIT :most"
    ).bindparams(bindparam("cities", expanding=True))
    found = {"asked": f"text : ({needles})", "cities": sorted(cities), "most": FOUND}
    return [(row[0], row[1]) for row in await session.execute(asked, found)]


async def _postgresql(session: AsyncSession, cities: frozenset[str], words: Sequence[str]) -> list[tuple[str, int]]:
    needles = " & ".join(f"{word[:-1]}:*" if word.endswith("*") else word for word in words)
    asked = func.to_tsquery(literal_column("'simple'", REGCONFIG), needles)
    some = (
        select(MessageRow.conversation_id, MessageRow.seq, MessageRow.at)
        .join(ConversationRow, ConversationRow.id == MessageRow.conversation_id)
        .where(literal_column("messages.lexemes").op("@@")(asked), ConversationRow.city.in_(sorted(cities)))
        .limit(LOOKED_AT)
        .subquery()
    )
    rows = await session.execute(
        select(some.c.conversation_id, some.c.seq).order_by(some.c.at.desc(), some.c.seq.desc()).limit(FOUND)
    )
    return [(row[0], row[1]) for row in rows]
