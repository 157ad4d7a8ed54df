"""Lines from the keyboard or a pipe, without standing in the way of what happens meanwhile."""

import asyncio
import contextlib
import sys
import threading
from typing import TextIO

END = None


class Lines:
    """Reads in a thread that does not hold the process up, one line for each `next`."""

    def __init__(self, source: TextIO = sys.stdin, prompt: str = "> ") -> None:
        self._source = source
        self._prompt = prompt
        self._wanted = threading.Semaphore(0)
        self._lines: asyncio.Queue[str | None] = asyncio.Queue()
        self._loop = asyncio.get_running_loop()
        self.from_keyboard = source.isatty()
        threading.Thread(target=self._read, daemon=True).start()

    async def next(self) -> str | None:
        """The next line without its end, or None after the last one."""
        self._wanted.release()
        return await self._lines.get()

    def _read(self) -> None:
        line: str | None = ""
        while line is not END:
            self._wanted.acquire()
            line = self._ask()
            # The loop may have ended meanwhile, and nobody waits any more.
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._lines.put_nowait, line)

    def _ask(self) -> str | None:
        if not self.from_keyboard:
            line = self._source.readline()
            return line.rstrip("\n") if line else END
        try:
            return input(self._prompt)
        except EOFError:
            return END
