"""Stores every update before Telegram hears that it came, and hands it on, once."""

import json
import logging
from collections.abc import Iterator, Mapping
from typing import Any

from telegram.error import BadRequest, NetworkError, RetryAfter

from bot.channels.faults import describe
from bot.channels.telegram.lanes import Lanes, LaterError
from bot.channels.telegram.updates import Updates
from bot.chat.reach.model import Received
from bot.chat.reach.service import Reach

TRIES = 3
"""How often an update that breaks the handling is tried."""
TRIES_OUTSIDE = 12
"""How often one is tried whose handling fails at Telegram, such as at a file to fetch: some ten minutes."""
AGAIN, LONGEST = 2.0, 60.0
"""Seconds until the second try and, doubled each time, at most."""

log = logging.getLogger("waymark.telegram")


class Mailbox:
    def __init__(self, reach: Reach, updates: Updates) -> None:
        self._reach = reach
        self._updates = updates
        self._lanes: Lanes[Received] = Lanes(self._handle)
        self._in_hand: set[int] = set()
        self._finished: set[int] = set()
        """Handled since the last look began: that look may have read them as waiting."""
        self.leading = False
        """Whether this process handles what comes in; another one may only store it."""

    async def accept(self, body: bytes) -> bool:
        """Stores an update; False when it came before or is none. Errors of the store are the caller's."""
        update = _read(body)
        if update is None:
            return False
        number, chat_id = update["update_id"], _chat_id(update)
        received = Received(number, self._reach.key_of(chat_id) if chat_id is not None else "", body)
        # Known as in hand before it is stored, or the look for what was left over could take it too.
        first = number not in self._in_hand
        self._in_hand.add(number)
        try:
            new = await self._reach.keep(number, received.sender, body)
        except BaseException:
            self._drop(number, first=first)
            raise
        if new and self.leading:
            self._put(received)
        else:
            self._drop(number, first=first)
        return new

    async def look(self) -> None:
        """Takes up what is stored and not in hand: left over from before, or stored by another process."""
        self._finished.clear()
        for received in await self._reach.waiting():
            if received.number not in self._in_hand | self._finished:
                self._in_hand.add(received.number)
                self._put(received)

    async def close(self) -> None:
        await self._lanes.close()

    def _put(self, received: Received) -> None:
        self._lanes.put(received.sender, received)

    def _drop(self, number: int, *, first: bool) -> None:
        if first:
            self._in_hand.discard(number)

    async def _handle(self, received: Received) -> None:
        """One update to its end. LaterError when it has to wait."""
        try:
            if update := _read(received.body):
                await self._updates.handle(update)
            await self._reach.done(received.number)
        except LaterError:
            raise
        except Exception as error:  # noqa: BLE001 - one update must not end the channel
            await self._failed(received, error)
        self._finished.add(received.number)
        self._in_hand.discard(received.number)

    async def _failed(self, received: Received, error: Exception) -> None:
        log.error("an update could not be handled: %s", describe(error))
        tries = 1
        try:
            tries = await self._reach.count_try(received.number)
            if tries >= (TRIES_OUTSIDE if _may_pass(error) else TRIES):
                await self._reach.done(received.number)
                return
        except Exception as again:  # noqa: BLE001 - the store is down; the update is in it and comes again
            log.error("the store cannot be written: %s", type(again).__name__)  # noqa: TRY400
        raise LaterError(min(LONGEST, AGAIN * 2 ** (tries - 1)))


def _may_pass(error: Exception) -> bool:
    """Whether it is Telegram that could not be reached. A BadRequest is a NetworkError to the library."""
    return isinstance(error, (NetworkError, RetryAfter)) and not isinstance(error, BadRequest)


def _read(body: bytes) -> dict[str, Any] | None:
    """The update as JSON; None when it is none."""
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    number = update.get("update_id") if isinstance(update, dict) else None
    return update if isinstance(number, int) and 0 <= number < 2**63 else None


def _chat_id(update: Mapping[str, Any]) -> int | None:
    """The chat that an update belongs to, whatever kind it is of."""
    for content in update.values():
        for holder in _holders(content):
            chat = holder.get("chat")
            if isinstance(chat, Mapping) and isinstance(chat.get("id"), int):
                return int(chat["id"])
    return None


def _holders(content: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(content, Mapping):
        yield content
        if isinstance(content.get("message"), Mapping):
            yield content["message"]
