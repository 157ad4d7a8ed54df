"""What the Bot API refuses: too long, too big, malformed."""

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from tests.telegram import markup
from tests.telegram.faults import ApiError, bad

TEXT, CAPTION, CALLBACK = 4096, 1024, 64
BUTTONS = 100
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
COMMANDS = re.compile(r"(?<!\S)/[A-Za-z0-9_]{1,32}(@\w+)?")

Params = Mapping[str, Any]


def text_of(params: Params, name: str, longest: int) -> tuple[str, list[dict[str, Any]]]:
    """The text and entities of a message or caption, after the parse mode. ApiError 400."""
    given = str(params.get(name, ""))
    mode = str(params.get("parse_mode", ""))
    if mode not in {"", "HTML"}:
        raise bad("unsupported parse_mode")
    try:
        text, entities = markup.read(given) if mode else (given, [])
    except markup.MarkupError as wrong:
        raise bad(f"can't parse entities: {wrong}") from wrong
    if markup.units(text) > longest:
        raise bad("message is too long" if name == "text" else "message caption is too long")
    if name == "text" and not text.strip():
        raise bad("message text is empty")
    return text, entities


def keyboard_of(params: Params) -> dict[str, Any] | None:
    """The reply markup, checked. ApiError 400."""
    if "reply_markup" not in params:
        return None
    try:
        keyboard: dict[str, Any] = json.loads(params["reply_markup"])
        rows = keyboard.get("inline_keyboard", keyboard.get("keyboard", []))
        buttons = [button for row in rows for button in row]
    except (ValueError, TypeError, AttributeError) as wrong:
        raise bad("can't parse reply keyboard markup JSON object") from wrong
    if len(buttons) > BUTTONS:
        raise bad("reply markup is too long")
    for button in buttons:
        _check_button(button, inline="inline_keyboard" in keyboard)
    return keyboard


def _check_button(button: dict[str, Any], *, inline: bool) -> None:
    if not str(button.get("text", "")).strip():
        raise bad("inline keyboard button text is empty" if inline else "keyboard button text is empty")
    if not inline:
        return
    data, url = button.get("callback_data"), button.get("url")
    if (data is None) == (url is None):
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if data is not None and not 1 <= len(data.encode()) <= CALLBACK:
        raise ApiError(400, "Bad Request: BUTTON_DATA_INVALID")
    if url is not None and not _is_web(url):
        raise bad(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and "." in (parts.hostname or "") and " " not in url


def commands_of(params: Params) -> list[dict[str, str]]:
    commands: list[dict[str, str]] = json.loads(params["commands"])
    for command in commands:
        if not COMMAND.fullmatch(command["command"]):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    return commands


def found_commands(text: str) -> list[dict[str, Any]]:
    """The entities that Telegram marks in what a person writes."""
    return [
        {"type": "bot_command", "offset": markup.units(text[: found.start()]), "length": markup.units(found[0])}
        for found in COMMANDS.finditer(text)
    ]
