import pytest
from playwright.async_api import expect

from tests.widget.conftest import Enter, Visitor
from tests.widget.fake_waymark import FakeWaymark, error

pytestmark = pytest.mark.asyncio(loop_scope="session")
BEGIN = ("POST", "/api/v1/conversations")


async def test_nothing_is_sent_or_stored_before_the_learner_agrees(waymark: FakeWaymark, visitor: Visitor) -> None:
    await visitor.launcher.click()
    await expect(visitor.panel).to_contain_text("You can delete it at any time.")
    await expect(visitor.panel).to_contain_text("13 and over")
    await expect(visitor.panel).to_contain_text("advisers")
    assert waymark.faults.calls == []
    assert await visitor.page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert await visitor.page.context.cookies() == []


async def test_agreeing_begins_with_the_guides_first_words(waymark: FakeWaymark, visitor: Visitor) -> None:
    await visitor.agree()
    await expect(visitor.bubbles).to_have_text([waymark.chat.greeting])
    assert waymark.faults.calls[0] == BEGIN
    assert waymark.chat.talks[waymark.conversation].conversation.language == "en-GB"


async def test_pressing_twice_begins_once(waymark: FakeWaymark, visitor: Visitor) -> None:
    waymark.faults.slow[BEGIN] = 0.3
    await visitor.launcher.click()
    await visitor.button("OK, let's chat").dblclick()
    await expect(visitor.field).to_be_visible()
    assert waymark.faults.calls.count(BEGIN) == 1


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (error(500), "This was ordered by a test."),
        (error(429, **{"Retry-After": "7"}), "try again in 7 seconds"),
    ],
)
async def test_a_beginning_that_fails_says_so_and_can_be_tried_again(
    waymark: FakeWaymark, visitor: Visitor, fault: object, words: str
) -> None:
    waymark.faults.answers[BEGIN] = [fault]  # type: ignore[list-item]
    await visitor.launcher.click()
    await visitor.button("OK, let's chat").click()
    await expect(visitor.panel).to_contain_text(words)
    await visitor.button("OK, let's chat").click()
    await expect(visitor.field).to_be_visible()


async def test_an_example_on_the_page_opens_the_chat_with_its_words_ready(
    waymark: FakeWaymark, visitor: Visitor
) -> None:
    await visitor.page.get_by_role("button", name="How do I become a nurse?").click()
    await visitor.button("OK, let's chat").click()
    await expect(visitor.field).to_have_value("How do I become a nurse?")
    assert waymark.heard() == []
    await visitor.field.press("Enter")
    await expect(visitor.bubbles.last).to_have_text("How do I become a nurse?")


async def test_the_chat_can_be_open_at_once_without_taking_the_focus(enter: Enter, waymark: FakeWaymark) -> None:
    visitor = await enter()
    await visitor.page.route("**/", open_at_once)
    await visitor.page.reload()
    await expect(visitor.panel).to_be_visible()
    assert await visitor.page.evaluate("document.activeElement === document.body")


async def open_at_once(route: object) -> None:
    response = await route.fetch()  # type: ignore[attr-defined]
    body = (await response.text()).replace("data-city", "data-open data-city")
    await route.fulfill(response=response, body=body)  # type: ignore[attr-defined]
