"""The actions endpoint: what Rasa calls while it thinks, on loopback and with a secret.

It speaks the protocol of rasa-sdk's own server (`POST /webhook` with `next_action`, `tracker` and perhaps `domain`; 400
for a rejected execution, 404 for an unknown action), inside the edge, next to the store.
"""

import asyncio
import hmac
import logging
from collections.abc import Iterable
from typing import Any

import orjson
from aiohttp import web
from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from bot.channels.faults import describe

log = logging.getLogger("waymark.actions")

ACTION_SECONDS = 4.0
"""What one action may take; the brain gives up after 5, the learner is told after 8."""
BODY_LIMIT = 4 * 1024 * 1024
"""A call carries the conversation's window of events, and now and then the whole domain."""


class Actions:
    """Answers calls of actions."""

    def __init__(self, actions: Iterable[Action], secret: str, seconds: float = ACTION_SECONDS) -> None:
        if not secret:
            raise ValueError("the actions endpoint needs a secret")
        self._secret = f"Bearer {secret}".encode()
        self._seconds = seconds
        self._executor = ActionExecutor()
        for action in actions:
            self._executor.register_action(action)

    def application(self) -> web.Application:
        app = web.Application(client_max_size=BODY_LIMIT)
        app.add_routes([web.post("/webhook", self.webhook), web.get("/healthz", self.alive)])
        return app

    async def alive(self, request: web.Request) -> web.Response:
        return web.json_response({"status": "alive", "actions": len(self._executor.actions)})

    async def webhook(self, request: web.Request) -> web.Response:
        """POST /webhook: the action's events and responses."""
        given = request.headers.get("Authorization", "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, self._secret):
            return _refusal(401, "unknown_caller", "This needs the secret that the edge and its brains share.")
        call = await _read(request)
        return await self._run(call) if call else _refusal(422, "malformed", "The body must be a call of an action.")

    async def _run(self, call: dict[str, Any]) -> web.Response:
        name = call["next_action"]
        # Without a domain rasa-sdk would ask for it again; only validating actions need it, and Rasa sends it to them.
        call.setdefault("domain", {})
        try:
            async with asyncio.timeout(self._seconds):
                result = await self._executor.run(call)
        except ActionNotFoundException:
            return _refusal(404, "unknown_action", "There is no such action.", name)
        except ActionExecutionRejection:
            return _refusal(400, "rejected", "The action does not apply here.", name)
        except TimeoutError as error:
            log.error("%s took over %s s: %s", name, self._seconds, describe(error))  # noqa: TRY400
            return _refusal(504, "too_slow", "The action took too long.", name)
        except Exception as error:  # noqa: BLE001 - whatever an action does wrong, the brain has to hear of it
            log.error("%s failed: %s", name, describe(error))  # noqa: TRY400 - an error's words may quote a learner
            return _refusal(500, "failed", "The action failed.", name)
        answer = result.model_dump() if result else {"events": [], "responses": []}
        return web.json_bytes_response(answer, dumps=orjson.dumps)


async def _read(request: web.Request) -> dict[str, Any] | None:
    """The call, or None when it is none."""
    try:
        call = await request.json(loads=orjson.loads)
    except ValueError:
        return None
    if not isinstance(call, dict) or not isinstance(call.get("tracker"), dict):
        return None
    return call if isinstance(call.get("next_action"), str) else None


def _refusal(status: int, code: str, message: str, action: str = "") -> web.Response:
    """`action_name` is what Rasa reads from a rejection."""
    return web.json_response({"error": {"code": code, "message": message}, "action_name": action}, status=status)
