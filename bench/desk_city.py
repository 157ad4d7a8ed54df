"""A city's past, made up: conversations and messages by the hundred thousand, put straight into the store."""

import random
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg

from bot.chat.advising.topics import INTENTS

CITIES = ("brightport", "fernley", "smallville")
SHARES = (80, 15, 5)
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
DAYS = 365
SYLLABLES = ["ba", "ne", "ko", "li", "mu", "ra", "to", "si", "fe", "du", "wa", "po", "gi", "ha", "ve", "zu"]
COMMON = [
    *("i", "want", "to", "do", "a", "course", "in", "the", "and", "something", "with", "my", "it", "is", "can", "you"),
    *("help", "me", "find", "for", "on", "near", "free"),
]
BATCH = 2000
CONVERSATION = (
    *(
        "id",
        "city",
        "learner_id",
        "channel",
        "token_hash",
        "language",
        "handling",
        "epoch",
        "fence",
        "next_seq",
        "slots",
    ),
    *(
        "allowance",
        "allowance_at",
        "started",
        "last_word",
        "expires",
        "area",
        "age_band",
        "intent",
        "confidence",
        "need",
    ),
    *("need_since", "unread", "assigned", "holder", "outcome"),
)
MESSAGE = ("conversation_id", "seq", "speaker", "at", "text", "buttons", "cards", "shown", "answers")
Row = tuple[Any, ...]


class Past:
    """The same past for the same seed."""

    def __init__(self, conversations: int, each: int, seed: int = 7) -> None:
        self._conversations = conversations
        self._each = each
        self._chance = random.Random(seed)
        self.rare = ["".join(self._chance.choices(SYLLABLES, k=3)) for _ in range(3000)]

    def batches(self) -> Iterator[tuple[list[Row], list[Row]]]:
        for start in range(0, self._conversations, BATCH):
            numbers = range(start, min(start + BATCH, self._conversations))
            made = [self._conversation(number) for number in numbers]
            yield made, [message for one in made for message in self._messages(one)]

    def _conversation(self, number: int) -> Row:
        chance = self._chance
        last = NOW - timedelta(seconds=chance.uniform(0, DAYS * 86400))
        need = chance.choices((0, 1, 2, 3), (950, 30, 15, 5))[0]
        assigned = f"person{chance.randrange(20)}" if chance.random() < 0.2 else ""
        return (
            *(f"{number:08}-0000-4000-8000-000000000000", chance.choices(CITIES, SHARES)[0], f"{number:032}"),
            *(
                chance.choices(("web", "telegram"), (7, 3))[0],
                f"{number:064}",
                chance.choices(("en", "pl"), (95, 5))[0],
            ),
            *(
                "guide",
                0,
                0,
                self._each + 1,
                "{}",
                5.0,
                last,
                last - timedelta(minutes=30),
                last,
                NOW + timedelta(days=90),
            ),
            *(f"area-{chance.randrange(8)}", chance.choice(("13-15", "16-17", "18-21", "22-25"))),
            *(chance.choice(INTENTS), round(chance.random(), 3), need, last if need else None, chance.random() < 0.1),
            *(assigned, "", chance.choices(("", "done", "in progress"), (80, 15, 5))[0]),
        )

    def _messages(self, conversation: Row) -> Iterator[Row]:
        for seq in range(1, self._each + 1):
            words = [*self._chance.choices(COMMON, k=7), *self._chance.choices(self.rare, k=2)]
            speaker = "you" if seq % 2 == 0 else "guide"
            yield (conversation[0], seq, speaker, conversation[14], " ".join(words), "[]", "[]", "{}", None)


def fill_sqlite(path: str, past: Past) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA synchronous = OFF")
    for conversations, messages in past.batches():
        connection.executemany(_insert("conversations", CONVERSATION), [_plain(row) for row in conversations])
        connection.executemany(_insert("messages", MESSAGE), [_plain(row) for row in messages])
        connection.commit()
    connection.execute("ANALYZE")
    connection.commit()
    connection.close()


def fill_postgresql(address: str, past: Past) -> None:
    with psycopg.connect(address, autocommit=False) as connection:
        for conversations, messages in past.batches():
            for table, columns, rows in (
                ("conversations", CONVERSATION, conversations),
                ("messages", MESSAGE, messages),
            ):
                with connection.cursor().copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN".encode()) as copy:
                    for row in rows:
                        copy.write_row(row)
            connection.commit()
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def _insert(table: str, columns: tuple[str, ...]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def _plain(row: Row) -> Row:
    """Moments as SQLAlchemy keeps them in SQLite."""
    return tuple(f"{value:%Y-%m-%d %H:%M:%S.%f}" if isinstance(value, datetime) else value for value in row)
