"""What the server sends is words, whatever they look like."""

import pytest
from playwright.async_api import expect

from tests.widget import samples
from tests.widget.conftest import Visitor
from tests.widget.fake_waymark import FakeWaymark

pytestmark = pytest.mark.asyncio(loop_scope="session")
STRANGERS = """root => [...root.querySelectorAll(
    'script, img, style, iframe, object, h1, b, [style], [onload], [onerror], [onclick]'
)].map(e => e.outerHTML)"""


async def test_hostile_words_are_shown_as_they_are(waymark: FakeWaymark, learner: Visitor) -> None:
    for words in samples.HOSTILE:
        card = samples.hostile_card(words, words)
        await waymark.says(words, cards=[card], buttons=[samples.button("t", words)])
        await expect(learner.bubbles.last).to_have_text(words)
    names = await learner.page.locator(".card h3").all_text_contents()
    assert names == samples.HOSTILE
    assert await learner.look(STRANGERS) == []
    assert await learner.page.evaluate("window.hurt") is None


@pytest.mark.parametrize("words", samples.HOSTILE[:3])
async def test_hostile_words_of_a_learner_are_words_too(waymark: FakeWaymark, learner: Visitor, words: str) -> None:
    await learner.write(words)
    await expect(learner.bubbles.last).to_have_text(words)
    assert waymark.heard() == [words]
    assert await learner.look(STRANGERS) == []


async def test_only_addresses_of_the_web_become_links(waymark: FakeWaymark, learner: Visitor) -> None:
    cards = [samples.hostile_card(f"card {number}", link) for number, link in enumerate(samples.BAD_LINKS)]
    await waymark.says("Look.", cards=[*cards, samples.hostile_card("good", "https://example.org/a?b=c#d")])
    await expect(learner.page.locator(".card")).to_have_count(len(cards) + 1)
    hrefs = await learner.look("root => [...root.querySelectorAll('a')].map(a => a.href)")
    assert hrefs == ["https://example.org/a?b=c#d"]


async def test_words_that_turn_round_do_not_turn_round_what_stands_beside_them(
    waymark: FakeWaymark, learner: Visitor
) -> None:
    await waymark.says("Look.", cards=[samples.hostile_card("\u202eabc", "https://example.org")])
    await expect(learner.page.locator(".card")).to_be_visible()
    bare = """root => [...root.querySelectorAll('.card *')].filter(e => !e.children.length)
        .filter(e => e.textContent.includes('\\u202e') && e.dir !== 'auto').map(e => e.outerHTML)"""
    assert await learner.look(bare) == []


async def test_a_card_with_nothing_but_nonsense_breaks_nothing(waymark: FakeWaymark, learner: Visitor) -> None:
    nonsense: samples.Card = {
        "kind": "constructor",
        "title": None,
        "facts": "no list",
        "earns": {"a": 1},
        "link": 7,
        "buttons": [],
    }
    await waymark.says("", cards=[nonsense])
    await waymark.says("Still here.")
    await expect(learner.bubbles.last).to_have_text("Still here.")
