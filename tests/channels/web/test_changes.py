import asyncio

import pytest
from aiohttp import web

from bot.channels.web.changes import Changes


async def test_a_change_goes_on_when_its_client_has_gone() -> None:
    done = asyncio.Event()

    async def change() -> web.StreamResponse:
        await asyncio.sleep(0.05)
        done.set()
        return web.Response()

    changes = Changes()
    request = asyncio.create_task(changes.finish(change()))
    await asyncio.sleep(0)
    request.cancel()
    with pytest.raises(asyncio.CancelledError):
        await request
    await changes.settle(1)
    assert done.is_set()


async def test_settling_does_not_wait_for_ever() -> None:
    async def stuck() -> web.StreamResponse:
        await asyncio.sleep(60)
        return web.Response()

    changes = Changes()
    request = asyncio.create_task(changes.finish(stuck()))
    await asyncio.sleep(0)
    async with asyncio.timeout(30):
        await changes.settle(0.05)
    request.cancel()
