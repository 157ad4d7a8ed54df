"""Whatever the inbox is narrowed by is found in an index alone, in a store that nobody has analysed."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Connection

from bot.chat.advising import inbox, narrowing
from bot.chat.advising.narrowing import VIEWS, Filter
from bot.store.engine import Store
from tests.conftest import STORES

THEN = datetime(2026, 1, 1, tzinfo=UTC)
NARROWED: list[dict[str, object]] = [
    {},
    {"unread": True},
    {"city": "fernley"},
    {"channel": "telegram", "area": "x"},
    {"age_band": "16-17", "language": "pl"},
    {"topic": "badges", "unsure": True},
    {"intent": "ask_fit", "below": 0.1},
    {"adviser": "with"},
    {"adviser": "without", "since": THEN},
    {"adviser": "somebody", "until": THEN},
    {"tag": "housing"},
    {"outcome": "open"},
    {"outcome": "done", "unread": True},
]
STARTS = "SELECT conversations.need, conversations.last_word, conversations.id"


async def plans(store: Store, chosen: Filter) -> list[str]:
    """How SQLite looks for the keys of a page, and for all that match."""
    asked: list[tuple[str, tuple[object, ...]]] = []

    def note(_: Connection, __: object, statement: str, parameters: tuple[object, ...], *___: object) -> None:
        asked.append((" ".join(statement.split()), parameters))

    event.listen(store.engine.sync_engine, "before_cursor_execute", note)
    async with store.read() as session:
        await inbox.page(session, frozenset({"brightport", "fernley"}), "sam", chosen)
        event.remove(store.engine.sync_engine, "before_cursor_execute", note)
        connection = await session.connection()
        looks = [one for one in asked if one[0].startswith(STARTS)]
        assert looks
        found = [
            (await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)).mappings().all()
            for statement, parameters in looks
        ]
        return [str(row["detail"]) for rows in found for row in rows if "conversations" in row["detail"]]


@pytest.mark.parametrize("store_url", [STORES[0]], indirect=True)
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("chosen", NARROWED, ids=str)
async def test_no_filter_reads_row_by_row(
    store: Store, view: str, chosen: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(narrowing, "FEW", -1)
    for step in await plans(store, Filter(view=view, **chosen)):  # type: ignore[arg-type]
        assert step.startswith("SEARCH conversations USING COVERING INDEX ix_conversations_"), step
        assert "(city=?" in step
