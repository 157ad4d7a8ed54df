"""A bot that asks for its messages goes on asking, whatever comes."""

import pytest
from sqlalchemy.exc import OperationalError

from bot.store.engine import Store
from tests.telegram.bot_api import Stand
from tests.telegram.faults import ApiError, broken
from tests.telegram.guide import Guide, SlowBrain, at_work, made

CONFLICT = ApiError(409, "Conflict: terminated by other getUpdates request")


async def heard_after(guide: Guide) -> None:
    person = guide.person()
    person.say("/start")
    await person.hears("What are you into?")


@pytest.mark.parametrize("update", [{"message": {"text": "no chat"}}, {"callback_query": 5}, {"of_the_future": {}}])
async def test_an_update_that_cannot_be_read_hides_none_that_can(
    store: Store, stand: Stand, brain: SlowBrain, update: dict[str, object]
) -> None:
    stand.api.delivery.allow_all()
    stand.api.delivery.put(update)
    async with at_work(made(store, stand, brain), webhook=False) as guide:
        await heard_after(guide)
        assert await guide.reach.waiting() == []


async def test_a_refused_or_failed_poll_is_asked_again_soon(store: Store, stand: Stand, brain: SlowBrain) -> None:
    stand.api.faults.order("getUpdates", CONFLICT, broken())
    async with at_work(made(store, stand, brain), webhook=False) as guide:
        await heard_after(guide)


async def test_what_the_store_cannot_take_stays_with_telegram(
    store: Store, stand: Stand, brain: SlowBrain, monkeypatch: pytest.MonkeyPatch
) -> None:
    guide = made(store, stand, brain)
    keep, failures = guide.telegram.mailbox._reach.keep, [True]

    async def broken_once(number: int, sender: str, body: bytes) -> bool:
        if failures:
            failures.pop()
            raise OperationalError("insert", {}, Exception("the disk is full"))
        return await keep(number, sender, body)

    monkeypatch.setattr(guide.telegram.mailbox._reach, "keep", broken_once)
    async with at_work(guide, webhook=False):
        await heard_after(guide)
