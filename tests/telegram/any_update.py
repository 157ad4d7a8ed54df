"""Any update that Telegram may send, by the Bot API's own fields; python-telegram-bot can read each of them."""

from typing import Any

from hypothesis import strategies as st

Json = dict[str, Any]
USER = {"id": 42, "is_bot": False, "first_name": "Ada"}
BOT = {"id": 123456789, "is_bot": True, "first_name": "Waymark", "username": "waymark_test_bot"}
FILE = {"file_id": "F", "file_unique_id": "U", "file_size": 10}
SIZED = {**FILE, "width": 1, "height": 1}
TEXT = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["/start", "/start go_x", "/start brightport__x", "/help", "/mydata", "/near", "/stop", "/", "//", "/ start",
         "\x00", " ", "@waymark_test_bot", "/start@waymark_test_bot \ud7ff", "😀" * 2048, "a" * 4096]
    ),
)  # fmt: skip
IDS = st.integers(1, 2**31 - 1)
CHATS = st.one_of(
    st.builds(lambda n: {"id": n, "type": "private", "first_name": "Ada"}, st.integers(1, 60)),
    st.sampled_from([
        {"id": -5, "type": "group", "title": "Group"}, {"id": -1005, "type": "supergroup", "title": "Super"},
        {"id": -1006, "type": "channel", "title": "News"}, {"id": -7, "type": "of the future"},
    ]),
)  # fmt: skip
PLACE = st.builds(
    lambda lat, lon: {"latitude": lat, "longitude": lon}, st.floats(-90, 90, width=32), st.floats(-180, 180, width=32)
)
POLL = {
    "id": "1", "question": "?", "options": [{"text": "a", "voter_count": 0, "persistent_id": "1"}],
    "total_voter_count": 0, "is_closed": False, "is_anonymous": True, "type": "regular",
    "allows_multiple_answers": False, "allows_revoting": False, "members_only": False,
}  # fmt: skip
FIXED: list[Json] = [
    {"voice": {**FILE, "duration": 1}},
    {"audio": {**FILE, "duration": 1}},
    {"video_note": {**FILE, "duration": 1, "length": 1}},
    {"video": {**SIZED, "duration": 1}},
    {"animation": {**SIZED, "duration": 1}, "document": FILE},
    {"photo": [SIZED]},
    {"sticker": {**SIZED, "is_animated": False, "is_video": False, "type": "regular"}},
    {"document": {**FILE, "file_size": 10**9, "file_name": "x" * 300}},
    {"contact": {"phone_number": "1", "first_name": "B"}},
    {"dice": {"emoji": "🎲", "value": 1}},
    {"poll": POLL},
    {"new_chat_members": [BOT]},
    {"left_chat_member": USER},
    {"new_chat_title": "x"},
    {"delete_chat_photo": True},
    {"group_chat_created": True},
    {"migrate_to_chat_id": -1009},
    {"migrate_from_chat_id": -9},
    {"pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 42, "type": "private"}}},
    {"message_auto_delete_timer_changed": {"message_auto_delete_time": 1}},
    {"web_app_data": {"data": "x", "button_text": "x"}},
    {"connected_website": "example.org"},
    {"something_of_the_future": {"x": 1}},
    {},
]
CONTENT = st.one_of(
    st.builds(lambda text: {"text": text}, TEXT),
    st.builds(lambda place: {"location": place}, PLACE),
    st.builds(lambda place: {"venue": {"location": place, "title": "x", "address": "y"}, "location": place}, PLACE),
    st.sampled_from(FIXED),
    st.builds(lambda content, words: {**content, "caption": words}, st.sampled_from(FIXED[:8]), TEXT),
)
ENTITIES = st.lists(
    st.builds(
        lambda kind, start, length: {"type": kind, "offset": start, "length": length},
        st.sampled_from(["bold", "bot_command", "mention", "of the future"]), st.integers(0, 50), st.integers(1, 50),
    ),
    max_size=2,
)  # fmt: skip
MESSAGES = st.builds(
    lambda number, chat, content, entities, sender: {
        "message_id": number, "date": 1, "chat": chat, **content,
        **({"entities": entities} if "text" in content else {}), **({"from": USER} if sender else {}),
    },
    IDS, CHATS, CONTENT, ENTITIES, st.booleans(),
)  # fmt: skip
EDITED = st.builds(lambda message, when: {**message, "edit_date": when}, MESSAGES, st.integers(1, 2**31 - 1))
GONE = st.builds(lambda chat: {"message_id": 1, "date": 0, "chat": chat}, CHATS)
KEYBOARD = {
    "inline_keyboard": [[{"text": "Yes", "callback_data": "b:x"}, {"text": "Page", "url": "https://a.example"}]]
}
TAPS = st.builds(
    lambda number, data, more: {"id": str(number), "from": USER, "chat_instance": "1", **data, **more},
    IDS,
    st.sampled_from(
        [
            {},
            {"data": "b:x"},
            {"data": "erase:yes"},
            {"data": "erase:no"},
            {"data": "\x00" * 64},
            {"data": "😀" * 16},
            {"game_short_name": "x"},
        ]
    ),
    st.one_of(
        st.builds(lambda message: {"message": {**message, "reply_markup": KEYBOARD}}, MESSAGES),
        st.builds(lambda message: {"message": message}, GONE),
        st.just({"inline_message_id": "1"}),
    ),
)
STATUS = st.sampled_from(["member", "left", "kicked"])
CHANGES = st.builds(
    lambda chat, old, new: {
        "chat": chat, "from": USER, "date": 1,
        "old_chat_member": {"user": BOT, "status": old, "until_date": 0},
        "new_chat_member": {"user": BOT, "status": new, "until_date": 0},
    },
    CHATS, STATUS, STATUS,
)  # fmt: skip
OTHERS: list[Json] = [
    {"poll": POLL},
    {"poll_answer": {"poll_id": "1", "option_ids": [0], "user": USER, "option_persistent_ids": ["1"]}},
    {"inline_query": {"id": "1", "from": USER, "query": "", "offset": ""}},
    {"chosen_inline_result": {"result_id": "1", "from": USER, "query": ""}},
    {"pre_checkout_query": {"id": "1", "from": USER, "currency": "XTR", "total_amount": 1, "invoice_payload": "x"}},
    {"message_reaction": {"chat": {"id": 42, "type": "private"}, "message_id": 1, "date": 1, "user": USER,
                          "old_reaction": [], "new_reaction": [{"type": "emoji", "emoji": "👍"}]}},
    {"chat_join_request": {"chat": {"id": -5, "type": "group"}, "from": USER, "user_chat_id": 42, "date": 1}},
    {"deleted_business_messages": {"business_connection_id": "1", "chat": {"id": 1, "type": "private"},
                                   "message_ids": [1]}},
    {"something_of_the_future": {"chat": {"id": 42}}},
    {},
]  # fmt: skip
UPDATES: st.SearchStrategy[Json] = st.builds(
    lambda number, content: {"update_id": number, **content},
    st.integers(1, 2**53),
    st.one_of(
        st.builds(lambda message: {"message": message}, MESSAGES),
        st.builds(lambda message: {"edited_message": message}, EDITED),
        st.builds(lambda tap: {"callback_query": tap}, TAPS),
        st.builds(lambda change: {"my_chat_member": change}, CHANGES),
        st.builds(lambda kind, message: {kind: message},
                  st.sampled_from(["channel_post", "edited_channel_post", "business_message"]), MESSAGES),
        st.sampled_from(OTHERS),
    ),
)  # fmt: skip
