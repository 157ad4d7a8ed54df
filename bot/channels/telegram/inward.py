"""Hands what a learner sent to the chat, and turns its refusals into words or patience."""

from collections.abc import Awaitable

from bot.channels.telegram.client import Bot
from bot.channels.telegram.lanes import LaterError
from bot.chat.errors import EmptyTextError, ErasedError, NoSuchConversationError, TooFastError, TooLongError
from bot.chat.model import Receipt, Tap
from bot.chat.reach.model import Address
from bot.chat.reach.service import Reach
from bot.chat.service import Chat
from bot.words import Words


class Inward:
    """All ids given are the same when an update is handled again, so that nothing is taken twice."""

    def __init__(self, bot: Bot, chat: Chat, reach: Reach, words: Words) -> None:
        self._bot = bot
        self._chat = chat
        self._reach = reach
        self._words = words

    async def text(self, address: Address, external_id: str, text: str) -> None:
        try:
            await self._in_time(self._chat.receive(address.conversation_id, external_id, text=text))
        except TooLongError:
            await self.remark(address, external_id, "telegram.too_long")
        except EmptyTextError:
            return

    async def press(self, address: Address, external_id: str, token: str) -> None:
        await self._in_time(self._chat.receive(address.conversation_id, external_id, button=token))

    async def mean(self, address: Address, external_id: str, tap: Tap) -> None:
        """An entry of the menu, or anything else that is clear without being understood."""
        await self._in_time(self._chat.receive(address.conversation_id, external_id, tap=tap))

    async def file(self, address: Address, external_id: str, content: bytes) -> None:
        """A file that may be a badge; what it comes to is said in the chat."""
        await self._in_time(self._chat.receive_file(address.conversation_id, external_id, content))

    async def amend(self, address: Address, external_id: str, text: str) -> bool:
        """Whether the words could still be corrected."""
        try:
            return await self._chat.amend(address.conversation_id, external_id, text)
        except (TooLongError, EmptyTextError, ErasedError, NoSuchConversationError):
            return False

    async def remark(self, address: Address, external_id: str, key: str, **values: object) -> int:
        """Says the words of a key; gives the seq."""
        text = self._words.say(key, **values)
        receipt = await self._in_time(self._chat.remark(address.conversation_id, external_id, text))
        return receipt.seq if receipt else 0

    async def say_over(self, chat_id: int) -> None:
        """To somebody who deleted everything: no more is begun before they say so."""
        await self._bot.send_message(chat_id, self._words.text("telegram.over"))

    async def _in_time(self, taken: Awaitable[Receipt]) -> Receipt | None:
        """LaterError when the learner was too fast; None when they deleted everything in the meantime."""
        try:
            return await taken
        except TooFastError as error:
            raise LaterError(error.retry_after) from error
        except (ErasedError, NoSuchConversationError):
            return None
