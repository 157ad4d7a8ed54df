"""What a message means, as Rasa calls it "parse data": from the NLU graph, or made from a tapped button."""

import re
from typing import Any

ParseData = dict[str, Any]

RANKED = 5
"""How many intents of the ranking are kept: events are sent back and forth, so every one costs on each later turn."""
FALLBACK = "nlu_fallback"
_COMMAND = re.compile(r"\s*(?:/|EXTERNAL:)\s*\w+\s*(?:$|[{@])")
"""The forms in which Rasa reads or writes an intent, `/restart`, `/inform{"age": "30"}`, `/greet@0.5` and
`EXTERNAL: greet`, with any space that a person may put in."""


def from_graph(text: str, parsed: ParseData) -> ParseData:
    """What the graph found in `text` as it was written, without what no rule and no action reads.

    Text in the form of a command is nobody's way to say something: it counts as not understood, whatever the graph
    made of its words, so that it fills no slot and starts nothing.
    """
    data = {
        "text": text,
        "intent": _named(parsed["intent"]),
        "entities": parsed["entities"],
        "intent_ranking": [_named(intent) for intent in parsed.get("intent_ranking", [])],
    }
    if _COMMAND.match(text):
        data |= _not_understood(data["intent_ranking"])
    return data | {"intent_ranking": data["intent_ranking"][:RANKED]}


def from_button(title: str, intent: str, entities: dict[str, list[Any]]) -> ParseData:
    """A tapped button needs no guessing: its intent and entities are certain."""
    certain = {"name": intent, "confidence": 1.0}
    found = [{"entity": name, "value": value} for name, values in entities.items() for value in values]
    return {"text": title, "intent": certain, "entities": found, "intent_ranking": [certain]}


def outline(data: ParseData) -> dict[str, Any]:
    """What the edge is told of a turn's understanding."""
    return {key: data[key] for key in ("intent", "entities", "intent_ranking")}


def _named(intent: dict[str, Any]) -> dict[str, Any]:
    return {"name": intent["name"], "confidence": float(intent["confidence"])}


def _not_understood(ranking: list[dict[str, Any]]) -> ParseData:
    fallback = {"name": FALLBACK, "confidence": 0.0}
    return {"intent": fallback, "entities": [], "intent_ranking": [fallback, *ranking]}
