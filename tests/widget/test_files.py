"""Sending a badge as a file: chosen by keyboard or pointer, or let fall on the chat."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.widget.conftest import Visitor
from tests.widget.fake_waymark import FakeWaymark, error

pytestmark = pytest.mark.asyncio(loop_scope="session")
FILES = ("POST", "/api/v1/files")
BADGE = b'{"a": "badge"}'
DROP = """(element, [name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name, { type: "application/json" }));
  for (const type of ["dragover", "drop"]) {
    element.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true, composed: true }));
  }
}"""


@pytest.fixture
def badge(tmp_path: Path) -> Path:
    path = tmp_path / "badge.json"
    path.write_bytes(BADGE)
    return path


async def choose(learner: Visitor, path: Path) -> None:
    async with learner.page.expect_file_chooser() as choosing:
        await learner.button("Add a badge file").press("Enter")
    await (await choosing.value).set_files(path)


async def test_a_file_is_chosen_by_keyboard_and_sent_as_it_is(
    waymark: FakeWaymark, learner: Visitor, badge: Path
) -> None:
    await choose(learner, badge)
    await expect(learner.bubbles).to_have_text([waymark.chat.greeting, "(I sent a file.)"])
    await expect(learner.page.locator(".waiting, .queued, .sending, .failed")).to_have_count(0)
    assert waymark.chat.files == [BADGE]
    await expect(learner.page.locator("textarea")).to_be_focused()


async def test_a_file_can_be_let_fall_on_the_chat(waymark: FakeWaymark, learner: Visitor) -> None:
    await learner.page.locator(".body").evaluate(DROP, ["badge.json", '{"a": "badge"}'])
    await expect(learner.bubbles).to_have_text([waymark.chat.greeting, "(I sent a file.)"])
    assert waymark.chat.files == [b'{"a": "badge"}']


async def test_a_file_that_was_not_taken_says_why_and_can_be_sent_again(
    waymark: FakeWaymark, learner: Visitor, badge: Path
) -> None:
    waymark.faults.answers[FILES] = [error(503)]
    await choose(learner, badge)
    await expect(learner.page.locator(".failed")).to_contain_text("Not sent.")
    await learner.button("Try again").click()
    await expect(learner.page.locator(".failed")).to_have_count(0)
    assert waymark.chat.files == [BADGE]


async def test_a_file_that_is_too_large_is_not_sent(waymark: FakeWaymark, learner: Visitor, tmp_path: Path) -> None:
    large = tmp_path / "film.png"
    large.write_bytes(b"x" * 5_000_001)
    await choose(learner, large)
    await expect(learner.page.locator(".failed")).to_contain_text("5 MB at most")
    assert waymark.chat.files == []


PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
    "rkJggg=="
)


async def test_a_badge_shows_its_picture_and_no_other_sites(waymark: FakeWaymark, learner: Visitor) -> None:
    card = {"kind": "badge", "id": "a", "title": "Beat Maker", "subtitle": "Harbour Studios", "image": PIXEL}
    await waymark.says("Here", cards=[card, {**card, "id": "b", "image": "https://elsewhere.example/a.png"}])
    await expect(learner.page.locator(".card")).to_have_count(2)
    await expect(learner.page.locator(".card img")).to_have_count(1)
    await expect(learner.page.locator(".card img")).to_have_attribute("alt", "")
