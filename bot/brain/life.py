"""The life of a brain's process: check the model's file, listen, load, serve, end."""

import asyncio
import gc
import os
import signal
import sys
import threading
import time
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Any

import uvloop
from aiohttp import web

from bot.brain import quiet
from bot.brain.model import TRAIN, ModelError, find_model
from bot.brain.server import Serving, make_app
from bot.brain.settings import BrainSettings

if TYPE_CHECKING:
    from bot.brain.actions import ActionEndpoint
    from bot.brain.brain import Brain

HOST = "127.0.0.1"
FAILED = 2
SHUTDOWN_SECONDS = 2.0
"""How long the turns in hand may take once the process is asked to end."""
PARENT_CHECK_SECONDS = 0.5
COLLECT_EVERY = 20_000
"""Objects more than before, at which the collector looks for rings among the new ones."""


class StartError(Exception):
    """The brain cannot start; the text says why and what to do."""


def run(settings: BrainSettings) -> int:
    """Serve until a signal comes. Returns 0, or 2 after one sentence on stderr."""
    if settings.parent is not None:
        threading.Thread(target=_end_with, args=(settings.parent,), daemon=True).start()
    try:
        model = find_model(settings.model, settings.models)
        uvloop.run(_live(settings, model))
    except (ModelError, StartError) as problem:
        print(problem, file=sys.stderr, flush=True)
        return FAILED
    return 0


async def _live(settings: BrainSettings, model: Path) -> None:
    stop = _signalled()
    started = time.monotonic()
    serving = Serving(model.name)
    runner = web.AppRunner(make_app(serving), access_log=None, shutdown_timeout=SHUTDOWN_SECONDS)
    port = await _listen(runner, settings.port)
    try:
        loaded = await _first(_load(settings, model), stop)
        if loaded is None:
            return
        serving.brain, endpoint = loaded
        _stay()
        print(
            f"Brain ready on http://{HOST}:{port} with {model.name} ({time.monotonic() - started:.1f} s).", flush=True
        )
        await stop.wait()
    finally:
        await runner.cleanup()
    await endpoint.close()


def _stay() -> None:
    """The model stays to the end: the collector need not look through it, nor look often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_EVERY)


def _signalled() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def _listen(runner: web.AppRunner, port: int) -> int:
    """Open the port before the model is loaded, so that /healthz can say what is going on; returns the port."""
    await runner.setup()
    try:
        await web.TCPSite(runner, HOST, port).start()
    except OSError:
        await runner.cleanup()
        raise StartError(f"Port {port} is taken: stop what uses it, or set WAYMARK_BRAIN_PORT to another.") from None
    return int(runner.addresses[0][1])


Loaded = tuple["Brain", "ActionEndpoint"]


async def _first(loading: "asyncio.Future[Loaded]", stop: asyncio.Event) -> Loaded | None:
    """The loaded brain, probed; None when the end is asked for first."""
    stopping = asyncio.ensure_future(stop.wait())
    both: set[asyncio.Future[Any]] = {loading, stopping}
    await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
    if not loading.done():
        return None
    stopping.cancel()
    try:
        brain, endpoint = loading.result()
        await brain.probe()
    except Exception as error:
        raise StartError(f"The model does not work ({type(error).__name__}): {TRAIN}.") from error
    return brain, endpoint


def _load(settings: BrainSettings, model: Path) -> "asyncio.Future[Loaded]":
    """Import Rasa and load the model in a thread of its own, which does not hold up the end of the process."""
    future: Future[Loaded] = Future()

    def work() -> None:
        try:
            future.set_result(_make_brain(settings, model))
        except BaseException as error:  # noqa: BLE001 - handed to whoever waits for the future
            future.set_exception(error)

    threading.Thread(target=work, daemon=True).start()
    return asyncio.wrap_future(future)


def _make_brain(settings: BrainSettings, model: Path) -> Loaded:
    quiet.import_quickly()
    from bot.brain.actions import ActionEndpoint
    from bot.brain.brain import Brain

    quiet.silence_rasa()
    endpoint = ActionEndpoint(settings.actions_url, settings.actions_token, settings.action_timeout)
    return Brain(model, endpoint), endpoint


def _end_with(parent: int) -> None:
    """End at once when `parent` is gone: whoever would read the answers is gone with it."""
    born_of = os.getppid()
    while os.getppid() == born_of and _lives(parent):
        time.sleep(PARENT_CHECK_SECONDS)
    os._exit(0)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
