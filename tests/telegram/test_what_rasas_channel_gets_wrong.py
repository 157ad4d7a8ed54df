"""Every defect of Rasa's own Telegram channel (rasa.core.channels.telegram, 3.6.21), and that it is not here."""

import asyncio
import json

import aiohttp

from bot.channels.telegram.client import webhook_secret
from bot.channels.telegram.webhook import HEADER, PATH
from tests.telegram.bot_api import TOKEN
from tests.telegram.faults import broken
from tests.telegram.guide import Guide
from tests.telegram.person import Person
from tests.telegram.test_receiving import GOOD, post, update


async def test_it_has_no_secret_token_here_only_telegram_is_heard(ada: Person, guide: Guide) -> None:
    assert await post(guide, update(1), {}) == 403
    assert await post(guide, update(1), GOOD) == 200


async def test_it_answers_a_redelivered_update_again_here_it_acts_once(ada: Person, guide: Guide) -> None:
    for _ in range(3):
        await post(guide, update(2), GOOD)
    await ada.hears("You said: hello")
    await guide.settled()
    assert ada.texts.count("You said: hello") == 1


async def test_it_never_answers_a_callback_here_the_phones_clock_stops_at_once(ada: Person, guide: Guide) -> None:
    guide.brain.hold()
    query = ada.tap("Not sure")
    await guide.brain.is_asked()
    await ada.until(lambda: query not in guide.stand.api.queries)
    guide.brain.go_on()
    await ada.hears("You said: Not sure")


async def test_it_crashes_on_updates_without_a_message_here_they_are_let_go(ada: Person, guide: Guide) -> None:
    for number, kind in enumerate(("my_chat_member", "poll", "channel_post", "message_reaction", "inline_query"), 10):
        assert await post(guide, {"update_id": number, kind: {}}, GOOD) == 200
    ada.say("still there")
    await ada.hears("You said: still there")


async def test_it_crashes_on_service_and_group_updates_here_they_are_let_go(ada: Person, guide: Guide) -> None:
    chat = {"id": -100, "type": "group", "title": "Year 11"}
    notes: list[dict[str, object]] = [{"new_chat_title": "x"}, {"left_chat_member": {}}, {"group_chat_created": True}]
    for number, content in enumerate(notes):
        message = {"message_id": number + 1, "date": 1, "chat": chat, **content}
        assert await post(guide, {"update_id": 20 + number, "message": message}, GOOD) == 200
    ada.say("still there")
    await ada.hears("You said: still there")
    assert await guide.reach.waiting() == []


async def test_it_crashes_on_a_tap_under_a_message_that_is_too_old_here_it_counts(ada: Person, guide: Guide) -> None:
    """Telegram then sends the chat and the number alone, with 0 for the date."""
    token = ada.heard[-1]["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    user = {"id": 42, "is_bot": False, "first_name": "Ada"}
    gone = {"message_id": 1, "date": 0, "chat": ada.chat.as_json()}
    query = {"id": "99", "from": user, "chat_instance": "1", "message": gone, "data": token}
    assert await post(guide, {"update_id": 30, "callback_query": query}, GOOD) == 200
    await ada.hears("You said: Not sure")


async def test_it_gives_payloads_to_the_phone_here_a_button_says_nothing(ada: Person) -> None:
    for row in ada.heard[-1]["reply_markup"]["inline_keyboard"]:
        for button in row:
            assert "/" not in button["callback_data"]
            assert "dont_know" not in button["callback_data"]
            assert len(button["callback_data"].encode()) <= 64


async def test_a_typed_payload_is_a_command_there_here_it_is_text(ada: Person, guide: Guide) -> None:
    ada.say('/delete_my_data{"sure": true}')
    await ada.hears("You said: /delete_my_data")
    assert guide.brain.asked[-1].intent is None


async def test_it_cuts_bot_out_of_what_is_said_here_words_stay(ada: Person) -> None:
    ada.say("I like /bot things and /robots")
    await ada.hears("You said: I like /bot things and /robots")


async def test_it_asks_telegram_who_it_is_at_every_message_here_once(ada: Person, guide: Guide) -> None:
    before = [name for name, _ in guide.stand.api.calls].count("getme")
    for number in range(3):
        ada.say(f"message {number}")
        await ada.hears(f"You said: message {number}")
    assert [name for name, _ in guide.stand.api.calls].count("getme") == before


async def test_it_answers_only_after_the_turn_here_telegram_does_not_wait_for_the_brain(guide: Guide) -> None:
    guide.brain.hold()
    async with asyncio.timeout(5):
        assert await post(guide, update(40), GOOD) == 200
    guide.brain.go_on()


async def test_it_loses_what_cannot_be_sent_here_it_is_sent_later(ada: Person, guide: Guide) -> None:
    guide.stand.api.faults.order("sendMessage", broken())
    ada.say("hello")
    await ada.hears("You said: hello")


async def test_it_takes_an_edit_for_a_new_message_here_it_is_none(ada: Person, guide: Guide) -> None:
    message = ada.say("I like mats")
    await ada.hears("You said: I like mats")
    ada.edit(message, "I like maths")
    await guide.settled()
    assert [question.text for question in guide.brain.asked] == ["I like mats"]


async def test_it_puts_coordinates_into_the_talk_here_only_an_area(ada: Person, guide: Guide) -> None:
    ada.send(location={"latitude": 51.21, "longitude": -2.97})
    await ada.hears("You said: I'm near Eastfield")
    assert "51.21" not in json.dumps([question.text for question in guide.brain.asked])


async def test_it_has_a_page_that_sets_its_webhook_for_anybody_here_there_is_none(ada: Person, guide: Guide) -> None:
    async with aiohttp.ClientSession() as http:
        for path in (PATH, "/telegram/set_webhook", "/webhooks/telegram/set_webhook"):
            async with http.get(guide.url + path, headers={HEADER: webhook_secret(TOKEN)}) as answer:
                assert answer.status in {404, 405}
