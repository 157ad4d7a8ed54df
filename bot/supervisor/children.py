"""The processes that were started here, so that none outlives us."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

from bot.settings import PROJECT

PATIENCE = 2.0
"""Seconds between asking a process to end and ending it."""


class Children:
    """Starts processes in sessions of their own: Ctrl-C reaches us alone, and we end them in order."""

    def __init__(self) -> None:
        self._running: set[asyncio.subprocess.Process] = set()

    @contextlib.asynccontextmanager
    async def running(
        self, command: Sequence[str], env: Mapping[str, str], **options: Any
    ) -> AsyncIterator[asyncio.subprocess.Process]:
        """A running process; it is ended with the block, whatever happens."""
        process = await asyncio.create_subprocess_exec(
            *command, cwd=PROJECT, env=env, start_new_session=True, stdin=asyncio.subprocess.DEVNULL, **options
        )
        self._running.add(process)
        try:
            yield process
        finally:
            await _end(process)
            self._running.discard(process)

    def kill(self) -> None:
        """Ends all at once, without waiting."""
        for process in self._running:
            with contextlib.suppress(ProcessLookupError):
                process.kill()


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    process.terminate()
    try:
        async with asyncio.timeout(PATIENCE):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
