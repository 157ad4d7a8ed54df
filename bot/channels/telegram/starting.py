"""/start: a first talk, one that goes on, or one that began on the website."""

from telegram import Message

from bot.channels.telegram.inward import Inward
from bot.channels.telegram.talks import Start, Talks
from bot.chat.model import Tap
from bot.chat.reach.model import Address
from bot.chat.reach.service import Reach
from bot.chat.service import Chat
from bot.words import Words


class Starting:
    def __init__(self, talks: Talks, chat: Chat, reach: Reach, inward: Inward, words: Words) -> None:
        self._talks = talks
        self._chat = chat
        self._reach = reach
        self._inward = inward
        self._hello = Tap(words.text("telegram.hello"), "greet")

    async def start(self, message: Message, start: Start) -> None:
        chat_id = message.chat.id
        address = await self._talks.find(chat_id)
        if address is not None and await self._talks.is_over(address):
            address = None
        if start.code:
            await self._go_on(message, start.code, address)
        elif address is None:
            await self._begin(message, start)
        else:
            await self._reach.quiet(address.key, 0)
            await self._inward.mean(address, f"m{message.message_id}", self._hello)

    async def _begin(self, message: Message, start: Start) -> Address | None:
        language = message.from_user.language_code if message.from_user else None
        await self._talks.begin(message.chat.id, language, start)
        return await self._talks.find(message.chat.id)

    async def _go_on(self, message: Message, code: str, address: Address | None) -> None:
        """A talk with words in it is never put away for another; an empty one is, and nothing of it stays."""
        chat_id, external_id = message.chat.id, f"m{message.message_id}"
        if address is not None and await self._reach.is_used(address.conversation_id):
            await self._inward.remark(address, external_id, "telegram.stays_here")
            return
        found = await self._reach.redeem(code, chat_id)
        if found is not None and address is not None:
            await self._chat.erase(address.conversation_id)
        here = await self._talks.find(chat_id) if found or address else await self._begin(message, Start())
        if here is not None:
            await self._inward.remark(here, external_id, "telegram.linked" if found else "telegram.code_over")
