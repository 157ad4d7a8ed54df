"""What Telegram sends: only from Telegram, stored before it is answered, and once however often it comes."""

import asyncio
import io
import json
from typing import Any

import aiohttp
import pytest
from sqlalchemy.exc import OperationalError

from bot.channels.telegram.client import webhook_secret
from bot.channels.telegram.webhook import HEADER, PATH
from bot.store.engine import Store
from tests.telegram.bot_api import TOKEN, Stand
from tests.telegram.guide import Guide, SlowBrain, at_work, made
from tests.telegram.person import Person

GOOD = {HEADER: webhook_secret(TOKEN)}


def update(number: int, text: str = "hello") -> dict[str, Any]:
    user = {"id": 42, "is_bot": False, "first_name": "Ada"}
    chat = {"id": 42, "type": "private", "first_name": "Ada"}
    return {
        "update_id": number,
        "message": {"message_id": number, "date": 1, "chat": chat, "from": user, "text": text},
    }


async def post(guide: Guide, body: object, headers: dict[str, str] | None = None) -> int:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    async with (
        aiohttp.ClientSession() as http,
        http.post(guide.url + PATH, data=io.BytesIO(data), headers=headers) as answer,
    ):
        return answer.status


@pytest.mark.parametrize("headers", [{}, {HEADER: ""}, {HEADER: "wrong"}, {HEADER: TOKEN}, {HEADER: "\xe9"}], ids=str)
async def test_who_does_not_know_the_secret_is_not_heard(ada: Person, guide: Guide, headers: dict[str, str]) -> None:
    assert await post(guide, update(1), headers) == 403
    await guide.settled()
    assert "You said: hello" not in ada.texts


async def test_a_guide_with_a_public_address_has_itself_called(ada: Person, guide: Guide) -> None:
    delivery = guide.stand.api.delivery
    delivery.set_webhook("", "", [])
    calling = asyncio.create_task(guide.telegram._be_called())
    async with asyncio.timeout(10):
        while delivery.webhook["url"] != guide.url + PATH:  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0.02)
    calling.cancel()
    assert delivery.secret == webhook_secret(TOKEN)
    ada.say("hello")
    await ada.hears("You said: hello")


def test_the_secret_does_not_tell_the_token() -> None:
    secret = webhook_secret(TOKEN)
    assert len(secret) == 64
    assert secret.isalnum()
    assert webhook_secret(TOKEN + "1") != secret


async def test_the_same_update_fifty_times_at_once_acts_once(ada: Person, guide: Guide) -> None:
    statuses = await asyncio.gather(*(post(guide, update(77), GOOD) for _ in range(50)))
    assert statuses == [200] * 50
    await ada.hears("You said: hello")
    assert await post(guide, update(77), GOOD) == 200
    await guide.settled()
    assert ada.texts.count("You said: hello") == 1
    assert len(guide.brain.asked) == 1


async def test_numbers_that_begin_again_lower_are_new(ada: Person, guide: Guide) -> None:
    """After a week without any, Telegram begins with another number, which may be a smaller one."""
    for number, text in ((9_000, "before"), (17, "after"), (18, "and on")):
        assert await post(guide, update(number, text), GOOD) == 200
        await ada.hears(f"You said: {text}")


@pytest.mark.parametrize(
    "body",
    [b"", b"not json", b"[]", b"{}", b'{"update_id": "1"}', b'{"update_id": -1}', b"\xff\xfe", b"[" * 100_000,
     b'{"update_id": 1' + b" " * 2_000_000 + b"}", b'{"update_id": 99999999999999999999999}'],
    ids=lambda body: str(body[:20]),
)  # fmt: skip
async def test_rubbish_is_taken_and_let_go_or_it_would_come_for_ever(ada: Person, guide: Guide, body: bytes) -> None:
    assert await post(guide, body, GOOD) == 200
    ada.say("still there")
    await ada.hears("You said: still there")


async def test_a_message_of_the_greatest_length_comes_in(ada: Person, guide: Guide) -> None:
    long = update(5, "\u4e00" * 1000)
    long["message"]["reply_to_message"] = update(4, "\u4e00" * 4096)["message"]
    assert await post(guide, long, GOOD) == 200
    await ada.hears("You said: \u4e00")


async def test_while_the_store_is_down_telegram_keeps_it_and_brings_it_again(
    ada: Person, guide: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = guide.telegram.mailbox._reach.keep
    failures = [True, True, True]

    async def broken(number: int, sender: str, body: bytes) -> bool:
        if failures:
            failures.pop()
            raise OperationalError("insert", {}, Exception("the disk is full"))
        return await keep(number, sender, body)

    monkeypatch.setattr(guide.telegram.mailbox._reach, "keep", broken)
    ada.say("hello")
    await ada.hears("You said: hello")
    assert ada.texts.count("You said: hello") == 1


async def test_what_came_in_before_a_fall_is_answered_after_it(store: Store, stand: Stand, brain: SlowBrain) -> None:
    brain.hold()
    guide = made(store, stand, brain)
    person = guide.person()
    async with at_work(guide):
        person.say("/start")
        await person.hears("What are you into?")
        person.say("one")
        person.say("two")
        await brain.is_asked()
        await stand.api.delivery.settled()
    brain.go_on()
    async with at_work(made(store, stand, brain)):
        await person.hears("You said: two")
    assert [text for text in person.texts if "You said" in text] == ["You said: one", "You said: two"]


async def test_two_processes_share_one_bot_and_act_once(store: Store, stand: Stand, brain: SlowBrain) -> None:
    """On SQLite there is one process only, so there the second takes over."""
    async with at_work(made(store, stand, brain)) as first:
        person = first.person()
        person.say("/start")
        await person.hears("What are you into?")
        if not store.is_sqlite:
            async with at_work(made(store, stand, brain), leads=False):
                person.say("hello")
                await person.hears("You said: hello")
                await asyncio.sleep(0.3)
        else:
            person.say("hello")
            await person.hears("You said: hello")
    assert person.texts.count("You said: hello") == 1
