"""What the brain is shown of a conversation: as much as it needs, and no more in a long one than in a short one."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.chat.faults import NonsenseError

Event = Mapping[str, Any]

TURNS = 3
"""Whole turns in a window."""
EVENTS_LIMIT = 250_000
"""Bytes of one turn's events; one has some 5,000."""
SLOTS_LIMIT = 100_000
"""Bytes of all slots together. With three turns a request stays below the brain's limit of 1 MB."""


@dataclass(frozen=True, slots=True)
class State:
    """What a conversation stands at after its last turn."""

    slots: Mapping[str, Any]
    active_loop: str | None = None


def window(state: State, turns: Iterable[Sequence[Event]]) -> list[Event]:
    """The slots as they stand, the active loop, a listen, then the last turns, oldest first."""
    events: list[Event] = [{"event": "slot", "name": name, "value": value} for name, value in state.slots.items()]
    if state.active_loop is not None:
        events.append({"event": "active_loop", "name": state.active_loop})
    events.append({"event": "action", "name": "action_listen"})
    return events + [event for turn in turns for event in turn]


def fold(state: State, events: Iterable[Event]) -> State:
    """The state after more events. Raises NonsenseError when the slots grow beyond bounds."""
    slots, loop = dict(state.slots), state.active_loop
    for event in events:
        match event["event"]:
            case "slot":
                slots[event["name"]] = event.get("value")
            case "reset_slots":
                slots = {}
            case "restart":
                slots, loop = {}, None
            case "active_loop":
                loop = event.get("name")
    kept = {name: value for name, value in slots.items() if value is not None}
    if _size(kept) > SLOTS_LIMIT:
        raise NonsenseError("the slots have grown too large")
    return State(kept, loop)


def slim(events: Iterable[Event]) -> list[Event]:
    """Events as they are kept: without the cards and effects that a bot event carried while the turn was taken.

    Raises NonsenseError when a turn's events are too large to keep.
    """
    kept = [_slim(event) for event in events]
    if _size(kept) > EVENTS_LIMIT:
        raise NonsenseError("the turn's events are too large")
    return kept


def _slim(event: Event) -> Event:
    data = event.get("data")
    if event["event"] != "bot" or not isinstance(data, Mapping):
        return event
    return {**event, "data": {name: value for name, value in data.items() if name != "custom"}}


def _size(value: Any) -> int:
    return len(json.dumps(value))
