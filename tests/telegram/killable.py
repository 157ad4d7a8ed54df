"""A guide as a process of its own, to be killed: `python -m tests.telegram.killable STORE API`."""

import asyncio
import sys

from bot.store.engine import Store
from tests.telegram.bot_api import BotApi, Stand
from tests.telegram.guide import SlowBrain, at_work, made


async def work(address: str, api: str) -> None:
    """Until killed. The stand runs elsewhere; only its address and token matter here."""
    guide = made(Store(address), Stand(BotApi(), api), SlowBrain(), speed=50.0)
    async with at_work(guide, webhook=False):
        print("ready", flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(work(sys.argv[1], sys.argv[2]))
