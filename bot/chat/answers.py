"""Reads the brain's answer and refuses what is none."""

import json
import re
from collections.abc import Callable
from typing import Any, TypeVar

import orjson

from bot.chat.faults import NonsenseError
from bot.chat.model import Effect, Reply, Tap
from bot.chat.ports import Answer

REPLIES = 20
TEXT = 4000
LISTED = 50
"""Buttons or cards in one reply."""
EFFECTS = 100
EVENTS = 1000
NAME = 128
PAYLOAD = re.compile(r"/(?P<intent>\w+)(?P<entities>\{.*\})?\s*", re.DOTALL)
"""Rasa's form of a button's payload (Rasa's documentation, "Payload syntax")."""

T = TypeVar("T")


def read_answer(body: bytes) -> Answer:
    """The answer in a body of JSON. Raises NonsenseError when it has not the shape that /turn promises."""
    try:
        # It refuses half characters, which no database keeps, and NaN.
        answer = orjson.loads(body)
    except ValueError as error:
        raise NonsenseError("the answer is not JSON") from error
    # A NUL is good JSON, but no database keeps it.
    if b"\\u0000" in body:
        raise NonsenseError("the answer has a NUL in it")
    return from_json(answer)


def from_json(answer: Any) -> Answer:
    """The answer as read from JSON; NonsenseError as above."""
    fields = _object(answer)
    messages = _list(fields.get("messages"), _object, REPLIES)
    replies = [reply for reply in map(_reply, messages) if reply.text or reply.cards]
    if not replies:
        raise NonsenseError("the answer says nothing")
    effects = [effect for message in messages for effect in _effects(message)]
    return Answer(
        events=_list(fields.get("events"), _event, EVENTS),
        replies=replies,
        effects=effects[:EFFECTS],
        understanding=_understanding(_object(fields.get("understanding") or {})),
    )


def tap(button: Any) -> Tap:
    """What stands behind a button of the brain's: `{"title", "payload"}`. NonsenseError when it cannot be read."""
    fields = _object(button)
    found = PAYLOAD.fullmatch(_text(fields.get("payload"), TEXT))
    if found is None:
        raise NonsenseError("a button's payload is not an intent")
    try:
        entities = _object(json.loads(found["entities"] or "{}"))
    except ValueError as error:
        raise NonsenseError("a button's entities are not JSON") from error
    return Tap(_text(fields.get("title"), TEXT), found["intent"][:NAME], entities)


def _reply(message: dict[str, Any]) -> Reply:
    custom = _object(message.get("custom") or {})
    return Reply(
        text=_text(message.get("text") or "", TEXT),
        buttons=_list(message.get("buttons") or [], tap, LISTED),
        cards=_list(custom.get("cards") or [], _card, LISTED),
        shown=_object(custom.get("shown") or {}),
    )


def _card(card: Any) -> dict[str, Any]:
    fields = _object(card)
    taps = _list(fields.get("buttons") or [], tap, LISTED)
    buttons = [{"title": one.title, "intent": one.intent, "entities": one.entities} for one in taps]
    return {**fields, "buttons": buttons}


def _effects(message: dict[str, Any]) -> list[Effect]:
    custom = _object(message.get("custom") or {})
    return _list(custom.get("effects") or [], _effect, EFFECTS)


def _effect(effect: Any) -> Effect:
    fields = _object(effect)
    return Effect(_text(fields.get("type"), NAME), _object(fields.get("data") or {}))


def _event(event: Any) -> dict[str, Any]:
    fields = _object(event)
    kind = _text(fields.get("event"), NAME)
    if kind == "slot":
        _text(fields.get("name"), NAME)
    if kind == "active_loop" and fields.get("name") is not None:
        _text(fields["name"], NAME)
    return fields


def _understanding(fields: dict[str, Any]) -> dict[str, Any]:
    """What is kept of it: the intent and how sure the brain was."""
    intent = _object(fields.get("intent") or {})
    return {"intent": intent.get("name"), "confidence": intent.get("confidence")} if intent else {}


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise NonsenseError("an object is missing")
    return value


def _text(value: Any, longest: int) -> str:
    if not isinstance(value, str) or len(value) > longest:
        raise NonsenseError("a text is missing or too long")
    return value


def _list(values: Any, read: Callable[[Any], T], most: int) -> list[T]:
    if not isinstance(values, list) or len(values) > most:
        raise NonsenseError("a list is missing or too long")
    return [read(value) for value in values]
