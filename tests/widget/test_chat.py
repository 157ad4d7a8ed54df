import pytest
from playwright.async_api import expect

from bot.chat.model import Handling, Speaker
from tests.widget import samples
from tests.widget.conftest import Enter, Visitor
from tests.widget.fake_waymark import SEND, FakeWaymark

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_question_and_answer(waymark: FakeWaymark, learner: Visitor) -> None:
    await learner.write("im into music")
    await expect(learner.bubbles).to_have_text([waymark.chat.greeting, "im into music"])
    await waymark.says("Nice. Here are some ideas.")
    await expect(learner.bubbles).to_have_text([waymark.chat.greeting, "im into music", "Nice. Here are some ideas."])
    assert waymark.heard() == ["im into music"]


async def test_who_speaks_is_told_in_words(waymark: FakeWaymark, learner: Visitor) -> None:
    await learner.say("hello")
    await waymark.says("Hi, I'm Sam.", speaker=Speaker.ADVISER)
    await expect(learner.page.locator(".who")).to_have_text(["Guide", "You", "Adviser"])


async def test_a_card_says_all_it_was_given(waymark: FakeWaymark, learner: Visitor) -> None:
    await waymark.says("Here's one.", cards=[samples.BEATS])
    card = learner.page.locator("article.card")
    await expect(card.get_by_role("heading")).to_have_text("Beat making for beginners")
    await expect(card.locator("dt")).to_have_text(["When", "Where", "Cost"])
    await expect(card.locator("dd")).to_have_text(["Saturdays 10:00 to 12:00", "12 Quay Street, Eastfield", "Free"])
    await expect(card.locator(".why")).to_have_text("Why this? You like music production, and it's free and near you.")
    await expect(card.locator(".earns")).to_have_text("Earns: Beat Maker badge")
    link = card.get_by_role("link")
    await expect(link).to_have_attribute("href", "https://example.org/beats")
    await expect(link).to_have_attribute("target", "_blank")
    await expect(link).to_have_attribute("rel", "noopener noreferrer")
    await expect(link).to_have_accessible_name("Find out more about Beat making for beginners (opens in a new tab)")
    await expect(card.get_by_role("button")).to_have_count(3)


async def test_every_kind_of_card_is_shown(waymark: FakeWaymark, learner: Visitor) -> None:
    await waymark.says("All sorts.", cards=[samples.BEATS, *samples.OTHERS])
    kinds = ["Something to do", "Opening", "Mentor", "Group", "Badge", "Pathway", "Step", "Career"]
    await expect(learner.page.locator(".card .kind")).to_have_text(kinds)


async def test_a_cards_button_is_pressed_by_its_token(waymark: FakeWaymark, learner: Visitor) -> None:
    await waymark.says("Here's one.", cards=[samples.BEATS])
    await learner.button("Save about Beat making").click()
    await expect(learner.bubbles.last).to_have_text("Save")
    assert waymark.faults.bodies[-1]["button"] == "save-1"
    await expect(learner.page.locator(".message.you")).to_have_count(1)


async def test_a_button_that_is_pressed_twice_goes_once(waymark: FakeWaymark, learner: Visitor) -> None:
    await waymark.says("Here's one.", cards=[samples.BEATS])
    waymark.faults.slow[SEND] = 0.3
    await learner.button("Save about Beat making").dblclick()
    await learner.sent()
    assert waymark.heard() == ["Save"]


async def test_quick_replies_stand_under_the_newest_message_alone(waymark: FakeWaymark, learner: Visitor) -> None:
    await waymark.says("Free?", buttons=[samples.button("a", "Yes"), samples.button("b", "No")])
    await expect(learner.replies).to_have_text(["Yes", "No"])
    await waymark.says("Near you?", buttons=[samples.button("c", "Near me")])
    await expect(learner.replies).to_have_text(["Near me"])
    await learner.replies.click()
    await expect(learner.bubbles.last).to_have_text("Near me")
    await expect(learner.replies).to_have_count(0)


async def test_a_stale_button_leaves_nothing_but_the_guides_word(waymark: FakeWaymark, learner: Visitor) -> None:
    await waymark.says("Free?", buttons=[samples.button("a", "Yes")])
    waymark.chat.talks[waymark.conversation].buttons.clear()
    await learner.replies.click()
    await expect(learner.bubbles).to_have_text([waymark.chat.greeting, "Free?", "That button is from before."])


async def test_typing_is_shown_while_the_guide_types(waymark: FakeWaymark, learner: Visitor) -> None:
    dots = learner.page.locator(".typing")
    await waymark.chat.set_typing(waymark.conversation, True)
    await expect(dots).to_be_visible()
    await waymark.says("Here you are.")
    await waymark.chat.set_typing(waymark.conversation, False)
    await expect(dots).to_be_hidden()


async def test_the_head_says_when_a_person_comes(waymark: FakeWaymark, learner: Visitor) -> None:
    status = learner.page.locator(".status")
    await expect(status).to_contain_text("bot")
    await waymark.chat.hand_to(waymark.conversation, Handling.QUEUED)
    await expect(status).to_have_text("An adviser has been asked for")
    await waymark.chat.hand_to(waymark.conversation, Handling.ADVISER)
    await expect(status).to_have_text("An adviser is in this chat")


async def test_a_reload_keeps_the_conversation_and_what_was_open(waymark: FakeWaymark, learner: Visitor) -> None:
    await learner.say("remember me")
    await waymark.says("I will.")
    await expect(learner.bubbles.last).to_have_text("I will.")
    await learner.page.reload()
    await expect(learner.panel).to_be_visible()
    await expect(learner.bubbles).to_have_text([waymark.chat.greeting, "remember me", "I will."])
    assert len(waymark.chat.talks) == 1
    await learner.write("still here")
    await expect(learner.bubbles.last).to_have_text("still here")


async def test_a_long_conversation_comes_back_whole(waymark: FakeWaymark, learner: Visitor) -> None:
    await waymark.chat.tell_all(waymark.conversation, *({"text": f"number {number}"} for number in range(220)))
    await expect(learner.bubbles.last).to_have_text("number 219")
    await learner.page.reload()
    await expect(learner.bubbles.last).to_have_text("number 219")
    await expect(learner.bubbles).to_have_count(221)


async def test_it_works_where_the_browser_stores_nothing(waymark: FakeWaymark, enter: Enter) -> None:
    visitor = await enter()
    blocked = """for (const name of ["localStorage", "sessionStorage"])
        Object.defineProperty(window, name, { get() { throw new Error("blocked"); } });"""
    await visitor.page.add_init_script(blocked)
    await visitor.page.reload()
    await visitor.agree()
    await visitor.write("hello")
    await expect(visitor.bubbles.last).to_have_text("hello")
    assert waymark.heard() == ["hello"]


async def test_thumbs_stand_once_under_an_answer_and_send_what_was_thought(
    waymark: FakeWaymark, learner: Visitor
) -> None:
    up, down = learner.button("This helped"), learner.button("This didn't help")
    await expect(up).to_be_hidden()
    await learner.say("hm")
    await waymark.chat.tell_all(waymark.conversation, {"text": "One."}, {"text": "Two."})
    await expect(up).to_have_count(1)
    await up.click()
    await expect(up).to_have_attribute("aria-pressed", "true")
    await down.click()
    await learner.page.get_by_label("What was wrong with it?").fill("too far away")
    await learner.page.locator(".reason").get_by_role("button", name="Send").click()
    await expect(learner.page.locator(".reason:visible")).to_have_text("Thanks for telling us.")
    assert waymark.chat.talks[waymark.conversation].feedback == {4: ("down", "too far away")}


async def test_feedback_that_fails_says_so(waymark: FakeWaymark, learner: Visitor) -> None:
    await learner.write("hm")
    await expect(learner.bubbles).to_have_count(2)
    waymark.faults.broken[("POST", "/api/v1/messages/3/feedback")] = 500
    await waymark.says("One.")
    await learner.button("This helped").click()
    await expect(learner.page.locator(".reason:visible")).to_contain_text("didn't work")
    await expect(learner.button("This helped")).to_have_attribute("aria-pressed", "false")
