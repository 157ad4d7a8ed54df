"""One message being answered: what was said, what is known, and the answer as it grows."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.heard import Heard
from actions.questions import AGAIN, PUT_AT_MOST, WORDED
from actions.services import Services
from bot.catalogue.city import City
from bot.catalogue.model import Seeker
from bot.people.model import Learner, Profile, apply

Button = dict[str, str]
Card = dict[str, Any]


@dataclass(slots=True)
class Turn:
    services: Services
    conversation: str
    heard: Heard
    city: City
    learner: Learner
    slots: dict[str, Any]
    dispatcher: CollectingDispatcher
    effects: list[dict[str, Any]] = field(default_factory=list)
    changed: dict[str, Any] = field(default_factory=dict)

    @property
    def profile(self) -> Profile:
        """What the learner told, this message included."""
        profile = self.learner.profile
        for effect in self.effects:
            if effect["type"] == "profile":
                profile = apply(profile, effect["data"])
        return profile

    @property
    def seeker(self) -> Seeker:
        profile = self.profile
        return Seeker(
            city=self.city.id,
            age=profile.age,
            areas=profile.areas,
            interests=profile.interests,
            not_interests=profile.not_interests,
            goals=profile.goals,
            availability=profile.availability,
            not_availability=profile.not_availability,
            rejected=frozenset(self.learner.rejected) | frozenset(self._rejected_now()),
            seed=self.learner.id,
        )

    @property
    def today(self) -> date:
        """The day in the city."""
        return self.services.now().astimezone(self.city.zone).date()

    def slot(self, name: str) -> Any:
        return self.changed.get(name, self.slots.get(name))

    def set(self, name: str, value: Any) -> None:
        self.changed[name] = value

    def effect(self, type_: str, **data: Any) -> None:
        """Something that the edge does when it commits this turn (docs/architecture.md has the list)."""
        self.effects.append({"type": type_, "data": data})

    def unmet(self, kind: str, words: Sequence[str], limit: str = "") -> None:
        """Something was looked for in vain: the city should know. Only topics, never a whole message."""
        if words:
            self.effect("unmet", city=self.city.id, kind=kind, words=list(words), limit=limit)

    def remember(self, change: Mapping[str, Any]) -> None:
        if any(change.values()):
            self.effects.append({"type": "profile", "data": dict(change)})

    def say(
        self,
        response: str,
        *,
        buttons: Sequence[Button] = (),
        cards: Sequence[Card] = (),
        shown: Mapping[str, Any] | None = None,
        **values: Any,
    ) -> None:
        """One bubble: a response of domain.yml, filled, perhaps with cards under it."""
        self.dispatcher.utter_message(
            response=response,
            buttons=list(buttons),
            json_message=_custom(cards, shown),
            city=self.city.name,
            **values,
        )

    def tell(
        self,
        key: str,
        *,
        buttons: Sequence[Button] = (),
        cards: Sequence[Card] = (),
        shown: Mapping[str, Any] | None = None,
        **values: object,
    ) -> None:
        """One bubble, as `say`, of words that stand in words/en/."""
        text = self.services.words.say(key, city=self.city.name, **values)
        self.dispatcher.utter_message(text=text, buttons=list(buttons), json_message=_custom(cards, shown))

    def ask(self, question: str, buttons: Sequence[Button] = ()) -> None:
        """Puts a question and waits for its answer."""
        self._count(question)
        self.set("question", question)
        choices = [*buttons, *self._choices(question)]
        if key := WORDED.get(question.partition(":")[0]):
            self.tell(key, buttons=choices)
        else:
            self.say(f"utter_question_{question}", buttons=choices)

    def resume(self) -> bool:
        """Comes back to the question that a digression left open. False when none waits, or it was put often enough."""
        question = self.slot("question")
        again = question and question.partition(":")[0] in AGAIN
        if again and self.asked.get(question, 0) < PUT_AT_MOST:
            self.ask(question)
            return True
        self.set("question", None)
        return False

    @property
    def asked(self) -> dict[str, int]:
        return dict(self.slot("asked") or {})

    def _count(self, question: str) -> None:
        self.set("asked", {**self.asked, question: self.asked.get(question, 0) + 1})

    def _choices(self, question: str) -> list[Button]:
        if question != "area":
            return []
        return [payload(area.name, "tell_situation", area=area.name) for area in self.city.areas]

    def _rejected_now(self) -> list[str]:
        return [effect["data"]["item"] for effect in self.effects if effect["type"] == "reject"]


def _custom(cards: Sequence[Card], shown: Mapping[str, Any] | None) -> dict[str, Any]:
    return {"cards": list(cards), "shown": dict(shown or {})} if cards else {}


def payload(title: str, intent: str, **entities: str) -> Button:
    """A button in Rasa's form; the edge puts an opaque token in its place."""
    return {"title": title, "payload": f"/{intent}{json.dumps(entities)}" if entities else f"/{intent}"}
