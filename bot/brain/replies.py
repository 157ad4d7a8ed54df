"""The words of a reply: chosen the same way each time a message is taken, collected as whole bubbles."""

import zlib
from typing import Any

from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.core.nlg.generator import ResponseVariationFilter

from bot.brain.store import current_turn

CHANNEL = "waymark"


class SteadyWording(TemplatedNaturalLanguageGenerator):
    """Picks among a response's variations by the message's id: a turn that is taken again says the same."""

    def _random_response_for(
        self, utter_action: str, output_channel: str, filled_slots: dict[str, Any]
    ) -> dict[str, Any] | None:
        if utter_action not in self.responses:
            return None
        fitting = ResponseVariationFilter(self.responses).responses_for_utter_action(
            utter_action, output_channel, filled_slots
        )
        if not fitting:
            return None
        seed = f"{current_turn.get().request.message_id} {utter_action}"
        return fitting[zlib.crc32(seed.encode()) % len(fitting)]


class Replies(OutputChannel):
    """Collects what the guide says in a turn. Rasa's own collector cuts a reply at every empty line."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        return CHANNEL

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        self.messages.append(
            {
                "text": message.get("text"),
                "buttons": [_button(button) for button in message.get("buttons") or []],
                "custom": message.get("custom") or {},
            }
        )


def _button(button: dict[str, Any]) -> dict[str, Any]:
    return {"title": button.get("title"), "payload": button.get("payload")}
