"""Runs `waymark up` as a process: signals, what is shown, and how it ends."""

import asyncio
import logging
import os
import signal
import threading

import uvloop

from bot.settings import Settings
from bot.supervisor.children import Children
from bot.supervisor.failure import StartError
from bot.supervisor.up import Up

END_SECONDS = 4.5
"""What everything together may take to end; the promise is 5."""


def run(settings: Settings) -> None:
    """Serves until a signal comes. StartError when something cannot start."""
    logging.basicConfig(level=settings.log_level.upper(), format="%(asctime)s %(name)s: %(message)s")
    uvloop.run(_run(settings))


async def _run(settings: Settings) -> None:
    children = Children()
    up = asyncio.create_task(Up(settings, children, _say).run())
    stopping = asyncio.create_task(_on_signals(children).wait())
    await asyncio.wait({up, stopping}, return_when=asyncio.FIRST_COMPLETED)
    if stopping.done():
        _say("Ending ...")
    stopping.cancel()
    up.cancel()
    await asyncio.wait({up})
    if not up.cancelled() and (error := up.exception()):
        raise _first(error)


def _on_signals(children: Children) -> asyncio.Event:
    """The first signal asks for the end, the second ends; so does the clock."""
    stop = asyncio.Event()

    def hear() -> None:
        if stop.is_set():
            _leave(children)
        stop.set()
        clock = threading.Timer(END_SECONDS, _leave, [children])
        clock.daemon = True
        clock.start()

    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, hear)
    return stop


def _leave(children: Children) -> None:
    children.kill()
    os._exit(1)


def _first(error: BaseException) -> BaseException:
    """Out of a group the first StartError, alone: one line is enough to act on."""
    found = (error.subgroup(StartError) or error) if isinstance(error, BaseExceptionGroup) else error
    while isinstance(found, BaseExceptionGroup):
        found = found.exceptions[0]
    return found


def _say(text: str) -> None:
    print(text, flush=True)
