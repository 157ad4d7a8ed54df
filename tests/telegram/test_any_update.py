"""Ten thousand updates of all kinds, valid by python-telegram-bot's own classes: none is too strange."""

import asyncio

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from telegram import Update

from tests.telegram.any_update import UPDATES, Json
from tests.telegram.offline import offline

EACH = 50
EXAMPLES = 200


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
@given(st.lists(UPDATES, min_size=EACH, max_size=EACH))
def test_ten_thousand_updates_are_handled_without_an_error(updates: list[Json]) -> None:
    asyncio.run(_handle(updates))


async def _handle(updates: list[Json]) -> None:
    bot, handler, _ = offline()
    async with bot:
        for update in updates:
            assert Update.de_json(update, bot) is not None
            await handler.handle(update)


async def test_handling_an_update_twice_takes_it_once() -> None:
    bot, handler, chat = offline()
    message = {"message_id": 7, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "hello"}
    async with bot:
        for _ in range(2):
            await handler.handle({"update_id": 1, "message": message})
    assert [list(received.values()) for received in chat.received.values()] == [["hello"]]
