import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer
from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import ActionExecutionRejection

from bot.channels.actions import Actions

Client = TestClient[Any, Any]
SECRET = "a-shared-secret"
TRACKER = {"sender_id": "c1", "slots": {"age": 15}, "latest_message": {"text": "im sam"}, "events": []}


class Greet(Action):
    def name(self) -> str:
        return "action_greet"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        dispatcher.utter_message(text=f"Hello {tracker.sender_id}", json_message={"effects": []})
        return [SlotSet("age", tracker.slots["age"] + 1)]


class Reject(Greet):
    def name(self) -> str:
        return "action_reject"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        raise ActionExecutionRejection(self.name())


class Fail(Greet):
    def name(self) -> str:
        return "action_fail"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        raise ValueError(f"cannot read {tracker.latest_message['text']!r}")


class Hang(Greet):
    def name(self) -> str:
        return "action_hang"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        await asyncio.sleep(60)
        return []


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    endpoint = Actions([Greet(), Reject(), Fail(), Hang()], SECRET, seconds=0.1)
    async with TestClient(TestServer(endpoint.application())) as client:
        yield client


async def call(client: Client, action: str, secret: str = SECRET) -> ClientResponse:
    body = {"next_action": action, "sender_id": "c1", "tracker": TRACKER, "version": "3.6.21"}
    return await client.post("/webhook", json=body, headers={"Authorization": f"Bearer {secret}"})


async def test_an_action_is_run_without_a_domain(client: Client) -> None:
    response = await call(client, "action_greet")
    body = await response.json()
    assert response.status == 200
    assert body["events"] == [{"event": "slot", "timestamp": None, "name": "age", "value": 16}]
    assert (body["responses"][0]["text"], body["responses"][0]["custom"]) == ("Hello c1", {"effects": []})


@pytest.mark.parametrize("secret", ["", "wrong", SECRET + "x", "é"])
async def test_nobody_calls_an_action_without_the_secret(client: Client, secret: str) -> None:
    assert (await call(client, "action_greet", secret)).status == 401
    assert (await client.post("/webhook", json={})).status == 401


async def test_an_unknown_action_is_not_found(client: Client) -> None:
    response = await call(client, "action_missing")
    assert response.status == 404
    assert (await response.json())["action_name"] == "action_missing"


async def test_a_rejection_reaches_rasa_in_its_own_form(client: Client) -> None:
    response = await call(client, "action_reject")
    assert response.status == 400
    assert (await response.json())["action_name"] == "action_reject"


async def test_a_failing_action_is_told_and_logged_without_the_learners_words(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    response = await call(client, "action_fail")
    assert (response.status, (await response.json())["error"]["code"]) == (500, "failed")
    assert "ValueError" in caplog.text
    assert "im sam" not in caplog.text + await response.text()


async def test_a_hanging_action_is_cut_off(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)
    async with asyncio.timeout(30):
        response = await call(client, "action_hang")
    assert (response.status, (await response.json())["error"]["code"]) == (504, "too_slow")
    assert "action_hang took over" in caplog.text


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"{}", b'{"next_action": "action_greet"}', b'{"next_action": 1, "tracker": {}}']
)
async def test_what_is_no_call_is_refused(client: Client, body: bytes) -> None:
    response = await client.post("/webhook", data=body, headers={"Authorization": f"Bearer {SECRET}"})
    assert response.status == 422


async def test_health_counts_the_actions(client: Client) -> None:
    assert await (await client.get("/healthz")).json() == {"status": "alive", "actions": 4}


def test_an_endpoint_without_a_secret_is_not_made() -> None:
    with pytest.raises(ValueError, match="secret"):
        Actions([Greet()], "")
