"""The brain as a pure function: what a turn answers depends on its request and the model alone."""

from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.tracker_store import TrackerStore
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.core.constants import USER_INTENT_BACK, USER_INTENT_SESSION_START
from rasa.shared.core.domain import Domain

from bot.brain import understanding
from bot.brain.actions import ActionEndpoint
from bot.brain.errors import BadRequestError
from bot.brain.processor import TurnProcessor
from bot.brain.replies import CHANNEL, Replies, SteadyWording
from bot.brain.request import TurnRequest
from bot.brain.store import NoLocks, RequestStore, Turn, current_turn

RASAS_OWN = {USER_INTENT_BACK, USER_INTENT_SESSION_START, DEFAULT_NLU_FALLBACK_INTENT_NAME}
"""Intents of every domain that move Rasa's own machinery; no button means one."""


class TurnAgent(Agent):
    """Rasa's agent around this package's processor, with its store bare: Rasa's wrapper forgets on an error."""

    processor: TurnProcessor

    @staticmethod
    def _create_tracker_store(store: TrackerStore | None, domain: Domain) -> TrackerStore:
        return store or RequestStore(domain)

    def load_model(self, model_path: str | Path, fingerprint: str | None = None) -> None:
        self.processor = TurnProcessor(
            model_path=model_path,
            tracker_store=self.tracker_store,
            lock_store=self.lock_store,
            action_endpoint=self.action_endpoint,
            generator=self.nlg,
        )
        self.domain = self.processor.domain
        self.tracker_store.domain = self.domain
        self.nlg.responses = self.domain.responses
        self._set_fingerprint(fingerprint)


class Brain:
    """Takes turns with one loaded model. Keeps nothing between them."""

    def __init__(self, model: Path, endpoint: ActionEndpoint) -> None:
        self._agent = TurnAgent(generator=SteadyWording({}), lock_store=NoLocks(), action_endpoint=endpoint)
        self._agent.load_model(model)
        endpoint.know(self._agent.domain)
        self._intents = set(self._agent.domain.intents) - RASAS_OWN
        self._entities = set(self._agent.domain.entities)

    async def take(self, request: TurnRequest) -> dict[str, Any]:
        """The new events, the messages and the understanding of one turn.

        Raises BadRequestError for a button that the model does not know, TurnFailedError when an action failed.
        """
        turn, replies = Turn(request), Replies()
        parsed = await self._understand(request)
        message = UserMessage(
            request.text,
            replies,
            request.conversation,
            parse_data=parsed,
            input_channel=CHANNEL,
            message_id=request.message_id,
            metadata=request.metadata,
        )
        token = current_turn.set(turn)
        try:
            await self._agent.handle_message(message)
        finally:
            current_turn.reset(token)
        return {
            "events": [event.as_dict() for event in turn.new_events],
            "messages": replies.messages,
            "understanding": understanding.outline(parsed),
        }

    async def parse(self, text: str) -> dict[str, Any]:
        """What the model understands from `text`, as of the first message of a conversation."""
        return await self._agent.processor.parse_message(UserMessage(text))

    async def probe(self) -> None:
        """Raise whatever goes wrong with understanding a message and choosing an action, without running one."""
        parsed = await self.parse("hello")
        message = UserMessage("hello", Replies(), "probe", parse_data=parsed)
        token = current_turn.set(Turn(TurnRequest("probe", "probe", "hello", None, {}, {}, [])))
        try:
            tracker = await self._agent.processor.log_message(message)
            self._agent.processor.predict_next_with_tracker_if_should(tracker)
        finally:
            current_turn.reset(token)

    async def _understand(self, request: TurnRequest) -> understanding.ParseData:
        if request.intent is None:
            return await self.parse(request.text)
        if request.intent not in self._intents:
            raise BadRequestError("The model does not know this button's intent.", "unknown_intent")
        if not self._entities.issuperset(request.entities):
            raise BadRequestError("The model does not know one of this button's entities.", "unknown_entity")
        return understanding.from_button(request.text, request.intent, request.entities)
