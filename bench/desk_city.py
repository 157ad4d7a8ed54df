"""A city's past, made up: conversations by the hundred thousand with all that hangs on them, put straight into the
store."""

import json
import random
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg

from bot.chat.advising.topics import INTENTS

CITIES = ("brightport", "fernley", "smallville")
SHARES = (80, 15, 5)
NOW = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
DAYS = 365
LONGEST = 500
"""Messages of the first conversation, whatever the others have."""
SYLLABLES = ["ba", "ne", "ko", "li", "mu", "ra", "to", "si", "fe", "du", "wa", "po", "gi", "ha", "ve", "zu"]
COMMON = (
    "i want to do a course in the and something with my it is can you help me find for on near free".split()  # noqa: SIM905
)
BATCH = 2000
HEAD = "UPDATE audit_head SET (seq, hash) = (SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1)"
PACE = timedelta(seconds=45)
"""Between one message and the next."""
COLUMNS = {
    "learners": "id city since profile",
    "conversations": "id city learner_id channel token_hash language handling epoch fence next_seq slots allowance "
    "allowance_at started last_word expires area age_band intent confidence need need_since unread assigned holder "
    "outcome resolved",
    "messages": "conversation_id seq speaker at text buttons cards shown answers",
    "turns": "conversation_id seq at events understanding",
    "flags": "conversation_id seq kind note at resolved",
    "feedback": "conversation_id seq value reason at",
    "takeovers": "conversation_id city person asked began ended lapsed",
    "tags": "conversation_id seq tag person at",
    "plan_items": "learner_id item kind title added",
    "pathway_steps": "learner_id item title badges state proof at",
    "adviser_tasks": "conversation_id person at text done",
    "review_samples": "conversation_id seq city why at",
    "exports": "id city person at kind rows",
    "audit": "seq at person action subject city detail hash",
}
"""What is filled, in an order that keeps every reference."""
Row = tuple[Any, ...]
Rows = dict[str, list[Row]]


def name_of(number: int) -> str:
    """The id of a conversation."""
    return f"{number:08}-0000-4000-8000-000000000000"


class Past:
    """The same past for the same seed."""

    def __init__(self, conversations: int, each: int, seed: int = 7, days: int = DAYS) -> None:
        self._conversations = conversations
        self._each = each
        self._days = days
        self._chance = random.Random(seed)
        self.rare = ["".join(self._chance.choices(SYLLABLES, k=3)) for _ in range(3000)]

    def batches(self) -> Iterator[Rows]:
        for start in range(0, self._conversations, BATCH):
            rows: Rows = {table: [] for table in COLUMNS}
            for number in range(start, min(start + BATCH, self._conversations)):
                self._add(rows, number)
            yield rows

    def _add(self, rows: Rows, number: int) -> None:
        """One conversation and all that hangs on it."""
        chance, each = self._chance, LONGEST if number == 0 else self._each
        last = NOW - timedelta(seconds=chance.uniform(0, self._days * 86400))
        begun = last - PACE * each
        id, learner, city = name_of(number), f"{number:032}", chance.choices(CITIES, SHARES)[0]
        rows["learners"].append((learner, city, begun, '{"age": 17}'))
        rows["conversations"].append((id, city, learner, *self._conversation(number, each, begun, last)))
        for seq in range(1, each + 1):
            self._say(rows, id, seq, begun + PACE * seq)
        self._hang_on(rows, id, city, learner, last)
        person = f"person{chance.randrange(20)}"
        rows["audit"].append((number + 1, last, person, "read", f"conversation {id}", city, "{}", f"{number:064}"))

    def _conversation(self, number: int, each: int, begun: datetime, last: datetime) -> Row:
        chance = self._chance
        need = chance.choices((0, 1, 2, 3), (950, 30, 15, 5))[0]
        outcome = chance.choices(("", "done", "in progress"), (80, 15, 5))[0]
        return (
            *(chance.choices(("web", "telegram"), (7, 3))[0], f"{number:064}"),
            *(chance.choices(("en", "pl"), (95, 5))[0], "guide", 0, 0, each + 1, "{}", 5.0, last),
            *(begun, last, NOW + timedelta(days=90), f"area-{chance.randrange(8)}"),
            *(chance.choice(("13-15", "16-17", "18-21", "22-25")), chance.choice(INTENTS), round(chance.random(), 3)),
            *(need, last if need else None, chance.random() < 0.1),
            *(f"person{chance.randrange(20)}" if chance.random() < 0.2 else "", "", outcome),
            last if outcome == "done" else None,
        )

    def _say(self, rows: Rows, id: str, seq: int, at: datetime) -> None:
        words = " ".join([*self._chance.choices(COMMON, k=7), *self._chance.choices(self.rare, k=2)])
        if seq % 2:
            rows["messages"].append((id, seq, "you", at, words, "[]", "[]", "{}", None))
            understood = {"intent": self._chance.choice(INTENTS), "confidence": round(self._chance.random(), 3)}
            told = [{"event": "user", "text": words, "parse_data": {"entities": [], "intent_ranking": [understood]}}]
            rows["turns"].append((id, seq, at, json.dumps(told), json.dumps(understood)))
        else:
            rows["messages"].append((id, seq, "guide", at, words, "[]", "[]", "{}", seq - 1))

    def _hang_on(self, rows: Rows, id: str, city: str, learner: str, last: datetime) -> None:
        """Flags, thumbs, takeovers, tags, plans and tasks, on some."""
        chance = self._chance
        person, earlier = f"person{chance.randrange(20)}", last - timedelta(minutes=chance.randrange(1, 9))
        if chance.random() < 0.2:
            kind = chance.choices(("handover", "lost", "harm"), (50, 48, 2))[0]
            rows["flags"].append((id, 1, kind, "", earlier, last if chance.random() < 0.9 else None))
        if chance.random() < 0.2:
            rows["feedback"].append((id, 2, chance.choice(("up", "up", "down")), "", last))
        if chance.random() < 0.1:
            rows["takeovers"].append((id, city, person, earlier, last, last, False))
        if chance.random() < 0.1:
            rows["tags"].append((id, 0, chance.choice(("follow up", "housing", "exams")), person, last))
            rows["adviser_tasks"].append((id, person, last + timedelta(days=2), "ring back", chance.random() < 0.9))
            rows["review_samples"].append((id, 1, city, "random", last))
        if chance.random() < 0.01:
            rows["exports"].append((learner, city, person, last, "csv", 50))
        for number in range(chance.randrange(4)):
            rows["plan_items"].append((learner, f"{city}:o{number}", "opportunity", "A course", earlier))
        if chance.random() < 0.3:
            step = (f"{city}:s1", "A step", "[]", chance.choice(("doing", "done")), "told", last)
            rows["pathway_steps"].append((learner, *step))


def fill_sqlite(path: str, past: Past) -> None:
    """Without statistics, as a store is that nobody has analysed."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA synchronous = OFF")
    for rows in past.batches():
        for table, columns in _filled(rows):
            places = ", ".join("?" * len(columns))
            connection.executemany(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})",
                [_plain(row) for row in rows[table]],
            )
        connection.commit()
    connection.execute(HEAD)
    connection.commit()
    connection.close()


def fill_postgresql(address: str, past: Past) -> None:
    """With the statistics that PostgreSQL keeps by itself."""
    with psycopg.connect(address, autocommit=False) as connection:
        for rows in past.batches():
            for table, columns in _filled(rows):
                with connection.cursor().copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN".encode()) as copy:
                    for row in rows[table]:
                        copy.write_row(row)
            connection.commit()
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(HEAD)
        connection.execute("VACUUM ANALYZE")


def _filled(rows: Mapping[str, list[Row]]) -> Iterator[tuple[str, list[str]]]:
    return ((table, columns.split()) for table, columns in COLUMNS.items() if rows[table])


def _plain(row: Row) -> Row:
    """Moments as SQLAlchemy keeps them in SQLite."""
    return tuple(f"{value:%Y-%m-%d %H:%M:%S.%f}" if isinstance(value, datetime) else value for value in row)
