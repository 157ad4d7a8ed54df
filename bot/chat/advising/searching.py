"""Search in what was said: SQLite's FTS5 or PostgreSQL's tsvector, made by the migration, kept by the database."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Subquery, bindparam, func, literal_column, select, text
from sqlalchemy.dialects.postgresql import REGCONFIG
from sqlalchemy.ext.asyncio import AsyncSession

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
    keys = (_sqlite if sqlite else _postgresql)(cities, words)
    found = await session.execute(
        select(ConversationRow, MessageRow)
        .join(keys, keys.c.conversation_id == ConversationRow.id)
        .join(MessageRow, (MessageRow.conversation_id == ConversationRow.id) & (MessageRow.seq == keys.c.seq))
        .where(ConversationRow.city.in_(sorted(cities)))
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


def _sqlite(cities: frozenset[str], words: Sequence[str]) -> Subquery:
    """`words` hold letters, digits and one star at the end: nothing here can leave its quotes.

    Matches are read from the newest on until there are enough of one's own cities, so common words are quick too.
    """
    needles = " AND ".join(f'"{word[:-1]}"*' if word.endswith("*") else f'"{word}"' for word in words)
    asked = text(
        "SELECT k.conversation_id, k.seq FROM message_index m JOIN message_index_keys k ON k.key = m.rowid"
        " WHERE message_index MATCH :asked AND k.city IN :cities ORDER BY m.rowid DESC LIMIT :most"
    )
    found = asked.bindparams(
        bindparam("cities", sorted(cities), expanding=True), asked=f"text : ({needles})", most=FOUND
    )
    return found.columns(MessageRow.conversation_id, MessageRow.seq).subquery()


def _postgresql(cities: frozenset[str], words: Sequence[str]) -> Subquery:
    needles = " & ".join(f"{word[:-1]}:*" if word.endswith("*") else word for word in words)
    asked = func.to_tsquery(literal_column("'simple'", REGCONFIG), needles)
    some = (
        select(MessageRow.conversation_id, MessageRow.seq, MessageRow.at)
        .join(ConversationRow, ConversationRow.id == MessageRow.conversation_id)
        .where(literal_column("messages.lexemes").op("@@")(asked), ConversationRow.city.in_(sorted(cities)))
        .limit(LOOKED_AT)
        .subquery()
    )
    newest = select(some.c.conversation_id, some.c.seq).order_by(some.c.at.desc(), some.c.seq.desc())
    return newest.limit(FOUND).subquery()
