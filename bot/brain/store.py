"""Rasa's stores, emptied: a conversation's events come with the request and leave with the answer."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LockStore
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event
from rasa.shared.core.trackers import DialogueStateTracker

from bot.brain.request import TurnRequest


@dataclass
class Turn:
    """One turn while it is taken."""

    request: TurnRequest
    known: int = 0
    """How many of the tracker's events came with the request."""
    new_events: list[Event] = field(default_factory=list)


current_turn: ContextVar[Turn] = ContextVar("current_turn")
"""Each request has its own: aiohttp runs handlers in tasks, and a task has a context of its own."""


class RequestStore(TrackerStore):
    """Reads the tracker from the current turn's request and keeps what the turn added for the answer."""

    async def retrieve(self, sender_id: str) -> DialogueStateTracker:
        turn = current_turn.get()
        tracker = self.init_tracker(sender_id)
        for event in map(_event, turn.request.events):
            if self._still_exists(event):
                tracker.update(event)
        if tracker.latest_action_name != ACTION_LISTEN_NAME:
            tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
        turn.known = len(tracker.events)
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        turn = current_turn.get()
        turn.new_events = list(tracker.events)[turn.known :]

    def _still_exists(self, event: Event) -> bool:
        """A form that an older model knew is over; a conversation does not end with it."""
        return not isinstance(event, ActiveLoop) or event.name is None or event.name in self.domain.form_names


_resolve_by_type = Event.resolve_by_type


@lru_cache(maxsize=64)
def _event_class(name: str, default: type[Event] | None = None) -> type[Event]:
    return _resolve_by_type(name, default)


# Rasa goes through all classes of events for each event that it reads, a tenth of a turn's time.
Event.resolve_by_type = staticmethod(_event_class)


def _event(fields: dict[str, Any]) -> Event:
    return _event_class(fields["event"])._from_parameters(fields)  # noqa: SLF001 - what deserialise_events calls


class NoLocks(LockStore):
    """One turn at a time in a conversation is the edge's business; nothing here is shared between turns."""

    @asynccontextmanager
    async def lock(self, conversation_id: str, *_: Any, **__: Any) -> AsyncGenerator[TicketLock, None]:
        yield TicketLock(conversation_id)
