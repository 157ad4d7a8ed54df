"""A worry that nobody reads is told to somebody, once, and is never forgotten."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import time

import pytest

from bot.catalogue.city import City, Hours
from bot.catalogue.model import Position
from bot.chat.advising.alerts import DUTY, LEAD, Alerts
from bot.chat.advising.followup import FollowUp
from bot.chat.advising.model import Outcome
from bot.chat.parts import Parts
from bot.chat.service import Chat
from tests.chat.advising.conftest import SAM
from tests.fakes import FakeClock

ALWAYS = [Hours(day, time(0), time(23, 59, 59)) for day in range(7)]


class Cities:
    """One city, with the hours of the test."""

    def __init__(self, hours: list[Hours]) -> None:
        self.hours = hours

    async def city(self, city_id: str) -> City:
        return City(
            "brightport", "Brightport", Position(0, 0), adviser_hours=self.hours, duty_email="duty@city.example"
        )

    async def calendar(self, city_id: str, ids: Sequence[str], closing: str) -> bytes:
        return b""


@pytest.fixture
def open_city() -> Cities:
    return Cities(list(ALWAYS))


@pytest.fixture
def alerts(parts: Parts, open_city: Cities) -> Alerts:
    return Alerts(replace(parts, cities=open_city))


async def test_ten_minutes_unread_tell_the_lead_once(alerts: Alerts, chat: Chat, talk: str, clock: FakeClock) -> None:
    await chat.receive(talk, "1", "i want to kill myself")
    clock.forward(minutes=9)
    assert await alerts.raise_due() == 0
    clock.forward(minutes=1)
    assert sum(await asyncio.gather(*(alerts.raise_due() for _ in range(4)))) == 1
    assert [alert.target for alert in await alerts.waiting()] == [LEAD]


async def test_out_of_hours_the_duty_address_is_told_at_once(
    alerts: Alerts, open_city: Cities, chat: Chat, talk: str
) -> None:
    open_city.hours = [Hours(6, time(10), time(11))]
    await chat.receive(talk, "1", "i want to kill myself")
    assert await alerts.raise_due() == 1
    assert [alert.target for alert in await alerts.waiting()] == [DUTY]


async def test_what_could_not_be_told_is_tried_again_also_after_a_restart(
    alerts: Alerts, parts: Parts, open_city: Cities, chat: Chat, talk: str, clock: FakeClock
) -> None:
    await chat.receive(talk, "1", "i want to kill myself")
    clock.forward(minutes=10)
    await alerts.raise_due()
    for _ in range(3):
        waiting = await alerts.waiting()
        await alerts.settle(waiting[0], told=False)
        assert await alerts.waiting() == []
        clock.forward(minutes=5)
    restarted = Alerts(replace(parts, cities=open_city))
    (last,) = await restarted.waiting()
    assert last.tries == 3
    await restarted.settle(last, told=True)
    clock.forward(hours=5)
    assert await restarted.waiting() == []


async def test_what_was_resolved_is_told_to_nobody(
    alerts: Alerts, parts: Parts, chat: Chat, talk: str, clock: FakeClock, followup: FollowUp
) -> None:
    await chat.receive(talk, "1", "i want to kill myself")
    clock.forward(minutes=10)
    await alerts.raise_due()
    async with parts.store.write() as session:
        await followup.resolve(session, talk, SAM, Outcome.DONE)
    assert await alerts.waiting() == []
    assert await alerts.raise_due() == 0
