"""What the brain does when the edge's actions go wrong."""

import asyncio
import time

import pytest

from tests.brain.fakes import FakeActions
from tests.brain.process import ACTION_TIMEOUT
from tests.brain.talk import Client, Talk


@pytest.mark.parametrize("trouble", ["fails", "nonsense", "not json", "hangs"])
async def test_an_action_that_goes_wrong_fails_the_whole_turn(client: Client, trouble: str) -> None:
    began = time.monotonic()
    status, answer = await client.turn("any art courses", metadata={"trouble": trouble})
    assert (status, answer["error"]["code"]) == (502, "action_failed")
    assert answer["error"]["message"] == "The action 'action_search' failed or took too long."
    assert time.monotonic() - began < ACTION_TIMEOUT + 20


async def test_a_turn_that_failed_can_be_taken_again(client: Client) -> None:
    await client.turn("any art courses", metadata={"trouble": "fails"})
    status, answer = await client.turn("any art courses")
    assert status == 200
    assert answer["messages"][0]["text"] == "c1: art in None."


async def test_a_hanging_action_keeps_nobody_else_waiting(client: Client) -> None:
    hanging = client.turn("any art courses", metadata={"trouble": "hangs"})
    task = asyncio.ensure_future(hanging)
    await asyncio.sleep(0.1)
    status, _ = await client.turn("hello")
    assert status == 200
    assert not task.done()
    assert (await task)[0] == 502


async def test_a_turn_that_runs_in_circles_fails(client: Client) -> None:
    status, answer = await client.turn("any art courses", metadata={"trouble": "in circles"})
    assert (status, answer["error"]["code"]) == (502, "too_many_actions")


async def test_an_action_that_goes_wrong_in_a_form_fails_the_turn(client: Client) -> None:
    talk = Talk(client)
    await talk.say("book me in")
    await talk.say("in Eastfield")
    status, answer = await client.turn("im 17", events=talk.events(), metadata={"trouble": "fails"})
    assert (status, answer["error"]["code"]) == (502, "action_failed")
    assert await talk.say("im 17") == ["Booked in Eastfield for age 17."]


async def test_calls_share_a_connection_and_leave_the_domain_out(client: Client, actions: FakeActions) -> None:
    actions.connections.clear()
    for _ in range(5):
        await client.turn("any art courses")
    assert len(actions.connections) == 1
    assert "domain" not in actions.calls[-1]
