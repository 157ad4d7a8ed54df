"""Reads what the edge asks for and refuses what no turn can be made of."""

from dataclasses import dataclass
from typing import Any

import orjson

from bot.brain.errors import BadRequestError, TooLargeError
from bot.brain.events import check_events

JSON = Any

BODY_LIMIT = 1_000_000
"""Bytes in a body; a window of three turns has some 30 kB."""
TEXT_LIMIT = 1000
"""Characters in one message (chat_api.md)."""
ID_LIMIT = 200


@dataclass(frozen=True)
class TurnRequest:
    """One message and the conversation so far. Free text has no intent; a tapped button has one."""

    conversation: str
    message_id: str
    text: str
    intent: str | None
    entities: dict[str, list[JSON]]
    """Values of a button by the entity's name."""
    metadata: dict[str, JSON]
    events: list[dict[str, JSON]]


def read_turn(body: bytes) -> TurnRequest:
    """The turn asked for. Raises BadRequestError or TooLargeError with a sentence that says what is wrong."""
    fields = read_object(body)
    intent = _optional(fields, "intent", str)
    entities = _button_values(_optional(fields, "entities", dict) or {})
    if entities and not intent:
        raise BadRequestError("Entities are given with an intent only; free text is understood here.")
    return TurnRequest(
        conversation=_identifier(fields, "conversation"),
        message_id=_identifier(fields, "message_id"),
        text=_button_title(fields, intent) if intent is not None else read_text(fields),
        intent=intent,
        entities=entities,
        metadata=_optional(fields, "metadata", dict) or {},
        events=check_events(_optional(fields, "events", list) or []),
    )


def read_object(body: bytes) -> dict[str, JSON]:
    """The JSON object in `body`, with only text that can be written as UTF-8 again and only finite numbers."""
    try:
        # It refuses half characters, which are valid in JSON and in Python and break whatever later sends them on.
        fields = orjson.loads(body)
    except ValueError:
        raise BadRequestError("The body is not valid JSON in UTF-8.") from None
    if not isinstance(fields, dict):
        raise BadRequestError("The body must be a JSON object.")
    return fields


def read_text(fields: dict[str, JSON]) -> str:
    """What the learner wrote, 1 to 1,000 characters."""
    text = _optional(fields, "text", str)
    if text is None or not text.strip():
        raise BadRequestError("The body needs a 'text' that is not empty, or an 'intent'.")
    return _short_enough(text)


def _button_title(fields: dict[str, JSON], intent: str) -> str:
    return _short_enough(_optional(fields, "text", str) or f"/{intent}")


def _short_enough(text: str) -> str:
    if len(text) > TEXT_LIMIT:
        raise TooLargeError(f"A message has at most {TEXT_LIMIT} characters.", "too_long")
    return text


def _identifier(fields: dict[str, JSON], name: str) -> str:
    value = _optional(fields, name, str)
    if not value or len(value) > ID_LIMIT:
        raise BadRequestError(f"The body needs a '{name}' of 1 to {ID_LIMIT} characters.")
    return str(value)


def _button_values(entities: dict[str, JSON]) -> dict[str, list[JSON]]:
    """Each entity's values as a list; a button may carry several of one name."""
    values = {name: value if isinstance(value, list) else [value] for name, value in entities.items()}
    if any(not isinstance(one, (str, int, float)) for many in values.values() for one in many):
        raise BadRequestError("A button's entities are texts, numbers or lists of them.")
    return values


def _optional(fields: dict[str, JSON], name: str, kind: type) -> Any:
    value = fields.get(name)
    if value is not None and not isinstance(value, kind):
        raise BadRequestError(f"'{name}' must be {_KINDS[kind]}.")
    return value


_KINDS: dict[type, str] = {str: "a text", dict: "an object", list: "a list"}
