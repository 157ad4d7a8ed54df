"""What every action has in common: it reads the turn, takes in what was told, answers, and hands over what changes."""

from abc import abstractmethod
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import saving, way_in
from actions.answering import in_own_words, take_answer
from actions.claiming import take_claim
from actions.glossary import explain
from actions.heard import heard_from
from actions.plain_questions import take_plain_question
from actions.services import Services
from actions.setbacks import take_setback
from actions.telling import take_in
from actions.turn import Turn
from actions.working import take_work
from bot.people.model import Learner, Profile
from bot.people.service import NoSuchLearnerError

Event = dict[str, Any]


class GuideAction(Action):
    """An action of the guide. Subclasses give `answer`."""

    topic: ClassVar[str]
    """The intent that it answers; the action is called `action_<topic>`."""
    answers_first: ClassVar[bool] = True
    """Whether the message may be nothing but an answer to the question that waits ("15" after "How old are you?")."""
    keeps_question: ClassVar[bool] = False
    """Whether a question that waits goes on waiting, for a digression to come back to."""

    def __init__(self, services: Services) -> None:
        self.services = services

    def name(self) -> str:
        return f"action_{self.topic}"

    @abstractmethod
    async def answer(self, turn: Turn) -> None:
        """Says what is to be said."""

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[Event]:
        turn = await self._read(dispatcher, tracker)
        turn.set("offer", None)
        if self.topic != "not_understood":
            turn.set("lost", 0)
        own_words = in_own_words(turn)
        first = self.answers_first or own_words
        explained = not own_words and explain(turn)
        taken = (
            explained or (not own_words and await saving.take(turn)) or await take_claim(turn) or await take_work(turn)
        )
        taken = taken or (first and await take_answer(turn))
        if not taken:
            await take_in(turn)
            if not (await take_plain_question(turn) or await take_setback(turn) or await way_in.take(turn)):
                await self._answer(turn)
        return _finish(turn)

    async def _answer(self, turn: Turn) -> None:
        await self.answer(turn)
        if self.keeps_question:
            turn.resume()

    async def _read(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Turn:
        learner = await self._learner(tracker.sender_id)
        city = await self.services.catalogue.city(learner.city)
        if city is None:
            raise LookupError(f"the city {learner.city!r} is not in the catalogue")
        heard = heard_from(tracker.latest_message)
        return Turn(self.services, tracker.sender_id, heard, city, learner, dict(tracker.slots), dispatcher)

    async def _learner(self, conversation: str) -> Learner:
        try:
            return await self.services.people.learner(conversation)
        except NoSuchLearnerError:
            return Learner(conversation, self.services.city, Profile(), frozenset(), frozenset())


def _finish(turn: Turn) -> list[Event]:
    if turn.effects:
        turn.dispatcher.utter_message(json_message={"effects": turn.effects})
    return [SlotSet(name, value) for name, value in turn.changed.items()]
