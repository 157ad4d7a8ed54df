"""What the rules would delete is counted beside the page that asks."""

import asyncio

import pytest

from bot.app import Edge
from bot.console import dry_runs
from tests.console.conftest import CITY, Colleague
from tests.console.conversations import talk
from tests.fakes import FakeClock

UNDERSTOOD = 'What the guide understood <span class="hint">days; {} rows would go now'
ASKED = f"/rules?city={CITY}&try=1"


async def counted(colleague: Colleague) -> str:
    """The page, once it has the counts: whoever has it loads it again by itself."""
    async with asyncio.timeout(30):
        while "Counting&hellip;" in (page := await colleague.read(ASKED)):
            assert "rows would go now" not in page
            await asyncio.sleep(0.01)
    return page


async def test_a_page_does_not_wait_for_counts_that_take_long(
    adviser: Colleague, edge: Edge, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await talk(edge, "hello")
    assert "rows would go now" not in await adviser.read("/rules")
    monkeypatch.setattr(dry_runs, "WAIT", 0)
    assert "Counting&hellip;" in await adviser.read(ASKED)
    assert UNDERSTOOD.format(0) in await counted(adviser)
    clock.forward(hours=24 * 100)
    await adviser.sign_in()
    assert UNDERSTOOD.format(2) in await counted(adviser), "counted again, not remembered"


async def test_new_rules_are_counted_anew(adviser: Colleague, edge: Edge, clock: FakeClock) -> None:
    await talk(edge, "hello")
    clock.forward(hours=50)
    await adviser.sign_in()
    assert UNDERSTOOD.format(0) in await counted(adviser)
    await adviser.done("/rules", city=CITY, **{"days-understanding": "1"})
    assert UNDERSTOOD.format(2) in await counted(adviser)
