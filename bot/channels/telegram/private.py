"""A learner's own chat: text, the menu, and all else that a phone can send."""

from telegram import Message

from bot.channels.telegram.inward import Inward
from bot.channels.telegram.menu import Menu, command_of
from bot.channels.telegram.others import Others
from bot.channels.telegram.starting import Starting
from bot.channels.telegram.talks import Start, Talks, read_start
from bot.chat.reach.model import Address
from bot.chat.reach.service import Reach


class Private:
    def __init__(
        self, talks: Talks, reach: Reach, inward: Inward, starting: Starting, menu: Menu, others: Others
    ) -> None:
        self._talks = talks
        self._reach = reach
        self._inward = inward
        self._starting = starting
        self._menu = menu
        self._others = others

    async def said(self, message: Message) -> None:
        """One message. What Telegram itself notes in a chat, such as a pinned message, is nobody's word."""
        command, rest = command_of(message.text or "")
        if command == "start":
            await self._starting.start(message, read_start(rest))
        elif message.text or self._others.is_meant(message):
            address = await self._address(message)
            if address is not None:
                await self._take(address, message, command)

    async def edited(self, message: Message) -> None:
        """The last words are corrected while they have no answer; else the guide says what it goes by."""
        address = await self._talks.find(message.chat.id)
        if address is None or not message.text or await self._talks.is_over(address):
            return
        if not await self._inward.amend(address, f"m{message.message_id}", message.text):
            when = int(message.edit_date.timestamp()) if message.edit_date else 0
            await self._inward.remark(address, f"e{message.message_id}.{when}", "telegram.edited")

    async def let_write(self, chat_id: int, *, allowed: bool) -> None:
        """The learner blocked the bot, or let it write again."""
        await self._reach.blocked(self._reach.key_of(chat_id), blocked=not allowed)

    async def _take(self, address: Address, message: Message, command: str) -> None:
        if address.quiet:
            await self._reach.quiet(address.key, 0)
        if command in self._menu.commands:
            await self._menu.chosen(address, f"m{message.message_id}", command)
        elif message.text:
            await self._inward.text(address, f"m{message.message_id}", message.text)
        else:
            await self._others.take(address, message)

    async def _address(self, message: Message) -> Address | None:
        """Where the message belongs. A chat that is new begins to talk; one that was deleted has to ask for it."""
        chat_id = message.chat.id
        address = await self._talks.find(chat_id)
        if address is None:
            await self._talks.begin(chat_id, message.from_user.language_code if message.from_user else None, Start())
            return await self._talks.find(chat_id)
        if await self._talks.is_over(address):
            await self._inward.say_over(chat_id)
            return None
        return address
