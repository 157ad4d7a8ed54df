"""Hearing from the server, come what may."""

import pytest
from playwright.async_api import expect

from tests.widget.conftest import Enter, Visitor
from tests.widget.fake_waymark import STREAM, FakeWaymark, error

pytestmark = pytest.mark.asyncio(loop_scope="session")
FETCH = ("GET", "/api/v1/messages")


async def streaming(waymark: FakeWaymark) -> None:
    """Returns when a stream is open."""
    await waymark.faults.until(lambda: waymark.faults.streams)


async def test_a_dropped_stream_comes_back_with_what_was_missed(waymark: FakeWaymark, learner: Visitor) -> None:
    await streaming(waymark)
    for round_ in range(3):
        waymark.faults.drop_streams()
        await waymark.says(f"missed {round_}")
        await expect(learner.bubbles.last).to_have_text(f"missed {round_}")
        await streaming(waymark)
    await expect(learner.bubbles).to_have_text([waymark.chat.greeting, "missed 0", "missed 1", "missed 2"])


async def test_messages_out_of_order_and_twice_are_shown_once_and_in_order(
    waymark: FakeWaymark, learner: Visitor
) -> None:
    await streaming(waymark)
    waymark.chat.backwards = True
    await waymark.chat.tell_all(waymark.conversation, *({"text": f"part {number}"} for number in range(4)))
    await expect(learner.bubbles.last).to_have_text("part 3")
    waymark.chat.backwards = False
    await waymark.says("the end")
    expected = [waymark.chat.greeting, "part 0", "part 1", "part 2", "part 3", "the end"]
    await expect(learner.bubbles).to_have_text(expected)


async def test_polls_take_over_where_streams_do_not_get_through(waymark: FakeWaymark, enter: Enter) -> None:
    waymark.faults.broken[STREAM] = 502
    visitor = await enter()
    await visitor.agree()
    await waymark.faults.until(lambda: FETCH in waymark.faults.calls)
    assert waymark.faults.calls.count(STREAM) == 2
    await expect(visitor.page.locator(".banner")).to_be_hidden()
    await visitor.say("by poll")
    await waymark.says("heard by poll")
    await expect(visitor.bubbles).to_have_text([waymark.chat.greeting, "by poll", "heard by poll"])
    assert waymark.faults.calls.count(STREAM) == 2


async def test_a_full_house_is_waited_for(waymark: FakeWaymark, enter: Enter) -> None:
    waymark.faults.answers[STREAM] = [error(429, **{"Retry-After": "1"})]
    visitor = await enter()
    await visitor.agree()
    await streaming(waymark)
    await waymark.says("there you are")
    await expect(visitor.bubbles.last).to_have_text("there you are")


async def test_offline_is_said_and_mended_by_itself(waymark: FakeWaymark, learner: Visitor) -> None:
    await streaming(waymark)
    banner = learner.page.locator(".banner")
    await learner.page.context.set_offline(True)
    waymark.faults.drop_streams()
    await expect(banner).to_be_visible()
    await learner.write("in a tunnel")
    await expect(learner.button("Try again")).to_be_visible()
    await waymark.says("said meanwhile")
    await learner.page.context.set_offline(False)
    await expect(banner).to_be_hidden()
    await expect(learner.bubbles).to_have_text([waymark.chat.greeting, "said meanwhile", "in a tunnel"])
    await learner.button("Try again").click()
    await expect(learner.button("Try again")).to_have_count(0)
    assert waymark.heard() == ["in a tunnel"]


async def test_a_server_that_is_away_is_found_again(waymark: FakeWaymark, learner: Visitor) -> None:
    await streaming(waymark)
    waymark.faults.broken |= {STREAM: 503, FETCH: 503}
    waymark.faults.drop_streams()
    await expect(learner.page.locator(".banner")).to_be_visible()
    waymark.faults.broken.clear()
    await waymark.says("back")
    await expect(learner.bubbles.last).to_have_text("back")
    await expect(learner.page.locator(".banner")).to_be_hidden()


async def test_a_slow_server_is_waited_for(waymark: FakeWaymark, learner: Visitor) -> None:
    waymark.faults.slow[("POST", "/api/v1/messages")] = 1
    await learner.write("take your time")
    await expect(learner.bubbles.last).to_have_text("take your time")
    await expect(learner.page.locator(".sending")).to_have_count(0)
    await expect(learner.button("Try again")).to_have_count(0)


async def test_tabs_stay_in_step(waymark: FakeWaymark, learner: Visitor, enter: Enter) -> None:
    other = await enter(learner)
    await other.launcher.click()
    await learner.write("from the first")
    await expect(other.bubbles.last).to_have_text("from the first")
    await other.write("from the second")
    await expect(learner.bubbles.last).to_have_text("from the second")
    await waymark.says("to both")
    texts = [waymark.chat.greeting, "from the first", "from the second", "to both"]
    await expect(learner.bubbles).to_have_text(texts)
    await expect(other.bubbles).to_have_text(texts)


async def test_a_tab_that_waits_for_consent_joins_the_chat_begun_in_another(
    waymark: FakeWaymark, visitor: Visitor, enter: Enter
) -> None:
    other = await enter(visitor)
    await other.launcher.click()
    await visitor.agree()
    await expect(other.bubbles).to_have_text([waymark.chat.greeting])
    assert len(waymark.chat.talks) == 1


async def test_what_came_while_the_chat_was_closed_is_counted_on_its_button(
    waymark: FakeWaymark, learner: Visitor
) -> None:
    await learner.button("Close the chat").click()
    await streaming(waymark)
    await waymark.chat.tell_all(waymark.conversation, {"text": "One."}, {"text": "Two."})
    await expect(learner.launcher).to_have_accessible_name("Chat with the guide 2 new")
    await learner.launcher.click()
    await expect(learner.bubbles.last).to_have_text("Two.")
    await learner.button("Close the chat").click()
    await expect(learner.launcher).to_have_accessible_name("Chat with the guide")
