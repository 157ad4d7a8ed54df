"""Speaks the chat API with a Waymark that runs somewhere."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from typing import Any

import aiohttp

Message = dict[str, Any]

POLL_SECONDS = 5
ANSWER_SECONDS = 90.0
"""How long an answer is waited for before the learner may write on."""
SLOWEST = aiohttp.ClientTimeout(total=60, connect=5)


class TalkError(Exception):
    """The talk cannot go on; the text is one line that says what to do."""


class RefusedError(Exception):
    """The server did not take this message; its own sentence says why."""


class Client:
    """One conversation."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session = session
        self._url = url.rstrip("/")
        self._token = ""
        self._seen = 0

    async def begin(self, city: str) -> list[Message]:
        """The guide's first words. TalkError when the server is not there or does not know the city."""
        status, body = await self._call("POST", "/conversations", json={"city": city, "consent": True})
        if status != 201:
            raise TalkError(f"{_sentence(body)} (city {city})")
        self._token = body["token"]
        return self._new(body["messages"])

    async def write(self, text: str) -> None:
        """Sends a text. RefusedError when it is not taken."""
        await self._send({"text": text})

    async def press(self, button: str) -> None:
        """Presses a button by its token. RefusedError when it is not taken."""
        await self._send({"button": button})

    async def send(self, content: bytes) -> None:
        """Sends a file. RefusedError when it is not taken."""
        name = str(uuid.uuid4())
        await self._post(f"/files?id={name}", data=content, headers={"Content-Type": "application/octet-stream"})

    async def answers(self) -> AsyncIterator[Message]:
        """What others say, until nobody is typing any more (or for `ANSWER_SECONDS`)."""
        typing, until = True, asyncio.get_running_loop().time() + ANSWER_SECONDS
        while typing and asyncio.get_running_loop().time() < until:
            messages, typing = await self.fetch(POLL_SECONDS)
            for message in messages:
                yield message

    async def fetch(self, wait: int) -> tuple[list[Message], bool]:
        """What is new from others, waited for up to `wait` seconds, and whether somebody is typing."""
        status, body = await self._call("GET", "/messages", params={"after": self._seen, "wait": wait})
        if status != 200:
            raise TalkError(_sentence(body))
        return self._new(body["messages"]), body["typing"]

    async def _send(self, content: dict[str, str]) -> None:
        await self._post("/messages", json={"id": str(uuid.uuid4()), **content})

    async def _post(self, path: str, **options: Any) -> None:
        while True:
            status, body = await self._call("POST", path, **options)
            if status != 429:
                break
            await asyncio.sleep(body["retry_after"])
        if status == 401:
            raise TalkError(_sentence(body))
        # A stale button (409) has an answer among the messages.
        if status not in {202, 409}:
            raise RefusedError(_sentence(body))

    def _new(self, messages: list[Message]) -> list[Message]:
        self._seen = max([self._seen, *(message["seq"] for message in messages)])
        return [message for message in messages if message["from"] != "you"]

    async def _call(self, method: str, path: str, **options: Any) -> tuple[int, Any]:
        headers = {**options.pop("headers", {}), **({"Authorization": f"Bearer {self._token}"} if self._token else {})}
        url = f"{self._url}/api/v1{path}"
        try:
            async with self._session.request(method, url, headers=headers, timeout=SLOWEST, **options) as response:
                body = await response.json()
                if response.status == 429:
                    body["retry_after"] = int(response.headers["Retry-After"])
                return response.status, body
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise TalkError(f"No Waymark answers at {self._url}: start it with `make run`, or give --url.") from error


def _sentence(body: Any) -> str:
    return str(body["error"]["message"])
