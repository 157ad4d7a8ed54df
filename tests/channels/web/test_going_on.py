"""A link that goes on with a conversation in Telegram."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.web.app import build
from tests.channels.fake_chat import FakeChat
from tests.channels.web.conftest import OPTIONS, Client, FakeHealth, Learner, city_name

PATH = "/me/telegram"


class FakeTelegram:
    seconds = 600

    def __init__(self) -> None:
        self.away = False

    async def link(self, conversation_id: str) -> str | None:
        return None if self.away else f"https://t.me/guide_bot?start=go_{conversation_id}"


@pytest.fixture
def telegram() -> FakeTelegram:
    return FakeTelegram()


@pytest.fixture
async def there(chat: FakeChat, telegram: FakeTelegram) -> AsyncIterator[Client]:
    """A Waymark with a bot."""
    app = build(chat, FakeHealth(), city_name, replace(OPTIONS, telegram=telegram))
    async with TestClient(TestServer(app)) as client:
        yield client


async def test_a_learner_gets_a_link_for_their_own_conversation(there: Client, chat: FakeChat) -> None:
    begun = await chat.begin("brightport", "web", "en")
    answer = await Learner(there, begun.token).call("POST", PATH)
    assert answer.status == 201
    assert await answer.json() == {"link": f"https://t.me/guide_bot?start=go_{begun.conversation.id}", "seconds": 600}


async def test_nobody_else_gets_one(there: Client) -> None:
    assert (await there.post(f"/api/v1{PATH}")).status == 401
    assert (await Learner(there, "made up").call("POST", PATH)).status == 401


async def test_a_telegram_out_of_reach_is_no_link(there: Client, chat: FakeChat, telegram: FakeTelegram) -> None:
    telegram.away = True
    answer = await Learner(there, (await chat.begin("brightport", "web", "en")).token).call("POST", PATH)
    assert answer.status == 503


async def test_without_a_bot_there_is_none(learner: Learner) -> None:
    answer = await learner.call("POST", PATH)
    assert answer.status == 404
    assert (await answer.json())["error"]["code"] == "no_telegram"


async def test_the_widget_is_told_whether_there_is_a_bot(there: Client, client: Client) -> None:
    for asked, told in ((there, "true"), (client, "false")):
        assert f"const TELEGRAM = {told};" in await (await asked.get("/widget.js")).text()
