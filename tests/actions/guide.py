"""The guide without a brain: actions on a real store, told what a message was taken for; effects are applied."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.registry import all_actions
from actions.services import Services
from bot.catalogue.importing import import_file
from bot.chat.answers import tap
from bot.chat.model import Tap
from bot.store.engine import Store

NO_DOMAIN: Any = {}
TODAY = date(2026, 11, 23)
TOPICS = {"nlu_fallback": "not_understood"}


@dataclass
class Guide:
    """One learner's talk. Words of domain.yml are heard by their name, such as `utter_get_recognised`."""

    services: Services
    store: Store
    conversation: str
    learner: str
    slots: dict[str, Any] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    """What the guide said last."""
    cards: list[dict[str, Any]] = field(default_factory=list)
    taps: list[Tap] = field(default_factory=list)
    effects: list[dict[str, Any]] = field(default_factory=list)

    async def hear(self, text: str, intent: str, ruled_out: Mapping[str, str] | None = None, **entities: str) -> None:
        """A message that was taken for `intent`."""
        action = next(one for one in all_actions(self.services) if one.topic == TOPICS.get(intent, intent))
        found = [{"entity": name, "value": value} for name, value in entities.items()]
        found += [{"entity": name, "value": value, "role": "not"} for name, value in (ruled_out or {}).items()]
        message = {"text": text, "intent": {"name": intent}, "entities": found, "intent_ranking": []}
        tracker = Tracker(self.conversation, self.slots, message, [], False, None, {}, intent)
        said = CollectingDispatcher()
        for event in await action.run(said, tracker, NO_DOMAIN):
            self.slots[event["name"]] = event["value"]
        self._take_in(said.messages)
        await self._apply(said.messages)

    async def holds(self, folder: Path, file: str, rows: str) -> None:
        """Puts rows of one kind of thing into the city's catalogue, by way of a file in `folder`."""
        path = folder / file
        path.write_text(rows)
        await import_file(self.store, "csv", path, city="brightport", today=TODAY)

    async def tap(self, title: str) -> None:
        """Taps a button of the last answer."""
        button = next(one for one in self.taps if one.title == title)
        await self.hear(button.title, button.intent, **button.entities)

    @property
    def said(self) -> str:
        return "\n".join(self.texts)

    def _take_in(self, messages: list[dict[str, Any]]) -> None:
        said = [message.get("text") or message.get("response") or "" for message in messages]
        self.texts = [text for text in said if text]
        self.cards = [card for message in messages for card in (message.get("custom") or {}).get("cards", ())]
        buttons = [button for message in messages for button in message.get("buttons") or ()]
        self.taps = [tap(button) for button in (*buttons, *(one for card in self.cards for one in card["buttons"]))]

    async def _apply(self, messages: list[dict[str, Any]]) -> None:
        effects = [one for message in messages for one in (message.get("custom") or {}).get("effects", ())]
        self.effects = effects
        async with self.store.write() as session:
            for effect in (one for one in effects if one["type"] in self.services.people.handlers):
                await self.services.people.handlers[effect["type"]](session, self.learner, effect["data"])
