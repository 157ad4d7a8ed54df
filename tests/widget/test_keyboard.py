import pytest
from playwright.async_api import expect

from tests.widget import samples
from tests.widget.conftest import Enter, Visitor
from tests.widget.fake_waymark import FakeWaymark

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def tab_to(visitor: Visitor, name: str, key: str = "Tab") -> None:
    """Presses Tab until the focus is on something of that name."""
    for _ in range(40):
        await visitor.page.keyboard.press(key)
        if (await visitor.focused()).startswith(name):
            return
    raise AssertionError(f"{name} cannot be reached by {key}")


async def test_a_whole_visit_without_a_mouse(waymark: FakeWaymark, visitor: Visitor) -> None:
    keyboard = visitor.page.keyboard
    await tab_to(visitor, "Chat with the guide")
    await keyboard.press("Enter")
    assert await visitor.focused() == "Before we start"
    await tab_to(visitor, "OK, let's chat")
    await keyboard.press("Enter")
    await expect(visitor.field).to_be_focused()
    await keyboard.type("line one")
    await keyboard.press("Shift+Enter")
    await keyboard.type("line two")
    await keyboard.press("Enter")
    await expect(visitor.bubbles.last).to_have_text("line one\nline two")
    await expect(visitor.field).to_be_focused()
    await waymark.says("Here's one.", cards=[samples.BEATS], buttons=[samples.button("m", "Show me more")])
    await expect(visitor.replies).to_be_visible()
    await tab_to(visitor, "Show me more", "Shift+Tab")
    await tab_to(visitor, "Save", "Shift+Tab")
    await keyboard.press("Space")
    await expect(visitor.bubbles.last).to_have_text("Save")
    await tab_to(visitor, "Menu", "Shift+Tab")
    await keyboard.press("Enter")
    await tab_to(visitor, "My data")
    await keyboard.press("Enter")
    await expect(visitor.panel.locator("pre")).to_be_visible()
    assert await visitor.focused() == "My data"
    await tab_to(visitor, "Back to the chat", "Shift+Tab")
    await keyboard.press("Enter")
    await expect(visitor.field).to_be_focused()
    await keyboard.press("Escape")
    await expect(visitor.panel).to_be_hidden()
    await expect(visitor.launcher).to_be_focused()


async def test_escape_closes_the_menu_first(learner: Visitor) -> None:
    await learner.button("Menu").click()
    await learner.page.keyboard.press("Escape")
    await expect(learner.page.locator(".menu")).to_be_hidden()
    await expect(learner.panel).to_be_visible()
    await learner.page.keyboard.press("Escape")
    await expect(learner.launcher).to_be_focused()


async def test_the_focus_stays_where_it_is_when_messages_come(waymark: FakeWaymark, learner: Visitor) -> None:
    await learner.field.fill("half a thou")
    await waymark.says("Meanwhile", cards=[samples.BEATS], buttons=[samples.button("m", "More")])
    await expect(learner.replies).to_be_visible()
    await expect(learner.field).to_be_focused()
    await expect(learner.field).to_have_value("half a thou")


async def test_the_focus_stays_near_when_quick_replies_go_from_under_it(waymark: FakeWaymark, learner: Visitor) -> None:
    await waymark.says("Free?", buttons=[samples.button("a", "Yes")])
    await learner.replies.focus()
    await waymark.says("Never mind.")
    await expect(learner.replies).to_have_count(0)
    await expect(learner.page.locator(".scroll")).to_be_focused()


async def test_an_input_method_may_use_enter_for_itself(waymark: FakeWaymark, learner: Visitor) -> None:
    await learner.field.fill("ni")
    await learner.field.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "bubbles": True})
    await expect(learner.field).to_have_value("ni")
    assert waymark.heard() == []


async def test_keys_meant_for_the_chat_do_not_reach_the_page(learner: Visitor) -> None:
    await learner.page.evaluate("document.addEventListener('keydown', () => { window.heard = true; })")
    await learner.field.press_sequentially("s/k")
    assert await learner.page.evaluate("window.heard") is None


async def test_on_a_small_screen_nothing_behind_the_chat_can_be_reached(waymark: FakeWaymark, enter: Enter) -> None:
    visitor = await enter(viewport={"width": 390, "height": 700})
    await visitor.agree()
    for _ in range(12):
        await visitor.page.keyboard.press("Tab")
        assert await visitor.page.evaluate("['WAYMARK-CHAT', 'BODY'].includes(document.activeElement.tagName)")
    await visitor.field.focus()
    await visitor.page.keyboard.press("Escape")
    await expect(visitor.launcher).to_be_focused()


async def test_on_a_touch_screen_the_keyboard_does_not_come_up_unasked(enter: Enter) -> None:
    visitor = await enter(viewport={"width": 390, "height": 700}, has_touch=True, is_mobile=True)
    await visitor.launcher.tap()
    await visitor.button("OK, let's chat").tap()
    await expect(visitor.field).to_be_visible()
    await expect(visitor.field).not_to_be_focused()
    assert await visitor.focused() == "Your guide"
