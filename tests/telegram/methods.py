"""The methods of the Bot API that a guide needs."""

import json
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from aiohttp.web import FileField

from tests.telegram import checks
from tests.telegram.faults import ApiError, bad

if TYPE_CHECKING:
    from tests.telegram.bot_api import BotApi, ChatState

Params = dict[str, Any]
ACTIONS = {"typing", "upload_photo", "upload_document"}
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
PICTURE_LIMIT, DOCUMENT_LIMIT, DOWNLOAD_LIMIT = 10 * 2**20, 50 * 2**20, 20 * 2**20
SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
QUERY_LIFE = 15.0
"""Seconds in which a tap may be answered."""
ACTION_LIFE = 5.0
"""Seconds for which an action is shown, if no message comes (core.telegram.org/bots/api#sendchataction)."""


async def get_me(api: "BotApi", params: Params) -> Any:
    from tests.telegram.bot_api import BOT

    return {**BOT, "can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}


async def get_updates(api: "BotApi", params: Params) -> Any:
    allowed = json.loads(params.get("allowed_updates", "[]"))
    return await api.delivery.poll(
        int(params.get("offset", 0)), int(params.get("limit", 100)), float(params.get("timeout", 0)), allowed
    )


async def set_webhook(api: "BotApi", params: Params) -> Any:
    allowed = json.loads(params.get("allowed_updates", "[]"))
    api.delivery.set_webhook(str(params.get("url", "")), str(params.get("secret_token", "")), allowed)
    return True


async def delete_webhook(api: "BotApi", params: Params) -> Any:
    api.delivery.set_webhook("", "", [])
    return True


async def webhook_info(api: "BotApi", params: Params) -> Any:
    return api.delivery.info()


async def set_commands(api: "BotApi", params: Params) -> Any:
    api.commands = checks.commands_of(params)
    return True


async def send_message(api: "BotApi", params: Params) -> Any:
    text, entities = checks.text_of(params, "text", checks.TEXT)
    keyboard = checks.keyboard_of(params)
    return _put(api, api.chat_to_send_to(params), {"text": text, "entities": entities}, keyboard)


async def send_photo(api: "BotApi", params: Params) -> Any:
    content = _upload(params, "photo", PICTURE_LIMIT)
    if not content.startswith(PICTURES):
        raise bad("IMAGE_PROCESS_FAILED")
    caption = _caption(params)
    keyboard = checks.keyboard_of(params)
    chat = api.chat_to_send_to(params)
    file_id = keep_file(api, content, "photos/picture.png")
    photo = [{"file_id": file_id, "file_unique_id": file_id, "width": 800, "height": 600, "file_size": len(content)}]
    return _put(api, chat, {"photo": photo, **caption}, keyboard)


async def send_document(api: "BotApi", params: Params) -> Any:
    content = _upload(params, "document", DOCUMENT_LIMIT)
    caption = _caption(params)
    keyboard = checks.keyboard_of(params)
    chat = api.chat_to_send_to(params)
    name = params["document"].filename if isinstance(params["document"], FileField) else "file"
    file_id = keep_file(api, content, f"documents/{name}")
    document = {"file_id": file_id, "file_unique_id": file_id, "file_name": name, "file_size": len(content)}
    return _put(api, chat, {"document": document, **caption}, keyboard)


async def send_chat_action(api: "BotApi", params: Params) -> Any:
    if params.get("action") not in ACTIONS:
        raise bad("wrong parameter action in request")
    chat = api.chat_to_send_to(params, counted=False)
    chat.actions.append(params["action"])
    chat.acting_until = api.clock() + ACTION_LIFE
    chat.tell()
    return True


async def answer_callback_query(api: "BotApi", params: Params) -> Any:
    asked = api.queries.pop(str(params.get("callback_query_id")), None)
    if asked is None or api.clock() - asked > QUERY_LIFE:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    return True


async def edit_message_text(api: "BotApi", params: Params) -> Any:
    text, entities = checks.text_of(params, "text", checks.TEXT)
    message = _known(api, params)
    if "text" not in message:
        raise bad("there is no text in the message to edit")
    return _change(api, message, {"text": text, "entities": entities}, checks.keyboard_of(params))


async def edit_message_caption(api: "BotApi", params: Params) -> Any:
    message = _known(api, params)
    if "text" in message:
        raise bad("there is no caption in the message to edit")
    return _change(api, message, _caption(params), checks.keyboard_of(params))


async def edit_message_reply_markup(api: "BotApi", params: Params) -> Any:
    return _change(api, _known(api, params), {}, checks.keyboard_of(params))


async def get_file(api: "BotApi", params: Params) -> Any:
    file_id = str(params.get("file_id"))
    name = next((name for name in api.files if name.startswith(f"{file_id}/")), None)
    if name is None:
        raise bad("wrong file_id or the file is temporarily unavailable")
    if len(api.files[name]) > DOWNLOAD_LIMIT:
        raise bad("file is too big")
    return {"file_id": file_id, "file_unique_id": file_id, "file_size": len(api.files[name]), "file_path": name}


def keep_file(api: "BotApi", content: bytes, name: str) -> str:
    """Keeps a file that a person or a bot sent; gives its id."""
    file_id = f"F{next(api.numbers)}"
    api.files[f"{file_id}/{name}"] = content
    return file_id


def _caption(params: Params) -> Params:
    caption, entities = checks.text_of(params, "caption", checks.CAPTION)
    return {"caption": caption, "caption_entities": entities} if caption else {}


def _upload(params: Params, name: str, biggest: int) -> bytes:
    given = params.get(name)
    if isinstance(given, str) and given.startswith("attach://"):
        given = params.get(given.removeprefix("attach://"))
        params[name] = given
    if not isinstance(given, FileField):
        raise bad(f"there is no {name} in the request")
    content = given.file.read()
    if not content:
        raise bad("file must be non-empty")
    if len(content) > biggest:
        raise ApiError(413, "Request Entity Too Large")
    return content


def _put(api: "BotApi", chat: "ChatState", content: Params, keyboard: dict[str, Any] | None) -> Params:
    from tests.telegram.bot_api import BOT

    number = next(api.numbers)
    message = {"message_id": number, "date": int(time.time()), "chat": chat.as_json(), "from": BOT, **content}
    if keyboard and "inline_keyboard" in keyboard:
        message["reply_markup"] = keyboard
    # A keyboard in place of the letters is for the person's device alone.
    chat.messages[number] = {**message, "keyboard": keyboard} if keyboard else message
    chat.acting_until = 0.0
    chat.tell()
    return message


def _known(api: "BotApi", params: Params) -> Params:
    chat = api.chat_to_send_to(params, counted=False)
    message = chat.messages.get(int(params["message_id"]))
    if message is None or not message["from"].get("is_bot"):
        raise bad("message to edit not found")
    return message


def _change(api: "BotApi", message: Params, content: Params, keyboard: dict[str, Any] | None) -> Params:
    before = {name: message.get(name) for name in (*content, "reply_markup")}
    if before == {**content, "reply_markup": keyboard}:
        raise bad(SAME)
    message.update(content)
    message.pop("keyboard", None)
    message.pop("reply_markup", None)
    if keyboard:
        message.update(reply_markup=keyboard, keyboard=keyboard)
    api.chats[message["chat"]["id"]].tell()
    return {name: value for name, value in message.items() if name != "keyboard"}


METHODS: dict[str, Callable[["BotApi", Params], Awaitable[Any]]] = {
    "getme": get_me,
    "getupdates": get_updates,
    "setwebhook": set_webhook,
    "deletewebhook": delete_webhook,
    "getwebhookinfo": webhook_info,
    "setmycommands": set_commands,
    "sendmessage": send_message,
    "sendphoto": send_photo,
    "senddocument": send_document,
    "sendchataction": send_chat_action,
    "answercallbackquery": answer_callback_query,
    "editmessagetext": edit_message_text,
    "editmessagecaption": edit_message_caption,
    "editmessagereplymarkup": edit_message_reply_markup,
    "getfile": get_file,
}
