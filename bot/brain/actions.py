"""Calls the edge's actions: over connections that stay open, with a secret, within a time."""

from typing import Any

import aiohttp
import orjson
from rasa.core.actions.action import Action, ActionExecutionRejection, ActionExtractSlots, RemoteAction
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.core.policies.policy import PolicyPrediction
from rasa.shared.core.constants import ACTION_VALIDATE_SLOT_MAPPINGS
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from bot.brain.errors import BadRequestError, TurnFailedError
from bot.brain.events import check_events

KEEP_OPEN = 10.0
"""Seconds that an idle connection is kept; less than any server's own limit, so that none closes under a call."""


class ActionEndpoint(EndpointConfig):
    """Rasa's endpoint with one session for all calls; Rasa itself opens a connection for each."""

    def __init__(self, url: str, token: str, timeout: float) -> None:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        # Rasa then leaves the domain out of a call, unless an action's `send_domain` asks for it.
        super().__init__(url=url, headers=headers, enable_selective_domain=True)
        self._timeout = aiohttp.ClientTimeout(total=timeout)
        self._session: aiohttp.ClientSession | None = None
        self._domain = b"{}"

    def know(self, domain: Domain) -> None:
        """Give the domain that validating actions are sent: rasa-sdk reads the form's slots from it."""
        self._domain = orjson.dumps(domain.as_dict())

    async def request(self, method: str = "post", subpath: str | None = None, *, json: dict[str, Any], **_: Any) -> Any:
        """Call the action in `json`. Raises Rasa's ClientResponseError for 400 and above, TimeoutError when late."""
        body = self._with_domain(json)
        headers = {**self.headers, "Content-Type": "application/json"}
        async with self._open_session().request(method, self.url, data=body, headers=headers) as response:
            if response.status >= 400:
                raise ClientResponseError(response.status, response.reason or "", await response.text())
            return await response.json(loads=orjson.loads)

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    def _open_session(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(keepalive_timeout=KEEP_OPEN)
            self._session = aiohttp.ClientSession(connector=connector, timeout=self._timeout)
        return self._session

    def _with_domain(self, call: dict[str, Any]) -> bytes:
        body = orjson.dumps(call)
        if "domain" not in call and _validates(call["next_action"]):
            return body[:-1] + b',"domain":' + self._domain + b"}"
        return body


def _check_result(_action: RemoteAction, result: Any) -> bool:
    """BadRequestError when an action's answer is not what rasa-sdk promises."""
    if not isinstance(result, dict):
        raise BadRequestError("An action answers with an object.", "bad_result")
    check_events(_objects(result, "events"))
    _objects(result, "responses")
    return True


def _objects(result: dict[str, Any], name: str) -> list[dict[str, Any]]:
    listed = result.get(name, [])
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise BadRequestError(f"An action's {name} are a list of objects.", "bad_result")
    return listed


# Rasa makes a JSON schema of a result and checks that schema anew on each call, before it checks the result: most of a
# turn's time.
RemoteAction._validate_action_result = _check_result  # noqa: SLF001


def _validates(action: str) -> bool:
    return action == ACTION_VALIDATE_SLOT_MAPPINGS or action.startswith("validate_")


class WatchedAction(Action):
    """An action whose failure is seen. Rasa's processor logs an exception and goes on as if nothing had happened."""

    def __init__(self, action: Action) -> None:
        self._action = action
        self.failure: Exception | None = None

    def name(self) -> str:
        return str(self._action.name())

    def event_for_successful_execution(self, prediction: PolicyPrediction) -> Event:
        return self._action.event_for_successful_execution(prediction)

    async def run(
        self,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
    ) -> list[Event]:
        try:
            return await self._action.run(output_channel, nlg, tracker, domain)
        except ActionExecutionRejection:
            raise
        except Exception as error:
            self.failure = error
            raise

    def raise_failure(self) -> None:
        """Make the turn fail when the action did."""
        if self.failure is not None:
            raise TurnFailedError(
                "action_failed", f"The action '{self.name()}' failed or took too long."
            ) from self.failure


class ExtractSlots(ActionExtractSlots):
    """Rasa's extraction, except that a failing validation fails instead of letting any value pass."""

    async def _run_custom_action(
        self,
        custom_action: str,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
    ) -> list[Event]:
        events = await RemoteAction(custom_action, self._action_endpoint).run(output_channel, nlg, tracker, domain)
        return [event for event in events if isinstance(event, (SlotSet, BotUttered))]
