"""Somebody with a phone, in a chat of the stand."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

from tests.telegram.bot_api import BOT, BotApi, ChatState
from tests.telegram.checks import found_commands
from tests.telegram.methods import keep_file

PATIENCE = 30.0
Message = dict[str, Any]


class Person:
    def __init__(self, api: BotApi, number: int = 42, name: str = "Ada", language: str = "en") -> None:
        self.api = api
        self.chat = api.chat(number, name)
        self._user: Message = {"id": number, "is_bot": False, "first_name": name, "language_code": language}
        self.last_update = 0
        self.read = 0
        """The id of the newest message that was looked at by `hears`."""

    def say(self, text: str) -> Message:
        return self.send(text=text, entities=found_commands(text))

    def send(self, **content: Any) -> Message:
        """Any message; `send(voice={...})`."""
        message = self._message(next(self.api.numbers), content)
        self.chat.messages[message["message_id"]] = message
        self.last_update = self.api.delivery.put({"message": message}, self.chat.id)
        self.chat.tell()
        return message

    def send_file(self, name: str, content: bytes, kind: str = "application/octet-stream") -> Message:
        file_id = keep_file(self.api, content, name)
        size = {"file_id": file_id, "file_unique_id": file_id, "file_size": len(content)}
        return self.send(document={**size, "file_name": name, "mime_type": kind})

    def edit(self, message: Message, text: str) -> None:
        changed = {**message, "text": text, "edit_date": int(time.time())}
        self.chat.messages[message["message_id"]] = changed
        self.last_update = self.api.delivery.put({"edited_message": changed}, self.chat.id)
        self.chat.tell()

    def tap(self, title: str) -> str:
        """Taps the newest button of that title; gives the query's id."""
        return self.press_under(*self._button(title))

    def press(self, data: str) -> str:
        """Presses a button with any data under the newest message, as an old message still may have."""
        return self.press_under(self.heard[-1], data)

    def press_under(self, message: Message, data: str) -> str:
        shown = {name: value for name, value in message.items() if name != "keyboard"}
        query = {
            "id": self.api.new_query(), "from": self._user, "chat_instance": "1", "message": shown, "data": data,
        }  # fmt: skip
        self.last_update = self.api.delivery.put({"callback_query": query}, self.chat.id)
        return str(query["id"])

    def block(self, *, blocked: bool = True) -> None:
        before, after = ("member", "kicked") if blocked else ("kicked", "member")
        self.chat.blocked = blocked
        change = {"chat": self.chat.as_json(), "from": self._user, "date": int(time.time())}
        old, new = _member(before), _member(after)
        self.last_update = self.api.delivery.put(
            {"my_chat_member": {**change, "old_chat_member": old, "new_chat_member": new}}, self.chat.id
        )

    @property
    def heard(self) -> list[Message]:
        """What the bot wrote, in order."""
        return [message for message in self.chat.messages.values() if message["from"].get("is_bot")]

    @property
    def texts(self) -> list[str]:
        return [_words(message) for message in self.heard]

    def titles(self) -> list[str]:
        """The titles of all buttons that can be tapped, newest message first."""
        return [button["text"] for message in reversed(self.heard) for button in inline(message)]

    async def hears(self, words: str) -> Message:
        """The first message of the bot since the last `hears` that has these words."""

        def fitting() -> Message | None:
            new = [message for message in self.heard if message["message_id"] > self.read]
            return next((message for message in new if words in _words(message)), None)

        found: Message = await self.until(fitting)
        self.read = found["message_id"]
        return found

    async def until(self, look: Callable[[], Any]) -> Any:
        """What `look` gives, as soon as that is something."""
        return await self.until_in(self.chat, look)

    async def until_in(self, chat: ChatState, look: Callable[[], Any]) -> Any:
        """The same for what happens in another chat."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not (found := look()):
                    await chat.news.wait()
                return found
        except TimeoutError:
            raise AssertionError(f"it did not come; the bot said {self.texts}") from None

    def _message(self, number: int, content: Message) -> Message:
        return {"message_id": number, "date": int(time.time()), "chat": self.chat.as_json(), "from": self._user,
                **content}  # fmt: skip

    def _button(self, title: str) -> tuple[Message, str]:
        for message in reversed(self.heard):
            for button in inline(message):
                if button["text"] == title and "callback_data" in button:
                    return message, button["callback_data"]
        raise AssertionError(f"no button {title!r} among {self.titles()}")


def _words(message: Message) -> str:
    return str(message.get("text", message.get("caption", "")))


def _member(status: str) -> Message:
    return {"user": BOT, "status": status} | ({"until_date": 0} if status == "kicked" else {})


def inline(message: Message) -> list[dict[str, str]]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]
