"""The bot's menu: what can always be asked for."""

import re

from telegram import BotCommand, KeyboardButton, ReplyKeyboardMarkup

from bot.channels.telegram.client import Bot
from bot.channels.telegram.erasing import Erasing
from bot.channels.telegram.inward import Inward
from bot.channels.web.reading import readable
from bot.chat.model import Handling, Tap
from bot.chat.reach.model import Address
from bot.chat.reach.service import Reach
from bot.chat.service import Chat
from bot.words import Words

COMMAND = re.compile(r"/(?P<name>[A-Za-z0-9_]{1,32})(?:@\w+)?(?:\s+(?P<rest>.*))?", re.DOTALL)
MEANINGS = {
    "help": "help",
    "language": "change_language",
    "privacy": "ask_privacy",
    "delete": "delete_my_data",
    "adviser": "talk_to_adviser",
}
"""Commands that are an intent. The others are done here: a file, a button and silence are Telegram's."""
NAMES = ("help", "adviser", "near", "language", "privacy", "mydata", "delete", "stop")
FILE = "my-data.txt"


def command_of(text: str) -> tuple[str, str]:
    """The command that a message is and what stands after it; empty for plain words."""
    found = COMMAND.fullmatch(text.strip())
    return (found["name"].lower(), found["rest"] or "") if found else ("", "")


class Menu:
    commands = frozenset(NAMES)

    def __init__(self, bot: Bot, chat: Chat, reach: Reach, inward: Inward, erasing: Erasing, words: Words) -> None:
        self._bot = bot
        self._erasing = erasing
        self._chat = chat
        self._reach = reach
        self._inward = inward
        self._about = {name: words.text(f"telegram.menu.{name}") for name in NAMES}
        self._file_caption = words.text("telegram.my_data")
        self._near, self._near_button = words.text("telegram.near"), words.text("telegram.near_button")

    def shown(self) -> list[BotCommand]:
        """What Telegram lists beside the place to write."""
        return [BotCommand(name, about) for name, about in self._about.items()]

    async def chosen(self, address: Address, external_id: str, name: str) -> None:
        match name:
            case "stop":
                await self._reach.quiet(
                    address.key, await self._inward.remark(address, external_id, "telegram.stopped")
                )
            case "mydata":
                await self._send_file(address)
            case "near":
                await self._ask_where(address)
            case "delete" if await self._reach.handling(address.conversation_id) is Handling.ADVISER:
                await self._erasing.ask(address)
            case _:
                await self._inward.mean(address, external_id, Tap(self._about[name], MEANINGS[name]))

    async def _send_file(self, address: Address) -> None:
        held = readable(await self._chat.about(address.conversation_id)).encode()
        await self._bot.send_document(address.chat_id, held, filename=FILE, caption=self._file_caption)

    async def _ask_where(self, address: Address) -> None:
        """A phone gives its place away at a press of this button alone; it goes when it was pressed."""
        button = KeyboardButton(self._near_button, request_location=True)
        keyboard = ReplyKeyboardMarkup([[button]], resize_keyboard=True, one_time_keyboard=True)
        await self._bot.send_message(address.chat_id, self._near, reply_markup=keyboard)
