"""A learner who knows what they sent and what they have to see, whatever dies meanwhile."""

import asyncio
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp

PAUSE = 0.2
ANSWERED_WITHIN = 240.0
TIMEOUT = aiohttp.ClientTimeout(total=10)


@dataclass
class Learner:
    http: aiohttp.ClientSession
    url: Callable[[], str]
    """Where to send the next request."""
    token: str = ""
    sent: list[str] = field(default_factory=list)

    async def begin(self) -> None:
        body = {"city": "brightport", "language": "en", "consent": True}
        self.token = (await self._until("POST", "/api/v1/conversations", {201}, json=body))["token"]

    async def say(self, text: str) -> None:
        """Sends a message until it is taken, always under the same id."""
        body = {"id": str(uuid.uuid4()), "text": text}
        await self._until("POST", "/api/v1/messages", {202}, json=body)
        self.sent.append(text)

    async def transcript(self) -> list[dict[str, Any]]:
        messages: list[dict[str, Any]] = []
        while True:
            after = messages[-1]["seq"] if messages else 0
            page = await self._until("GET", f"/api/v1/messages?after={after}", {200})
            if not page["messages"]:
                return messages
            messages += page["messages"]

    async def until_said(self, words: str, times: int) -> list[dict[str, Any]]:
        """The transcript once the guide has said `words` that often."""
        async with asyncio.timeout(ANSWERED_WITHIN):
            while True:
                messages = await self.transcript()
                if sum(message["from"] == "guide" and words in message["text"] for message in messages) >= times:
                    return messages
                await asyncio.sleep(PAUSE)

    async def _until(self, method: str, path: str, wanted: set[int], **body: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        while True:
            try:
                request = self.http.request(method, self.url() + path, headers=headers, timeout=TIMEOUT, **body)
                async with request as answer:
                    if answer.status in wanted:
                        return await answer.json()
                    assert answer.status in {429, 503}, f"{answer.status}: {await answer.text()}"
                    await asyncio.sleep(float(answer.headers.get("Retry-After", PAUSE)))
            except (aiohttp.ClientError, TimeoutError):
                await asyncio.sleep(PAUSE)
