"""The mailbox hands every update on once, also when it looks while one is being finished."""

import asyncio
import json
from typing import TYPE_CHECKING, Any, cast

from bot.channels.telegram.mailbox import Mailbox
from bot.chat.reach.model import Received

if TYPE_CHECKING:
    from bot.channels.telegram.updates import Updates
    from bot.chat.reach.service import Reach


class SlowReach:
    """What is stored; a look reads it at once and gets it only later."""

    def __init__(self) -> None:
        self.stored: dict[int, Received] = {}
        self.reading = asyncio.Event()
        self.may_answer = asyncio.Event()
        self.emptied = asyncio.Event()

    def key_of(self, chat_id: int) -> str:
        return str(chat_id)

    async def keep(self, number: int, sender: str, body: bytes) -> bool:
        self.stored[number] = Received(number, sender, body)
        return True

    async def waiting(self) -> list[Received]:
        found = list(self.stored.values())
        self.reading.set()
        await self.may_answer.wait()
        return found

    async def done(self, number: int) -> None:
        del self.stored[number]
        self.emptied.set()


class Counted:
    """Handles updates when it may, and counts them."""

    def __init__(self) -> None:
        self.handled: list[int] = []
        self.may_go_on = asyncio.Event()

    async def handle(self, update: dict[str, Any]) -> None:
        await self.may_go_on.wait()
        self.handled.append(update["update_id"])


async def test_what_is_finished_while_the_mailbox_looks_is_not_handled_again() -> None:
    reach, updates = SlowReach(), Counted()
    mailbox = Mailbox(cast("Reach", reach), cast("Updates", updates))
    mailbox.leading = True
    body = {"update_id": 7, "message": {"chat": {"id": 1}, "text": "/start"}}
    await mailbox.accept(json.dumps(body).encode())
    looking = asyncio.create_task(mailbox.look())
    await reach.reading.wait()
    updates.may_go_on.set()
    await reach.emptied.wait()
    await asyncio.sleep(0.01)
    reach.may_answer.set()
    await looking
    await asyncio.sleep(0.01)
    await mailbox.close()
    assert updates.handled == [7]
