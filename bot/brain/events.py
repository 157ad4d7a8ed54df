"""Checks the events that the edge sends, so that Rasa meets nothing it would break on. Imports no Rasa."""

from typing import Any

from bot.brain.errors import BadRequestError

JSON = Any
Kinds = tuple[type, ...]

EVENTS_LIMIT = 2000
"""Events in one request; the edge sends some forty."""

TEXT: Kinds = (str,)
TEXT_OR_NONE: Kinds = (str, type(None))
OBJECT_OR_NONE: Kinds = (dict, type(None))
NUMBER_OR_NONE: Kinds = (int, float, type(None))
FLAG_OR_NONE: Kinds = (bool, type(None))

COMMON: dict[str, Kinds] = {"timestamp": NUMBER_OR_NONE, "metadata": OBJECT_OR_NONE}
"""Fields of every event (rasa.shared.core.events.Event)."""

KNOWN: dict[str, dict[str, Kinds]] = {
    "user": {
        "text": TEXT_OR_NONE,
        "parse_data": (dict,),
        "input_channel": TEXT_OR_NONE,
        "message_id": TEXT_OR_NONE,
    },
    "bot": {"text": TEXT_OR_NONE, "data": OBJECT_OR_NONE},
    "action": {
        "name": TEXT,
        "policy": TEXT_OR_NONE,
        "confidence": NUMBER_OR_NONE,
        "action_text": (type(None),),
        "hide_rule_turn": FLAG_OR_NONE,
    },
    "slot": {"name": TEXT},
    "active_loop": {"name": TEXT_OR_NONE},
    "loop_interrupted": {"is_interrupted": FLAG_OR_NONE},
    "action_execution_rejected": {"name": TEXT, "policy": TEXT_OR_NONE, "confidence": NUMBER_OR_NONE},
    "user_featurization": {"use_text_for_featurization": FLAG_OR_NONE},
    "entities": {"entities": (list,)},
    "followup": {"name": TEXT},
    "restart": {},
    "rewind": {},
    "undo": {},
    "reset_slots": {},
    "pause": {},
    "resume": {},
    "session_started": {},
}
"""The events that a turn can make, with the fields that Rasa reads from each."""


def check_events(events: list[JSON]) -> list[dict[str, JSON]]:
    """The same events, each known and well formed; else BadRequestError names the first that is not."""
    if len(events) > EVENTS_LIMIT:
        raise BadRequestError(f"At most {EVENTS_LIMIT} events in one request; send the last turns only.", "bad_events")
    for position, event in enumerate(events):
        if not _well_formed(event):
            raise BadRequestError(f"Event {position} is not one that a turn makes.", "bad_events")
    return events


def _well_formed(event: JSON) -> bool:
    if not isinstance(event, dict) or not isinstance(event.get("event"), str):
        return False
    fields = KNOWN.get(event["event"])
    if fields is None or not _fits(event, {**COMMON, **fields}):
        return False
    if event["event"] == "user":
        return _parse_data_fits(event["parse_data"])
    return event["event"] != "entities" or _entities_fit(event["entities"])


def _fits(values: dict[str, JSON], fields: dict[str, Kinds]) -> bool:
    return all(isinstance(values.get(name), kinds) for name, kinds in fields.items())


def _parse_data_fits(parse_data: dict[str, JSON]) -> bool:
    intent = parse_data.get("intent")
    if intent is not None and not (isinstance(intent, dict) and _fits(intent, {"name": TEXT_OR_NONE})):
        return False
    return _fits(parse_data, {"text": TEXT_OR_NONE}) and _entities_fit(parse_data.get("entities", []))


def _entities_fit(entities: JSON) -> bool:
    fields = {"entity": TEXT, "role": TEXT_OR_NONE, "group": TEXT_OR_NONE}
    return isinstance(entities, list) and all(isinstance(one, dict) and _fits(one, fields) for one in entities)
