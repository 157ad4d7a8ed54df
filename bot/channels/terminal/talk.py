"""`waymark chat`: a conversation in the terminal, through the same API as the web page."""

import asyncio
import re
from pathlib import Path

import aiohttp

from bot.channels.terminal.client import Client, RefusedError
from bot.channels.terminal.lines import Lines
from bot.channels.terminal.screen import Screen

QUIT = "/quit"
BUTTON = re.compile(r"/(\d{1,3})")
"""`/1` presses a button: a bare number can be an answer, and no other text with a slash has a meaning here."""
FILE = re.compile(r"/file\s+(.+)")
"""`/file badge.png` sends a file."""
LARGEST = 10_000_000
"""Bytes of a file; the server says that it is too large where it is."""
IDLE_SECONDS = 25


class Talk:
    def __init__(self, client: Client, screen: Screen, lines: Lines) -> None:
        self._client = client
        self._screen = screen
        self._lines = lines

    async def run(self, city: str) -> None:
        """Talks until the input ends or the learner leaves. TalkError when the server does not go along."""
        self._screen.hello()
        for message in await self._client.begin(city):
            self._screen.message(message)
        while (line := await self._next_line()) is not None and line.strip() != QUIT:
            if line.strip():
                await self._turn(line.strip())

    async def _turn(self, line: str) -> None:
        try:
            if not await self._send(line):
                return
        except RefusedError as refused:
            self._screen.refusal(str(refused))
            return
        self._screen.new_turn()
        async for message in self._client.answers():
            self._screen.message(message)

    async def _send(self, line: str) -> bool:
        """Sends what was typed; False when it named a button or a file that is not there."""
        if named := FILE.fullmatch(line):
            return await self._send_file(named[1].strip())
        pressed = BUTTON.fullmatch(line)
        if pressed is None:
            await self._client.write(line)
            return True
        button = self._screen.button(int(pressed[1]))
        if button is None:
            self._screen.note("no_button", number=pressed[1])
            return False
        await self._client.press(button)
        return True

    async def _send_file(self, name: str) -> bool:
        content = await asyncio.to_thread(_content, name)
        if not content:
            self._screen.note("no_file", path=name)
            return False
        await self._client.send(content)
        return True

    async def _next_line(self) -> str | None:
        """The next line; whatever an adviser says meanwhile is shown at once."""
        reading = asyncio.create_task(self._lines.next())
        while self._lines.from_keyboard and not reading.done():
            hearing = asyncio.create_task(self._client.fetch(IDLE_SECONDS))
            await asyncio.wait({reading, hearing}, return_when=asyncio.FIRST_COMPLETED)
            if hearing.done():
                for message in hearing.result()[0]:
                    self._screen.message(message)
            hearing.cancel()
        return await reading


async def talk(url: str, city: str, screen: Screen) -> None:
    """One conversation at `url` about `city`, on standard input and the given screen."""
    async with aiohttp.ClientSession() as session:
        await Talk(Client(session, url), screen, Lines()).run(city)


def _content(name: str) -> bytes:
    """Empty where there is nothing to be read, and no more than the server takes."""
    try:
        with Path(name).expanduser().open("rb") as file:
            return file.read(LARGEST)
    except OSError:
        return b""
