"""Everything else that a phone can send."""

import asyncio
import json
import time
from typing import Any

import pytest
from sqlalchemy import select

from bot import words
from bot.chat.model import Handling
from bot.chat.reach.tables import AddressRow
from bot.store.engine import Store
from tests.telegram.bot_api import BOT, Stand
from tests.telegram.faults import broken
from tests.telegram.guide import Guide, SlowBrain, at_work, made
from tests.telegram.person import Person

FILE = {"file_id": "F", "file_unique_id": "U", "file_size": 100}
PHOTO = [{**FILE, "width": 1, "height": 1}]
STICKER = {**FILE, "width": 1, "height": 1, "is_animated": False, "is_video": False, "type": "regular"}
HARBOUR = {"latitude": 51.2, "longitude": -3.0}


def said(key: str) -> str:
    return words.load().text(f"telegram.{key}")


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ({"voice": {**FILE, "duration": 3}}, "voice"),
        ({"video_note": {**FILE, "duration": 3, "length": 100}}, "voice"),
        ({"photo": PHOTO}, "photo"),
        ({"sticker": STICKER}, "sticker"),
        ({"dice": {"emoji": "🎲", "value": 3}}, "sticker"),
        ({"contact": {"phone_number": "+441234", "first_name": "Bob"}}, "contact"),
        ({"document": {**FILE, "file_size": 6_000_000}}, "file_too_big"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else value,
)
async def test_what_cannot_be_taken_in_gets_a_kind_word(ada: Person, content: dict[str, Any], key: str) -> None:
    ada.send(**content)
    await ada.hears(said(key))


async def test_a_contact_is_kept_nowhere(ada: Person, guide: Guide) -> None:
    ada.send(contact={"phone_number": "+44 1234 567", "first_name": "Bob"})
    await ada.hears(said("contact"))
    assert "1234 567" not in str(await guide.chat.about(await guide.conversation()))


async def test_words_under_a_picture_are_read(ada: Person) -> None:
    ada.send(photo=PHOTO, caption="what job is this")
    await ada.hears(said("photo"))
    await ada.hears("You said: what job is this")


async def test_a_place_becomes_an_area_and_the_point_is_forgotten(ada: Person, guide: Guide) -> None:
    ada.say("/near")
    message = await ada.hears(said("near"))
    assert message["keyboard"]["keyboard"][0][0]["request_location"] is True
    ada.send(location=HARBOUR)
    await ada.hears("You said: I'm near Eastfield")
    assert (guide.brain.asked[-1].intent, guide.brain.asked[-1].entities) == ("tell_situation", {"area": "Eastfield"})
    assert "51.2" not in str(await guide.chat.about(await guide.conversation()))


async def test_a_place_elsewhere_is_asked_for_in_words(ada: Person) -> None:
    ada.send(location={"latitude": -10.0, "longitude": 0.0})
    await ada.hears(said("elsewhere"))


async def test_a_file_goes_to_claiming_and_is_answered_in_the_chat(ada: Person) -> None:
    ada.send_file("badge.png", b"a badge")
    await ada.hears(words.load().text("claims.refused.too_many"))


async def test_a_file_that_cannot_be_had_is_asked_for_again(ada: Person) -> None:
    ada.send(document={**FILE, "file_name": "badge.json"})
    await ada.hears(said("file_lost"))


async def test_a_file_is_fetched_again_while_telegram_fails(ada: Person, guide: Guide) -> None:
    guide.stand.api.faults.order("getFile", broken())
    ada.send_file("badge.png", b"a badge")
    await ada.hears(words.load().text("claims.refused.too_many"))


async def test_a_file_that_is_too_big_is_not_even_fetched(ada: Person, guide: Guide) -> None:
    ada.send(document={**FILE, "file_size": 6 * 2**20})
    await ada.hears(said("file_too_big"))
    assert "getfile" not in [name for name, _ in guide.stand.api.calls]


async def test_words_that_wait_for_an_answer_can_be_corrected(ada: Person, guide: Guide) -> None:
    guide.brain.hold()
    message = ada.say("I like mats")
    await guide.brain.is_asked()
    ada.edit(message, "I like maths")
    await guide.stand.api.delivery.settled()
    await asyncio.sleep(0.3)
    guide.brain.go_on()
    await ada.hears("You said: I like maths")
    assert "You said: I like mats" not in ada.texts


async def test_words_that_were_answered_stay(ada: Person) -> None:
    message = ada.say("I like mats")
    await ada.hears("You said: I like mats")
    ada.edit(message, "I like maths")
    await ada.hears(said("edited"))


async def test_a_group_gets_one_line_and_nothing_of_it_is_kept(ada: Person, guide: Guide) -> None:
    group = guide.stand.api.chat(-100, "Year 11", "group")
    user = {"id": 42, "is_bot": False, "first_name": "Ada"}
    base = {"date": int(time.time()), "chat": group.as_json(), "from": user}
    put = guide.stand.api.delivery.put
    put({"message": {**base, "message_id": 1, "text": "see you at school"}}, -100)
    put({"message": {**base, "message_id": 2, "text": "@waymark_test_bot what is on"}}, -100)
    put({"message": {**base, "message_id": 3, "new_chat_title": "Year 12"}}, -100)
    await ada.until_in(group, lambda: len(group.messages) > 0)
    await guide.settled()
    [line] = group.messages.values()
    assert line["text"] == said("group")
    assert line["reply_markup"]["inline_keyboard"][0][0]["url"] == "https://t.me/waymark_test_bot"
    assert await guide.reach.find(guide.reach.key_of(-100)) is None


async def test_being_added_to_a_group_gets_the_line_too(ada: Person, guide: Guide) -> None:
    group = guide.stand.api.chat(-200, "Year 11", "supergroup")
    change = {"chat": group.as_json(), "from": {"id": 42, "is_bot": False, "first_name": "Ada"}, "date": 1}
    old, new = {"user": BOT, "status": "left"}, {"user": BOT, "status": "member"}
    guide.stand.api.delivery.put({"my_chat_member": {**change, "old_chat_member": old, "new_chat_member": new}}, -200)
    await ada.until_in(group, lambda: len(group.messages) > 0)


@pytest.mark.parametrize(
    "update",
    [
        {},
        {"message_from_the_future": {"chat": {"id": 42}}},
        {"channel_post": {"message_id": 1, "date": 1, "chat": {"id": -5, "type": "channel", "title": "News"}}},
        {"message": {"message_id": 1, "date": 1, "chat": {"id": 42, "type": "private"}, "pinned_message": None}},
        {"message": {"message_id": 1, "date": 1, "chat": {"id": 42, "type": "hologram"}, "text": "hi"}},
        {"message": "not a message"},
        {"message": {"message_id": "x"}},
        {"callback_query": {"id": "1", "from": {"id": 1, "is_bot": False, "first_name": "A"}, "chat_instance": "1"}},
        {"poll_answer": {"poll_id": "1", "option_ids": [0]}},
    ],
    ids=str,
)
async def test_unknown_and_future_updates_are_let_go(ada: Person, guide: Guide, update: dict[str, Any]) -> None:
    before = len(ada.heard)
    guide.stand.api.delivery.allow_all()
    guide.stand.api.delivery.put(update)
    ada.say("still there")
    await ada.hears("You said: still there")
    assert len(ada.heard) == before + 1
    assert await guide.reach.waiting() == []


async def test_who_deletes_everything_hears_farewell_and_starts_again_on_purpose(ada: Person, guide: Guide) -> None:
    guide.brain.answers = guide.erasing
    ada.say("delete me")
    await ada.hears("Done.")
    ada.say("anyone there")
    await ada.hears(said("over"))
    ada.say("/start")
    await ada.hears("What are you into?")
    assert "anyone there" not in str(await guide.chat.about(await guide.conversation()))


@pytest.mark.parametrize(
    ("command", "intent"),
    [
        ("/help", "help"),
        ("/language", "change_language"),
        ("/privacy", "ask_privacy"),
        ("/delete", "delete_my_data"),
        ("/adviser@waymark_test_bot", "talk_to_adviser"),
        ("/start", "greet"),
    ],
)
async def test_the_menu_means_what_it_says(ada: Person, guide: Guide, command: str, intent: str) -> None:
    ada.say(command)
    await ada.hears("You said: ")
    assert guide.brain.asked[-1].intent == intent


async def test_everything_can_be_deleted_while_an_adviser_answers(ada: Person, guide: Guide) -> None:
    talk = await guide.conversation()
    await guide.chat.take_over(talk)
    ada.say("/delete")
    await ada.hears(said("delete_sure"))
    ada.tap("No, keep it")
    await ada.hears(said("not_deleted"))
    assert await guide.reach.handling(talk) is Handling.ADVISER
    ada.say("/delete")
    await ada.hears(said("delete_sure"))
    ada.tap("Yes, delete everything")
    await ada.hears(said("deleted"))
    assert await guide.reach.handling(talk) is Handling.ERASED
    assert guide.brain.asked == []
    ada.say("anyone there")
    await ada.hears(said("over"))


async def test_a_tap_without_a_message_is_answered_too(ada: Person, guide: Guide) -> None:
    query = {"id": guide.stand.api.new_query(), "from": {"id": 42, "is_bot": False, "first_name": "Ada"}}
    guide.stand.api.delivery.put({"callback_query": {**query, "chat_instance": "1", "inline_message_id": "x"}}, 42)
    async with asyncio.timeout(10):
        while guide.stand.api.queries:  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0.02)


async def test_any_other_slash_is_text(ada: Person, guide: Guide) -> None:
    ada.say("/restart")
    await ada.hears("You said: /restart")
    assert guide.brain.asked[-1].intent is None


async def test_the_menu_is_shown_by_telegram(ada: Person, guide: Guide) -> None:
    shown = {command["command"] for command in guide.stand.api.commands}
    assert shown >= {"help", "language", "privacy", "mydata", "delete", "adviser", "stop"}


async def test_my_data_comes_as_a_file(ada: Person, guide: Guide) -> None:
    ada.say("my secret")
    await ada.hears("You said: my secret")
    ada.say("/mydata")
    message = await ada.hears(said("my_data"))
    [content] = [held for name, held in guide.stand.api.files.items() if name.endswith("my-data.txt")]
    assert "my secret" in content.decode()
    assert message["document"]["file_name"] == "my-data.txt"


async def test_a_text_that_is_too_long_is_asked_for_in_parts(ada: Person) -> None:
    ada.say("a" * 1001)
    await ada.hears(said("too_long"))


async def test_a_deep_link_begins_in_its_city_and_remembers_the_campaign(guide: Guide) -> None:
    person = guide.person()
    person.say("/start brightport__summer-fair")
    await person.hears("What are you into?")
    async with guide.store.read() as session:
        row = await session.scalar(select(AddressRow))
    assert row is not None
    assert row.campaign == "summer-fair"


@pytest.mark.parametrize("payload", ["nowhere__x", "go_made-up", "'; DROP TABLE addresses; --", "__", "a" * 64])
async def test_a_payload_that_means_nothing_still_begins(guide: Guide, payload: str) -> None:
    person = guide.person()
    person.say(f"/start {payload}")
    await person.hears("What are you into?")


async def test_a_talk_from_the_website_goes_on_here_once(guide: Guide) -> None:
    begun = await guide.chat.begin("brightport", "web", "en")
    await guide.chat.receive(begun.conversation.id, "1", "I like beats")
    await guide.answered(begun.conversation.id)
    code = await guide.reach.link_code(begun.conversation.id)
    person = guide.person()
    person.say(f"/start go_{code}")
    await person.hears("You said: I like beats")
    await person.hears(said("linked"))
    assert "What are you into" not in " ".join(person.texts)
    person.say("and here too")
    await person.hears("You said: and here too")
    assert await guide.conversation() == begun.conversation.id
    other = guide.person(43, "Eve")
    other.say(f"/start go_{code}")
    await other.hears(said("code_over"))
    assert await guide.conversation(43) != begun.conversation.id


async def test_the_website_gets_a_link_that_goes_on_here(guide: Guide) -> None:
    begun = await guide.chat.begin("brightport", "web", "en")
    linking = guide.telegram.linking
    before, _, payload = str(await linking.link(begun.conversation.id)).partition("?start=")
    assert (before, linking.seconds) == ("https://t.me/waymark_test_bot", 600)
    assert len(payload) <= 64
    person = guide.person()
    person.say(f"/start {payload}")
    await person.hears(said("linked"))
    assert await guide.conversation() == begun.conversation.id


async def test_a_talk_that_is_here_is_never_put_away_for_another(ada: Person, guide: Guide) -> None:
    ada.say("my plans")
    await ada.hears("You said: my plans")
    mine = await guide.conversation()
    begun = await guide.chat.begin("brightport", "web", "en")
    ada.say(f"/start go_{await guide.reach.link_code(begun.conversation.id)}")
    await ada.hears(said("stays_here"))
    assert await guide.conversation() == mine


async def test_after_stop_nothing_comes_unasked_until_they_write_again(ada: Person, guide: Guide) -> None:
    ada.say("/stop")
    await ada.hears(said("stopped"))
    await guide.settled()
    await guide.remind("unasked")
    await asyncio.sleep(0.3)
    ada.say("back")
    await ada.hears("You said: back")
    assert "unasked" not in " ".join(ada.texts)
    await guide.remind("wanted again")
    await ada.hears("wanted again")


async def test_typing_is_shown_while_the_guide_thinks(ada: Person, guide: Guide) -> None:
    guide.brain.hold()
    ada.say("hello")
    await ada.until(lambda: "typing" in ada.chat.actions)
    guide.brain.go_on()
    await ada.hears("You said: hello")


async def test_too_many_at_once_are_answered_later_and_in_order(ada: Person) -> None:
    for number in range(7):
        ada.say(f"message {number}")
    await ada.hears("You said: message 6")
    assert [text for text in ada.texts if "You said" in text] == [f"You said: message {n}" for n in range(7)]


async def test_a_process_that_starts_takes_up_what_was_left_over(store: Store, stand: Stand, brain: SlowBrain) -> None:
    guide = made(store, stand, brain)
    person = guide.person()
    message = person.say("/start")
    body = json.dumps({"update_id": 5, "message": message}).encode()
    await guide.reach.keep(5, guide.reach.key_of(42), body)
    async with at_work(guide):
        await person.hears("What are you into?")
