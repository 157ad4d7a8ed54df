"""How often one address may begin a conversation, and how many open waits one conversation may hold.

Both live in memory: they guard this process, and nothing is lost when they start from zero. The limit on messages is
another matter and lives in the store (see `Chat.receive`).
"""

import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.channels.web.errors import ApiError

ADDRESSES = 10_000
"""Addresses remembered at most; the one unused for longest is forgotten first."""
WAITS = 8
"""Streams and long polls that one conversation may hold at once: a few tabs, each with a reconnect."""


class Bucket:
    """A token bucket for each address: `burst` at a stroke, then one each second."""

    def __init__(self, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._burst = burst
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, address: str) -> None:
        """Counts one; ApiError 429 when there is none left."""
        key, now = network(address), self._clock()
        left, at = self._left.pop(key, (float(self._burst), now))
        left = min(self._burst, left + (now - at))
        self._remember(key, left - 1 if left >= 1 else left, now)
        if left < 1:
            raise too_many(1 - left)

    def _remember(self, key: str, left: float, now: float) -> None:
        self._left[key] = (left, now)
        if len(self._left) > ADDRESSES:
            self._left.popitem(last=False)


class Waits:
    """Counts the requests of each conversation that are being held open."""

    def __init__(self, limit: int = WAITS) -> None:
        self._limit = limit
        self._held: dict[str, int] = {}

    def held(self, conversation: str) -> int:
        return self._held.get(conversation, 0)

    @contextmanager
    def hold(self, conversation: str) -> Iterator[None]:
        """Holds one place; ApiError 429 when all are taken."""
        held = self.held(conversation)
        if held >= self._limit:
            raise too_many(1)
        self._held[conversation] = held + 1
        try:
            yield
        finally:
            self._release(conversation)

    def _release(self, conversation: str) -> None:
        self._held[conversation] -= 1
        if not self._held[conversation]:
            del self._held[conversation]


def network(address: str) -> str:
    """Who to count: an IPv4 address, or the /64 of an IPv6 one, which is what a single household is given."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else str(parsed)


def too_many(retry_after: float) -> ApiError:
    seconds = max(1, math.ceil(retry_after))
    message = f"That was a lot at once; please try again in {seconds} seconds."
    return ApiError(429, "too_fast", message, {"Retry-After": str(seconds)})
