"""Reads server-sent events as a browser would."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientResponse

from tests.channels.web.conftest import Learner


@dataclass(frozen=True)
class Event:
    id: int
    name: str
    data: Any


class Events:
    def __init__(self, response: ClientResponse) -> None:
        self.response = response

    async def next(self, seconds: float = 30) -> Event:
        """The next event; comments and settings are passed over. EOFError when the server has closed."""
        async with asyncio.timeout(seconds):
            while True:
                fields = await self.block()
                if "event" in fields:
                    return Event(int(fields["id"]), fields["event"], json.loads(fields["data"]))

    async def block(self) -> dict[str, str]:
        """The fields up to the next empty line; a comment stands under the empty name."""
        fields: dict[str, str] = {}
        while (line := await self.response.content.readline()) != b"\n":
            if not line:
                raise EOFError
            name, _, value = line.decode().rstrip("\n").partition(": ")
            fields[name] = value
        return fields


@asynccontextmanager
async def follow(learner: Learner, path: str = "/stream", **headers: str) -> AsyncIterator[Events]:
    response = await learner.call("GET", path, headers=headers)
    assert response.status == 200
    assert response.content_type == "text/event-stream"
    try:
        yield Events(response)
    finally:
        response.close()
