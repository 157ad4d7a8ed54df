"""A brain for the time of one command: one that runs already, or one of our own."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable

import aiohttp

from bot.settings import Settings
from bot.supervisor.brains import BrainProcess, command, environment, is_ready
from bot.supervisor.children import Children
from bot.supervisor.city import load_city
from bot.supervisor.storage import opened
from bot.supervisor.training import ensure_model


@contextlib.asynccontextmanager
async def some_brain(settings: Settings, say: Callable[[str], None]) -> AsyncIterator[str]:
    """The address of a brain that is ready. StartError when there is none and none can be started."""
    running = settings.brains_elsewhere or [f"http://127.0.0.1:{settings.brain_port}"]
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=2)) as session:
        ready = [url for url in running if await is_ready(session, url)]
    if ready:
        yield ready[0]
    else:
        async with _own_brain(settings, say) as url:
            yield url


@contextlib.asynccontextmanager
async def _own_brain(settings: Settings, say: Callable[[str], None]) -> AsyncIterator[str]:
    children = Children()
    model = await ensure_model(children, say)
    await _name_things(settings, say)
    say("Starting a brain ...")
    port = _free_port()
    brain = BrainProcess(
        command(port, model),
        environment(settings.actions_port, settings.actions_token.get_secret_value(), settings.gazetteer),
        f"http://127.0.0.1:{port}",
        children,
    )
    running = asyncio.create_task(brain.run())
    try:
        await _ready_or_failed(brain, running)
        yield brain.url
    finally:
        running.cancel()
        await asyncio.wait({running})


async def _name_things(settings: Settings, say: Callable[[str], None]) -> None:
    """Where nothing was ever started, what things are called in the city is not written yet, and messages are
    understood less well."""
    if not await asyncio.to_thread(settings.gazetteer.exists):
        async with opened(settings.store_url) as store:
            await load_city(settings, store, say)


async def _ready_or_failed(brain: BrainProcess, running: "asyncio.Task[None]") -> None:
    ready = asyncio.create_task(brain.ready.wait())
    await asyncio.wait({ready, running}, return_when=asyncio.FIRST_COMPLETED)
    ready.cancel()
    if running.done():
        running.result()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port
