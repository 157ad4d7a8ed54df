import pytest
from playwright.async_api import expect

from tests.widget.conftest import Enter, Visitor
from tests.widget.fake_waymark import SEND, FakeWaymark, error

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize("status", [500, 503])
async def test_what_was_not_sent_stays_and_goes_with_the_same_id(
    waymark: FakeWaymark, learner: Visitor, status: int
) -> None:
    waymark.faults.answers[SEND] = [error(status)]
    await learner.write("hello?")
    await expect(learner.page.locator(".failed")).to_contain_text("Not sent.")
    await learner.button("Try again").click()
    await expect(learner.button("Try again")).to_have_count(0)
    await expect(learner.bubbles).to_have_text([waymark.chat.greeting, "hello?"])
    first, second = waymark.faults.bodies
    assert first == second
    assert waymark.heard() == ["hello?"]


async def test_a_message_that_arrived_without_its_answer_is_not_shown_twice(
    waymark: FakeWaymark, learner: Visitor
) -> None:
    waymark.faults.unanswered.add(SEND)
    await learner.write("did that work")
    await expect(learner.bubbles).to_have_text([waymark.chat.greeting, "did that work"])
    waymark.faults.unanswered.clear()
    await expect(learner.page.locator(".waiting, .queued, .sending, .failed")).to_have_count(0)
    await expect(learner.bubbles).to_have_text([waymark.chat.greeting, "did that work"])
    assert waymark.heard() == ["did that work"]


async def test_too_fast_waits_and_sends_by_itself(waymark: FakeWaymark, learner: Visitor) -> None:
    waymark.faults.answers[SEND] = [error(429, **{"Retry-After": "1"})]
    await learner.write("one")
    await expect(learner.page.locator(".waiting")).to_contain_text("in a moment")
    await learner.write("two")
    await expect(learner.page.locator(".waiting, .queued, .sending")).to_have_count(0)
    await expect(learner.bubbles).to_have_text([waymark.chat.greeting, "one", "two"])
    assert waymark.heard() == ["one", "two"]


async def test_an_answer_that_refuses_the_words_is_shown(waymark: FakeWaymark, learner: Visitor) -> None:
    waymark.faults.answers[SEND] = [error(422)]
    await learner.write("odd")
    await expect(learner.page.locator(".failed .state")).to_contain_text("This was ordered by a test.")


async def test_messages_go_in_the_order_they_were_written(waymark: FakeWaymark, learner: Visitor) -> None:
    waymark.faults.slow[SEND] = 0.1
    texts = [f"number {number}" for number in range(5)]
    for text in texts:
        await learner.write(text)
    await expect(learner.bubbles).to_have_text([waymark.chat.greeting, *texts])
    await expect(learner.page.locator(".message.queued, .message.sending, .message.sent")).to_have_count(0)
    assert waymark.heard() == texts


async def test_the_same_words_twice_are_two_messages(waymark: FakeWaymark, learner: Visitor) -> None:
    await learner.write("ok")
    await learner.write("ok")
    await expect(learner.bubbles).to_have_text([waymark.chat.greeting, "ok", "ok"])
    await expect(learner.page.locator(".message.queued, .message.sending, .message.sent")).to_have_count(0)
    assert waymark.heard() == ["ok", "ok"]


async def test_an_unsent_message_outlives_a_reload(waymark: FakeWaymark, learner: Visitor) -> None:
    waymark.faults.answers[SEND] = [error(500)]
    await learner.write("keep this")
    await expect(learner.button("Try again")).to_be_visible()
    await learner.page.reload()
    await learner.button("Try again").click()
    await expect(learner.button("Try again")).to_have_count(0)
    await expect(learner.bubbles).to_have_text([waymark.chat.greeting, "keep this"])
    assert waymark.heard() == ["keep this"]


async def test_a_token_that_died_is_told_before_starting_afresh(waymark: FakeWaymark, learner: Visitor) -> None:
    waymark.chat.tokens.clear()
    await learner.write("anyone?")
    await expect(learner.panel).to_contain_text("This chat has ended.")
    await expect(learner.field).to_be_hidden()
    await learner.button("Start a new chat").click()
    await learner.button("OK, let's chat").click()
    await expect(learner.bubbles).to_have_text([waymark.chat.greeting])
    await learner.write("hello again")
    await expect(learner.bubbles.last).to_have_text("hello again")
    assert len(waymark.chat.talks) == 2


async def test_a_token_that_died_while_away_is_told_too(waymark: FakeWaymark, enter: Enter, learner: Visitor) -> None:
    waymark.chat.tokens.clear()
    await learner.page.reload()
    await expect(learner.panel).to_contain_text("This chat has ended.")


async def test_a_long_message_is_counted_and_cut_at_1000(waymark: FakeWaymark, learner: Visitor) -> None:
    left = learner.page.locator(".left")
    await expect(left).to_be_hidden()
    await learner.field.fill("a" * 890)
    await expect(left).to_be_hidden()
    await learner.field.press_sequentially("b" * 15)
    await expect(left).to_have_text("95 characters left")
    await learner.field.press_sequentially("c" * 100)
    await expect(left).to_have_text("0 characters left")
    assert len(await learner.field.input_value()) == 1000


async def test_nothing_is_sent_when_nothing_is_written(waymark: FakeWaymark, learner: Visitor) -> None:
    await learner.write("   \n ")
    await learner.write("real")
    await expect(learner.bubbles.last).to_have_text("real")
    assert waymark.heard() == ["real"]
