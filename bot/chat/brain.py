"""Asks one of several brains to take a turn."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

import aiohttp
import orjson

from bot.chat.answers import read_answer
from bot.chat.faults import FailedError, NonsenseError, TooSlowError, UnreachableError
from bot.chat.ports import Answer, Question

CONNECT = 1.0
"""Seconds to reach a brain; it is on loopback or next door."""
REST = 3.0
"""Seconds that a brain which failed is asked only when no other is there."""
BODY_LIMIT = 1_000_000
"""Bytes of an answer."""

# The connection was there and went away: a brain that ended, or one that closed an idle connection as we wrote.
BROKEN_OFF = (aiohttp.ServerDisconnectedError, aiohttp.ClientPayloadError, aiohttp.ClientOSError)


@dataclass(slots=True)
class _Place:
    """One brain's address and until when it rests (monotonic seconds)."""

    url: str
    rests_until: float = 0.0

    def rest(self) -> None:
        self.rests_until = time.monotonic() + REST


class BrainClient:
    """Spreads turns over brains in turn. A turn changes nothing at a brain, so another may always take it again."""

    def __init__(self, urls: Sequence[str], timeout: float) -> None:
        """`timeout` is what one turn may take in all, in seconds."""
        self._places = [_Place(url.rstrip("/")) for url in urls]
        self._timeout = timeout
        self._turns = 0
        self._session: aiohttp.ClientSession | None = None

    async def turn(self, question: Question) -> Answer:
        """The brain's answer. UnreachableError, TooSlowError, FailedError or NonsenseError when there is none."""
        body = orjson.dumps(_request(question))
        try:
            async with asyncio.timeout(self._timeout):
                return read_answer(await self._ask(body))
        except TimeoutError as error:
            raise TooSlowError(f"no answer within {self._timeout} s") from error

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def _ask(self, body: bytes) -> bytes:
        """The first answer of any brain. What broke off is asked once more: the connection may have been an old one."""
        broken: FailedError | None = None
        places = self._in_turn()
        for place in [*places, *places[:1]]:
            try:
                return await self._ask_at(place, body)
            except UnreachableError:
                place.rest()
            except asyncio.CancelledError:
                # Its time is over.
                place.rest()
                raise
            except _BrokenOffError as error:
                if broken is not None:
                    raise broken from error
                broken = FailedError("the brain broke off")
        raise broken or UnreachableError("no brain is there")

    async def _ask_at(self, place: _Place, body: bytes) -> bytes:
        headers = {"Content-Type": "application/json"}
        try:
            async with self._open().post(f"{place.url}/turn", data=body, headers=headers) as answer:
                content = await _limited(answer)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise UnreachableError(place.url) from error
        except BROKEN_OFF as error:
            raise _BrokenOffError(place.url) from error
        except aiohttp.ClientError as error:
            raise NonsenseError(f"{place.url} does not speak HTTP") from error
        if answer.status == 503:
            raise UnreachableError(f"{place.url} is not ready")
        if answer.status != 200:
            raise FailedError(f"{place.url} answered {answer.status}")
        return content

    def _in_turn(self) -> list[_Place]:
        """Every brain, the next one first, those that rest last."""
        self._turns += 1
        start = self._turns % len(self._places) if self._places else 0
        now = time.monotonic()
        return sorted(self._places[start:] + self._places[:start], key=lambda place: place.rests_until > now)

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            timeout = aiohttp.ClientTimeout(total=None, sock_connect=CONNECT)
            self._session = aiohttp.ClientSession(timeout=timeout)
        return self._session


class _BrokenOffError(Exception):
    """The connection ended before the answer did."""


async def _limited(answer: aiohttp.ClientResponse) -> bytes:
    content = await answer.content.read(BODY_LIMIT + 1)
    parts = [content]
    while content and sum(map(len, parts)) <= BODY_LIMIT:
        content = await answer.content.read(BODY_LIMIT + 1)
        parts.append(content)
    if sum(map(len, parts)) > BODY_LIMIT:
        raise NonsenseError("the answer is too large")
    return b"".join(parts)


def _request(question: Question) -> dict[str, object]:
    means = {} if question.intent is None else {"intent": question.intent, "entities": question.entities}
    return {
        "conversation": question.conversation,
        "message_id": question.message_id,
        "text": question.text,
        "metadata": question.metadata,
        "events": question.events,
        **means,
    }
