"""A talk with the actions alone: intents and taps go in, replies come out, effects are applied. No brain."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import yaml
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.registry import all_actions
from actions.services import Services
from bot.app import Edge
from bot.settings import PROJECT
from bot.store.engine import Store

RESPONSES: dict[str, Any] = yaml.safe_load((PROJECT / "domain.yml").read_text())["responses"]
NO_DOMAIN: Any = {}
CONTACT = re.compile(r"@|www\.|\b0\d{3,4}[ -]?\d{3}|\+44|01632", re.IGNORECASE)
"""Anything by which somebody could be reached."""


class Screen:
    """The chat as actions see it: the cards of the last answer that had any."""

    def __init__(self, chat: Any) -> None:
        self._chat = chat
        self.cards: list[dict[str, Any]] = []

    async def on_screen(self, conversation_id: str) -> list[dict[str, Any]]:
        return self.cards

    async def handling(self, conversation_id: str) -> Any:
        return await self._chat.handling(conversation_id)


@dataclass
class Talk:
    edge: Edge
    store: Store
    conversation: str
    services: Services
    screen: Screen
    slots: dict[str, Any] = field(default_factory=dict)
    replies: list[dict[str, Any]] = field(default_factory=list)
    effects: list[dict[str, Any]] = field(default_factory=list)
    """Of the last message."""
    all_replies: list[dict[str, Any]] = field(default_factory=list)

    async def say(self, text: str, intent: str, *entities: tuple[str, str]) -> str:
        """What the guide answers to words that the brain took for an intent with these entities."""
        found = [{"entity": name, "value": value} for name, value in entities]
        return await self._turn(text, intent, found)

    async def tap(self, title: str) -> str:
        """Taps the newest button with that title, under a bubble or on a card."""
        for button in self.buttons():
            if button["title"] == title:
                intent, _, entities = button["payload"].removeprefix("/").partition("{")
                values: Mapping[str, Any] = json.loads("{" + entities) if entities else {}
                found = [{"entity": name, "value": value} for name, value in values.items()]
                return await self._turn(title, intent, found)
        raise AssertionError(f"no button {title!r} among {sorted({button['title'] for button in self.buttons()})}")

    def buttons(self) -> list[dict[str, str]]:
        """Newest first."""
        found: list[dict[str, str]] = []
        for reply in self.all_replies:
            cards = (reply.get("custom") or {}).get("cards", [])
            found += [*reply["buttons"], *(button for card in cards for button in card["buttons"])]
        return found[::-1]

    @property
    def text(self) -> str:
        return "\n".join(reply["text"] for reply in self.replies)

    @property
    def cards(self) -> list[dict[str, Any]]:
        return [card for reply in self.replies for card in (reply.get("custom") or {}).get("cards", [])]

    @property
    def learner_id(self) -> str:
        return self._learner_id

    async def _turn(self, text: str, intent: str, entities: Sequence[Mapping[str, Any]]) -> str:
        message = {"text": text, "intent": {"name": intent}, "entities": list(entities), "intent_ranking": []}
        tracker = Tracker(self.conversation, dict(self.slots), message, [], False, None, {}, "action_listen")
        dispatcher = CollectingDispatcher()
        topic = "not_understood" if intent == "nlu_fallback" else intent
        action = next(each for each in all_actions(self.services) if each.topic == topic)
        events = await action.run(dispatcher, tracker, NO_DOMAIN)
        self.slots |= {event["name"]: event["value"] for event in events}
        await self._take(dispatcher.messages)
        return self.text

    async def _take(self, messages: Sequence[Mapping[str, Any]]) -> None:
        said = [dict(message) for message in messages]
        self.effects = [each for message in said for each in (message.get("custom") or {}).get("effects", [])]
        self.replies = [_filled(message) for message in said if message.get("text") or message.get("response")]
        self.all_replies += self.replies
        if self.cards:
            self.screen.cards = self.cards
        learner = await self.services.people.learner(self.conversation)
        self._learner_id = learner.id
        async with self.store.write() as session:
            for effect in self.effects:
                if effect["type"] in self.services.people.handlers:
                    await self.services.people.handlers[effect["type"]](session, learner.id, effect["data"])
        for reply in self.replies:
            assert not CONTACT.search(_without_links(reply)), f"a contact detail in {reply}"


def _filled(message: dict[str, Any]) -> dict[str, Any]:
    """A response of domain.yml as the brain would fill it, its buttons with those of the action."""
    custom = message.get("custom") or {}
    if not message.get("response"):
        return {"text": message["text"], "buttons": message.get("buttons") or [], "custom": custom}
    variant = RESPONSES[message["response"]][0]
    text = re.sub(r"{(\w+)}", lambda place: str(message[place[1]]), variant["text"])
    return {"text": text, "buttons": [*variant.get("buttons", []), *(message.get("buttons") or [])], "custom": custom}


def _without_links(reply: Mapping[str, Any]) -> str:
    cards = [
        {name: value for name, value in card.items() if name not in ("link", "buttons", "id")}
        for card in (reply.get("custom") or {}).get("cards", [])
    ]
    return json.dumps([reply["text"], cards])


async def begin(edge: Edge, store: Store, city: str = "brightport") -> Talk:
    begun = await edge.services.chat.begin(city, "test", "en")
    screen = Screen(edge.services.chat)
    services = replace(edge.services, chat=screen)  # type: ignore[arg-type]
    return Talk(edge, store, begun.conversation.id, services, screen)
