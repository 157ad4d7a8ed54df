"""Rasa's message processor without what belongs to the edge: sessions, reminders, commands and forgiving errors."""

import dataclasses
from typing import Any

from rasa.core.actions.action import Action, ActionExecutionRejection
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.engine.storage.storage import ModelMetadata
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker

from bot.brain import understanding
from bot.brain.actions import ExtractSlots, WatchedAction
from bot.brain.errors import TurnFailedError

ACTIONS_LIMIT = 10
"""Actions in a row before a turn counts as running in a circle."""
COMMANDS_NODE = "run_RegexMessageHandler"
"""The last node of Rasa's NLU graph: it turns text that starts with "/" into an intent and entities."""


class TurnProcessor(MessageProcessor):
    model_metadata: ModelMetadata

    def __init__(self, **parts: Any) -> None:
        super().__init__(max_number_of_predictions=ACTIONS_LIMIT, on_circuit_break=_stop, **parts)
        self.model_metadata = _without_commands(self.model_metadata)

    async def get_tracker(self, conversation_id: str) -> DialogueStateTracker:
        """The tracker of the current turn; Rasa would stamp the model's id on each of its events."""
        return await self.tracker_store.get_or_create_tracker(conversation_id, append_action_listen=False)

    async def parse_message(
        self, message: UserMessage, tracker: DialogueStateTracker | None = None, only_output_properties: bool = True
    ) -> dict[str, Any]:
        parsed = await super().parse_message(message, tracker, only_output_properties)
        return understanding.from_graph(message.text, parsed)

    async def run_action_extract_slots(
        self, output_channel: OutputChannel, tracker: DialogueStateTracker
    ) -> DialogueStateTracker:
        action = WatchedAction(ExtractSlots(self.action_endpoint))
        try:
            events = await action.run(output_channel, self.nlg, tracker, self.domain)
        except ActionExecutionRejection as rejection:
            raise TurnFailedError(
                "action_failed", f"The action '{rejection.action_name}' rejected a slot."
            ) from rejection
        await self._send_bot_messages(events, tracker, output_channel)
        tracker.update_with_events(events, self.domain)
        return tracker

    async def execute_side_effects(
        self, events: list[Event], tracker: DialogueStateTracker, output_channel: OutputChannel
    ) -> None:
        """Only the replies: a reminder kept here would die with the process."""
        await self._send_bot_messages(events, tracker, output_channel)

    async def _update_tracker_session(self, *_: Any, **__: Any) -> None:
        """Sessions are the edge's business: it sends the slots as they stand."""

    async def _run_action(
        self,
        action: Action,
        tracker: DialogueStateTracker,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        prediction: PolicyPrediction,
    ) -> bool:
        watched = WatchedAction(action)
        goes_on = await super()._run_action(watched, tracker, output_channel, nlg, prediction)
        watched.raise_failure()
        return goes_on

    def _predict_next_with_tracker(self, tracker: DialogueStateTracker) -> PolicyPrediction:
        # A `restart` event asks for a new session of Rasa's; here it only forgets what was said.
        if tracker.followup_action == ACTION_SESSION_START_NAME:
            tracker.followup_action = ACTION_LISTEN_NAME
        return super()._predict_next_with_tracker(tracker)


def _without_commands(metadata: ModelMetadata) -> ModelMetadata:
    last = metadata.predict_schema.nodes[COMMANDS_NODE].needs["messages"]
    return dataclasses.replace(metadata, nlu_target=last)


def _stop(*_: Any) -> None:
    raise TurnFailedError("too_many_actions", f"The turn did not end after {ACTIONS_LIMIT} actions.")
