from pathlib import Path

import pytest
from aiohttp import web
from playwright.async_api import expect

from bot.chat.model import Handling
from tests.widget.conftest import Enter, Visitor
from tests.widget.fake_waymark import FakeWaymark

pytestmark = pytest.mark.asyncio(loop_scope="session")
ME = "/api/v1/me"


async def test_my_data_is_shown_and_saved_as_a_file(waymark: FakeWaymark, learner: Visitor, tmp_path: Path) -> None:
    await learner.write("im into music")
    await expect(learner.bubbles).to_have_count(2)
    await learner.menu("My data")
    await expect(learner.panel.locator("pre")).to_contain_text("Text: im into music")
    async with learner.page.expect_download() as download:
        await learner.button("Save as file").click()
    file = tmp_path / "saved.txt"
    await (await download.value).save_as(file)
    assert (await download.value).suggested_filename == "my-waymark-data.txt"
    assert "Text: im into music" in file.read_text("utf-8")
    await learner.button("Back to the chat").click()
    await expect(learner.bubbles.last).to_have_text("im into music")


async def test_my_data_that_cannot_be_had_says_so(waymark: FakeWaymark, learner: Visitor) -> None:
    waymark.faults.broken[("GET", ME)] = 500
    await learner.menu("My data")
    await expect(learner.panel).to_contain_text("That didn't work.")


async def test_deleting_asks_once_then_gives_the_receipt_and_starts_clean(
    waymark: FakeWaymark, learner: Visitor
) -> None:
    await learner.menu("Delete my data")
    await expect(learner.panel).to_contain_text("for good")
    assert ("DELETE", ME) not in waymark.faults.calls
    await learner.button("Yes, delete it all").click()
    await expect(learner.panel).to_contain_text("Everything about you is deleted.")
    await expect(learner.panel.locator("dl")).to_have_text("Messages in the chat1")
    assert await learner.page.evaluate("localStorage.length + sessionStorage.length") == 0
    await learner.button("Start a new chat").click()
    await expect(learner.button("OK, let's chat")).to_be_visible()


async def test_deleting_can_be_thought_better_of(waymark: FakeWaymark, learner: Visitor) -> None:
    await learner.menu("Delete my data")
    await learner.button("No, keep it").click()
    await expect(learner.bubbles).to_have_text([waymark.chat.greeting])
    assert ("DELETE", ME) not in waymark.faults.calls


async def test_a_deletion_that_fails_says_so_and_the_chat_goes_on(waymark: FakeWaymark, learner: Visitor) -> None:
    waymark.faults.broken[("DELETE", ME)] = 500
    await learner.menu("Delete my data")
    await learner.button("Yes, delete it all").click()
    await expect(learner.panel).to_contain_text("That didn't work.")
    await learner.button("Back to the chat").click()
    await waymark.says("still here")
    await expect(learner.bubbles.last).to_have_text("still here")


async def test_a_deletion_in_one_tab_ends_the_chat_in_the_other(learner: Visitor, enter: Enter) -> None:
    other = await enter(learner)
    await other.launcher.click()
    await learner.menu("Delete my data")
    await learner.button("Yes, delete it all").click()
    await expect(other.panel).to_contain_text("This chat")
    await expect(other.button("Start a new chat")).to_be_visible()
    await expect(other.field).to_be_hidden()


async def test_an_erasure_in_the_talk_leaves_the_last_words_to_read(waymark: FakeWaymark, learner: Visitor) -> None:
    await waymark.says("Done. Everything about you is deleted.")
    await waymark.chat.hand_to(waymark.conversation, Handling.ERASED)
    await expect(learner.panel).to_contain_text("This chat was deleted.")
    await expect(learner.bubbles.last).to_have_text("Done. Everything about you is deleted.")
    await learner.button("Start a new chat").click()
    await expect(learner.button("OK, let's chat")).to_be_visible()


async def test_talk_to_a_person_sends_just_that(waymark: FakeWaymark, learner: Visitor) -> None:
    await learner.menu("Talk to a person")
    await expect(learner.bubbles.last).to_have_text("Talk to a person")
    assert waymark.heard() == ["Talk to a person"]


async def test_the_chat_can_go_on_in_telegram(waymark: FakeWaymark, learner: Visitor) -> None:
    address = "https://t.me/guide_bot?start=go_x"
    given = web.json_response({"link": address, "seconds": 600}, status=201)
    waymark.faults.answers[("POST", f"{ME}/telegram")] = [given]
    await learner.menu("Go on in Telegram")
    await expect(learner.panel).to_contain_text("in the next 10 minutes")
    link = learner.panel.get_by_role("link", name="Open Telegram")
    await expect(link).to_have_attribute("href", address)
    await learner.button("Back to the chat").click()
    waymark.faults.broken[("POST", f"{ME}/telegram")] = 503
    await learner.menu("Go on in Telegram")
    await expect(learner.panel).to_contain_text("That didn't work.")


async def test_about_says_what_is_kept_and_who_reads_it(learner: Visitor) -> None:
    await learner.menu("About and privacy")
    for words in ("I'm a bot", "I keep what you write here", "advisers", "delete it at any time"):
        await expect(learner.panel).to_contain_text(words)


async def test_the_menu_is_offered_only_when_there_is_a_chat(visitor: Visitor) -> None:
    await visitor.launcher.click()
    await expect(visitor.button("OK, let's chat")).to_be_visible()
    await expect(visitor.button("Menu")).to_be_hidden()
