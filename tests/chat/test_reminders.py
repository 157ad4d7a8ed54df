"""Reminders come when they are due, by day, once."""

from datetime import UTC, datetime

import pytest

from bot.chat.model import Effect
from bot.chat.parts import Parts
from bot.chat.reminders import Reminders, by_day
from bot.chat.service import Chat
from bot.chat.worker import Worker
from tests.chat.helpers import replies, said, work_off
from tests.fakes import FakeBrain, FakeClock, effects

SAID = said("reminders.say", text="open day")


async def ask(chat: Chat, talk: str, worker: Worker, brain: FakeBrain, at: str) -> None:
    brain.answers = effects(Effect("remind", {"at": at, "text": "open day", "item": None}))
    await chat.receive(talk, f"remind {at}", "remind me")
    await work_off(worker)


async def test_a_reminder_is_said_when_it_is_due_and_once(
    chat: Chat, talk: str, worker: Worker, brain: FakeBrain, parts: Parts, clock: FakeClock
) -> None:
    await ask(chat, talk, worker, brain, "2026-11-24T12:00:00+00:00")
    await Reminders(parts).deliver()
    assert SAID not in await replies(chat, talk)
    clock.at = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    await Reminders(parts).deliver()
    await Reminders(parts).deliver()
    assert (await replies(chat, talk)).count(SAID) == 1


async def test_asking_twice_reminds_once(
    chat: Chat, talk: str, worker: Worker, brain: FakeBrain, parts: Parts, clock: FakeClock
) -> None:
    await ask(chat, talk, worker, brain, "2026-11-24T12:00:00+00:00")
    await ask(chat, talk, worker, brain, "2026-11-24T13:00:00+01:00")
    clock.forward(days=1, hours=3)
    await Reminders(parts).deliver()
    assert (await replies(chat, talk)).count(SAID) == 1


async def test_by_night_it_waits_for_the_morning(
    chat: Chat, talk: str, worker: Worker, brain: FakeBrain, parts: Parts, clock: FakeClock
) -> None:
    await ask(chat, talk, worker, brain, "2026-11-24T23:00:00+00:00")
    clock.at = datetime(2026, 11, 24, 23, 0, tzinfo=UTC)
    await Reminders(parts).deliver()
    clock.at = datetime(2026, 11, 25, 7, 59, tzinfo=UTC)
    await Reminders(parts).deliver()
    assert SAID not in await replies(chat, talk)
    clock.forward(minutes=1)
    await Reminders(parts).deliver()
    assert SAID in await replies(chat, talk)


@pytest.mark.parametrize(
    ("moment", "said_at"),
    [
        ("2026-07-01T12:00", "2026-07-01T12:00"),
        ("2026-07-01T07:00", "2026-07-01T07:00"),
        ("2026-07-01T06:59", "2026-07-01T07:00"),
        ("2026-07-01T18:59", "2026-07-01T18:59"),
        ("2026-07-01T19:00", "2026-07-02T07:00"),
        ("2026-07-01T23:30", "2026-07-02T07:00"),
        ("2026-10-24T22:00", "2026-10-25T08:00"),
    ],
)
def test_day_is_from_eight_to_eight_in_the_city(moment: str, said_at: str) -> None:
    then, expected = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (moment, said_at))
    assert by_day(then, "Europe/London") == expected


async def test_who_left_is_not_reminded(
    chat: Chat, talk: str, worker: Worker, brain: FakeBrain, parts: Parts, clock: FakeClock
) -> None:
    await ask(chat, talk, worker, brain, "2026-11-24T12:00:00+00:00")
    await chat.erase(talk)
    clock.forward(days=2)
    await Reminders(parts).deliver()
    assert await chat.messages(talk, 0) == []
