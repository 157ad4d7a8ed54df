"""In every state, on large and small screens, light and dark: nothing that axe objects to, nothing out of reach."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]
from playwright.async_api import expect

from bot.chat.model import Speaker
from tests.widget import samples
from tests.widget.conftest import WIDE, Enter, Visitor
from tests.widget.fake_waymark import SEND, FakeWaymark, error

pytestmark = pytest.mark.asyncio(loop_scope="session")
SCREENS: list[dict[str, Any]] = [
    {"viewport": WIDE, "color_scheme": "light"},
    {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
]
SMALLEST = 44
TOO_SMALL = """root => [...root.querySelectorAll('button, input, textarea, .card a')]
    .filter(e => e.checkVisibility())
    .map(e => ({ what: e.className + ' ' + e.textContent, box: e.getBoundingClientRect() }))
    .filter(({ box }) => box.width < 43.9 || box.height < 43.9)
    .map(({ what, box }) => `${what}: ${box.width} x ${box.height}`)"""
WIDER_THAN_ITSELF = """root => [
    document.documentElement, ...root.querySelectorAll('.panel, .scroll, .sheet, .card, .bubble, pre')
].filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.className || e.tagName)"""


async def states(waymark: FakeWaymark, visitor: Visitor) -> AsyncIterator[str]:
    """Takes the visitor from one state to the next."""
    yield "closed"
    await visitor.launcher.click()
    yield "consent"
    await visitor.button("OK, let's chat").click()
    await expect(visitor.bubbles).to_have_count(1)
    await visitor.say("im into music")
    await waymark.says(
        "Here you are.", cards=[samples.BEATS, *samples.OTHERS], buttons=[samples.button("m", "Show me more")]
    )
    await expect(visitor.replies).to_be_visible()
    yield "cards"
    waymark.faults.answers[SEND] = [error(500)]
    await visitor.write("not sent " + "a" * 950)
    await expect(visitor.button("Try again")).to_be_visible()
    await waymark.says("Hello from a person.", speaker=Speaker.ADVISER)
    await waymark.says("W" * 1000)
    await expect(visitor.bubbles).to_have_count(6)
    await visitor.button("This didn't help").last.click()
    await visitor.field.fill("b" * 950)
    yield "trouble"
    await visitor.button("Menu").click()
    yield "menu"
    await visitor.page.locator(".entry").first.click()
    await expect(visitor.panel.locator("pre")).to_be_visible()
    yield "data"
    await visitor.menu("About and privacy")
    yield "about"
    await visitor.menu("Delete my data")
    yield "delete"
    await visitor.button("Yes, delete it all").click()
    await expect(visitor.panel).to_contain_text("All gone")
    yield "gone"


@pytest.mark.parametrize("screen", SCREENS, ids=["large and light", "small and dark"])
async def test_every_state_can_be_used_by_everybody(waymark: FakeWaymark, enter: Enter, screen: dict[str, Any]) -> None:
    visitor = await enter(**screen, reduced_motion="reduce")
    async for state in states(waymark, visitor):
        found = await Axe().run(visitor.page)
        assert found.violations_count == 0, f"{state}: {found.generate_report()}"
        assert await visitor.look(WIDER_THAN_ITSELF) == [], state
        assert await visitor.look(TOO_SMALL) == [], state


@pytest.mark.parametrize(
    "screen", [{"viewport": {"width": 640, "height": 400}}, {"viewport": {"width": 320, "height": 256}}]
)
async def test_zoomed_in_the_chat_still_fits_and_can_be_used(
    waymark: FakeWaymark, enter: Enter, screen: dict[str, Any]
) -> None:
    """1280 by 800 at 200 % and 1280 by 1024 at 400 %, as a browser lays them out."""
    visitor = await enter(**screen)
    await visitor.agree()
    await visitor.write("does it fit")
    await expect(visitor.bubbles.last).to_have_text("does it fit")
    assert await visitor.look(WIDER_THAN_ITSELF) == []
    for part in (visitor.field, visitor.button("Send"), visitor.button("Close the chat")):
        await expect(part).to_be_in_viewport(ratio=1)


async def test_a_long_answer_is_read_from_its_beginning(waymark: FakeWaymark, learner: Visitor) -> None:
    await learner.say("show me everything")
    await waymark.says("Here you are.", cards=[samples.BEATS, *samples.OTHERS])
    await expect(learner.page.get_by_text("Here you are.").first).to_be_in_viewport()
    await expect(learner.bubbles.nth(1)).to_be_in_viewport()


async def test_reading_on_is_not_disturbed_by_what_comes(waymark: FakeWaymark, learner: Visitor) -> None:
    await waymark.says("Here you are.", cards=[samples.BEATS, *samples.OTHERS])
    await expect(learner.page.locator(".card")).to_have_count(8)
    place = "root => root.querySelector('.scroll').scrollTop"
    await learner.look("root => { root.querySelector('.scroll').scrollTop = 200; }")
    await learner.page.wait_for_timeout(50)
    await waymark.says("One more thing.")
    await expect(learner.button("New messages")).to_be_visible()
    assert await learner.look(place) == 200
    await learner.button("New messages").click()
    await expect(learner.page.get_by_text("One more thing.").first).to_be_in_viewport()
    await expect(learner.button("New messages")).to_be_hidden()


async def test_what_an_adviser_writes_is_in_sight_after_a_long_answer(waymark: FakeWaymark, learner: Visitor) -> None:
    await learner.say("help me")
    for number in range(9):
        await waymark.says(f"{number}: " + "a line of a long answer " * 6)
    await waymark.says("Hi, I'm Sam.", speaker=Speaker.ADVISER)
    await expect(learner.page.get_by_text("Hi, I'm Sam.").first).to_be_in_viewport()


async def test_nothing_moves_for_those_who_want_no_motion(waymark: FakeWaymark, enter: Enter) -> None:
    visitor = await enter(reduced_motion="reduce")
    await visitor.agree()
    await waymark.chat.set_typing(waymark.conversation, True)
    await expect(visitor.page.locator(".typing")).to_be_visible()
    assert await visitor.page.evaluate("document.getAnimations().length") == 0
    assert await visitor.look("root => root.getAnimations().length") == 0
