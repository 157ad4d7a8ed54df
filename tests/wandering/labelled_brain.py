"""A brain that understands without Rasa: every text is a labelled example, every button says what it means.

It runs the real actions and words replies from the real domain.yml, so that thousands of turns take seconds.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.registry import all_actions
from actions.services import Services
from bot.chat.answers import from_json
from bot.chat.ports import Answer, Question
from bot.settings import PROJECT

MARKED = re.compile(r"\[(?P<text>[^\]]+)\](?:\((?P<name>\w+)\)|\{(?P<details>[^}]*)\})")
NO_DOMAIN: Any = {}


def examples(folder: Path = PROJECT / "data" / "nlu") -> list[dict[str, Any]]:
    """Rasa's parse of every training example, as labelled: `text`, `intent`, `entities`."""
    return [one for path in sorted(folder.glob("*.yml")) for one in _examples_in(path)]


def _examples_in(path: Path) -> Iterator[dict[str, Any]]:
    for block in yaml.safe_load(path.read_text("utf-8"))["nlu"]:
        for line in block.get("examples", "").splitlines() if "intent" in block else ():
            if line.strip():
                yield _parsed(line.strip().removeprefix("- "), block["intent"])


def _parsed(marked: str, intent: str) -> dict[str, Any]:
    entities = []
    for found in MARKED.finditer(marked):
        details = yaml.safe_load("{" + found["details"] + "}") if found["details"] else {"entity": found["name"]}
        entities.append({"value": found["text"], **details})
    text = MARKED.sub(lambda found: found["text"], marked)
    return {"text": text, "intent": {"name": intent}, "entities": entities, "intent_ranking": [{"name": intent}]}


class LabelledBrain:
    def __init__(self, services: Services, known: Sequence[dict[str, Any]]) -> None:
        self._actions = {action.topic: action for action in all_actions(services)}
        self._known = {each["text"]: each for each in known}
        self._responses = yaml.safe_load((PROJECT / "domain.yml").read_text("utf-8"))["responses"]

    async def turn(self, question: Question) -> Answer:
        message = self._understood(question)
        intent = message["intent"]["name"]
        action = self._actions.get(intent, self._actions["not_understood"])
        dispatcher = CollectingDispatcher()
        tracker = Tracker(question.conversation, _slots(question), message, [], False, None, {}, "action_listen")
        events = await action.run(dispatcher, tracker, NO_DOMAIN)
        heard = {"event": "user", "text": question.text, "parse_data": {"text": question.text, "entities": []}}
        return from_json(
            {
                "events": [heard, *events, {"event": "action", "name": "action_listen"}],
                "messages": [self._worded(one) for one in dispatcher.messages],
                "understanding": {"intent": {"name": intent, "confidence": 1.0}},
            }
        )

    def _understood(self, question: Question) -> dict[str, Any]:
        if question.intent is None:
            return self._known[question.text]
        entities = [{"entity": name, "value": value} for name, value in question.entities.items()]
        return {"text": question.text, "intent": {"name": question.intent}, "entities": entities, "intent_ranking": []}

    def _worded(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """As Rasa words it: the response's text filled, its buttons before those that the action gave."""
        response = self._responses[said["response"]][0] if said.get("response") else {}
        text = response.get("text") or said.get("text") or ""
        places = {name: value for name, value in said.items() if isinstance(value, str | int)}
        filled = re.sub(r"\{(\w+)\}", lambda place: str(places[place[1]]), text) if response else text
        buttons = [*response.get("buttons", ()), *said.get("buttons", ())]
        return {"text": filled, "buttons": buttons, "custom": said.get("custom") or {}}


def _slots(question: Question) -> dict[str, Any]:
    slots: dict[str, Any] = {}
    for event in question.events:
        if event["event"] == "slot":
            slots[event["name"]] = event["value"]
    return slots
