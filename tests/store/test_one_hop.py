"""SQLite's cursor with one hop a statement gives what the driver's own would."""

import asyncio
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import aiosqlite
import pytest

from bot.store.one_hop import AT_ONCE, OneHopConnection, OneHopCursor, connection

MANY = AT_ONCE * 2 + 7


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[aiosqlite.Connection]:
    made = await connection(str(tmp_path / "numbers.db"))
    yield made
    await made.close()


@pytest.fixture
def cursor(opened: aiosqlite.Connection) -> OneHopCursor:
    return cast("OneHopCursor", opened.cursor())


async def count(cursor: OneHopCursor, most: int) -> OneHopCursor:
    return await cursor.execute(
        "WITH RECURSIVE n(x) AS (SELECT 0 UNION ALL SELECT x + 1 FROM n WHERE x + 1 < ?) SELECT x FROM n", (most,)
    )


@pytest.mark.parametrize("most", [1, AT_ONCE - 1, AT_ONCE, AT_ONCE + 1, MANY])
async def test_all_rows_come_once_and_in_order(cursor: OneHopCursor, most: int) -> None:
    await count(cursor, most)
    assert await cursor.fetchall() == [(number,) for number in range(most)]
    assert await cursor.fetchall() == []


@pytest.mark.parametrize("size", [1, 300, AT_ONCE, AT_ONCE + 1, MANY + 1])
async def test_a_long_result_comes_in_pieces(cursor: OneHopCursor, size: int) -> None:
    await count(cursor, MANY)
    found = []
    while piece := await cursor.fetchmany(size):
        assert len(piece) <= size
        found += piece
    assert found == [(number,) for number in range(MANY)]


async def test_one_row_after_the_other(cursor: OneHopCursor) -> None:
    await count(cursor, 2)
    assert [await cursor.fetchone() for _ in range(3)] == [(0,), (1,), None]


async def test_what_was_written_is_counted(cursor: OneHopCursor) -> None:
    await cursor.execute("CREATE TABLE numbers (x INTEGER PRIMARY KEY)")
    assert cursor.description is None
    await cursor.executemany("INSERT INTO numbers VALUES (?)", [(1,), (2,)])
    assert cursor.rowcount == 2
    await cursor.execute("INSERT INTO numbers VALUES (9)")
    assert cursor.lastrowid == 9


async def test_a_wrong_statement_says_so_and_the_next_goes_on(cursor: OneHopCursor) -> None:
    with pytest.raises(aiosqlite.OperationalError):
        await cursor.execute("SELECT nothing")
    await count(cursor, 1)
    assert await cursor.fetchall() == [(0,)]


async def test_closing_in_the_middle_of_a_result_frees_the_store(
    opened: aiosqlite.Connection, cursor: OneHopCursor
) -> None:
    await cursor.execute("CREATE TABLE numbers (x INTEGER)")
    await count(cursor, MANY)
    await cursor.close()
    await cursor.execute("DROP TABLE numbers")
    await opened.commit()


async def test_a_transaction_that_nobody_waits_for_any_more_is_undone(
    opened: aiosqlite.Connection, cursor: OneHopCursor
) -> None:
    """Whoever waited for its beginning was called off; the next one to get the connection begins anew."""
    thread_is_free = threading.Event()
    held = asyncio.create_task(cast("OneHopConnection", opened).in_thread(thread_is_free.wait, 30))
    await asyncio.sleep(0)
    beginning = asyncio.create_task(cursor.execute("BEGIN"))
    await asyncio.sleep(0)
    beginning.cancel()
    undoing = asyncio.create_task(opened.rollback())
    await asyncio.sleep(0)
    thread_is_free.set()
    await asyncio.gather(held, undoing)
    assert not opened.in_transaction
    await cursor.execute("BEGIN")
