"""A transaction's work in one hop to a thread."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.engine import Store


async def test_work_that_waits_for_something_else_than_the_store_is_refused(tmp_path: Path) -> None:
    async def sleeps(session: AsyncSession) -> None:
        await asyncio.sleep(0)

    store = Store(f"sqlite:///{tmp_path}/waymark.db")
    with pytest.raises(RuntimeError, match="nothing to wait for"):
        await store.settle(sleeps)
    await store.close()
