"""The days of "at a glance" that are over: kept as they were counted, and counted again by and by."""

from datetime import date

import pytest
from sqlalchemy import select, update

from bot.app import Edge
from bot.chat.tables import ConversationRow
from bot.console import days as counting
from bot.console.days import DAYS, Days
from bot.console.figures import BEGUN
from bot.console.tables import DayRow
from tests.console.conftest import BOTH, CITY, Colleague
from tests.console.conversations import talk
from tests.fakes import FakeClock


async def kept(edge: Edge) -> dict[date, int]:
    async with edge.desk.store.read() as session:
        rows = await session.scalars(select(DayRow).where(DayRow.city == CITY))
        return {row.day: row.figures["counts"][BEGUN] for row in rows}


@BOTH
async def test_days_that_are_over_are_kept_and_today_is_counted(
    adviser: Colleague, edge: Edge, clock: FakeClock
) -> None:
    for number in range(12):
        await talk(edge, f"hello {number}")
    page = await adviser.glance()
    assert "<dt>Conversations begun</dt><dd>10</dd>" in page.partition("The last 30 days")[0]
    assert set((await kept(edge)).values()) == {0}
    yesterday = clock.at.date()
    clock.forward(hours=24)
    await adviser.sign_in()
    today, _, month = (await adviser.glance()).partition("The last 30 days")
    assert "<dt>Conversations begun</dt><dd>under 10</dd>" in today
    assert "<dt>Conversations begun</dt><dd>10</dd>" in month
    assert (await kept(edge))[yesterday] == 12


async def test_a_page_does_not_wait_for_a_long_past(
    adviser: Colleague, edge: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        await talk(edge, f"hello {number}")
    monkeypatch.setattr(counting, "WAIT", 0)
    assert "being counted" in await adviser.read("/glance")
    monkeypatch.undo()
    assert "<dt>Conversations begun</dt><dd>10</dd>" in await adviser.glance()


@BOTH
async def test_days_are_counted_again_and_those_too_old_go(edge: Edge, clock: FakeClock) -> None:
    days = Days(edge.desk)
    conversation = await talk(edge)
    day = clock.at.date()
    clock.forward(hours=24)
    await days.count_again()
    assert (await kept(edge))[day] == 1
    async with edge.desk.store.write() as session:
        elsewhere = update(ConversationRow).where(ConversationRow.id == conversation).values(city="elsewhere")
        await session.execute(elsewhere)
    await days.count_again()
    assert (await kept(edge))[day] == 0
    clock.forward(hours=24 * DAYS * 2)
    await days.count_again()
    assert day not in await kept(edge)
