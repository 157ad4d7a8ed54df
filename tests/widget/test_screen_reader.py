import pytest
from playwright.async_api import expect

from tests.widget import samples
from tests.widget.conftest import Enter, Visitor
from tests.widget.fake_waymark import SEND, FakeWaymark, error

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_new_words_of_the_guide_are_announced_with_the_number_of_suggestions(
    waymark: FakeWaymark, learner: Visitor
) -> None:
    await expect(learner.live.locator("p")).to_have_text([f"Guide: {waymark.chat.greeting}"])
    await learner.say("music")
    await waymark.says("Here are three.", cards=[samples.BEATS, *samples.OTHERS[:2]])
    await waymark.says("And one more.", cards=[samples.BEATS])
    said = [
        f"Guide: {waymark.chat.greeting}",
        "Guide: Here are three. 3 suggestions.",
        "Guide: And one more. 1 suggestion.",
    ]
    await expect(learner.live.locator("p")).to_have_text(said)


async def test_there_is_one_polite_live_region(waymark: FakeWaymark, learner: Visitor) -> None:
    await waymark.says("Hello", cards=[samples.BEATS])
    await expect(learner.page.locator(".card")).to_be_visible()
    regions = """root => [...root.querySelectorAll('[aria-live], [role=log], [role=status], [role=alert], output')]
        .map(e => e.ariaLive)"""
    assert await learner.look(regions) == ["polite"]


async def test_what_was_said_before_a_reload_is_not_announced_again(waymark: FakeWaymark, learner: Visitor) -> None:
    await waymark.says("Old news.")
    await expect(learner.bubbles.last).to_have_text("Old news.")
    await learner.page.reload()
    await expect(learner.bubbles.last).to_have_text("Old news.")
    await waymark.says("New news.")
    await expect(learner.live.locator("p")).to_have_text(["Guide: New news."])


async def test_a_message_that_was_not_sent_and_being_offline_are_announced(
    waymark: FakeWaymark, learner: Visitor
) -> None:
    waymark.faults.answers[SEND] = [error(500)]
    await learner.write("hm")
    await expect(learner.live).to_contain_text("Not sent.")
    await learner.page.context.set_offline(True)
    waymark.faults.drop_streams()
    await expect(learner.live).to_contain_text("You're offline.")
    await learner.page.context.set_offline(False)
    await expect(learner.live).to_contain_text("You're connected again.")


async def test_each_message_has_its_time(waymark: FakeWaymark, learner: Visitor) -> None:
    time = learner.page.locator(".message time")
    await expect(time).to_have_attribute("datetime", "2026-11-23T10:00:00.000Z")
    await expect(time).to_contain_text("23 November")


async def test_the_widget_says_which_language_its_words_are_in(enter: Enter) -> None:
    visitor = await enter(locale="pl-PL")
    await visitor.launcher.click()
    assert await visitor.look("root => root.querySelector('.waymark').lang") == "en"
