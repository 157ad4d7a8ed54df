"""/delete while an adviser answers: the guide's own question would go to the adviser, so it is asked and done here."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.channels.telegram.client import Bot
from bot.chat.reach.model import Address
from bot.chat.service import Chat
from bot.words import Words

YES, NO = "erase:yes", "erase:no"


class Erasing:
    def __init__(self, bot: Bot, chat: Chat, words: Words) -> None:
        self._bot = bot
        self._chat = chat
        self._sure, self._gone, self._kept = (
            words.text(f"telegram.{key}") for key in ("delete_sure", "deleted", "not_deleted")
        )
        yes = InlineKeyboardButton(words.text("telegram.delete_yes"), callback_data=YES)
        no = InlineKeyboardButton(words.text("telegram.delete_no"), callback_data=NO)
        self._choice = InlineKeyboardMarkup([[yes], [no]])

    async def ask(self, address: Address) -> None:
        await self._bot.send_message(address.chat_id, self._sure, reply_markup=self._choice)

    async def decided(self, address: Address, data: str) -> None:
        """What was tapped: YES or NO. ErasedError, NoSuchConversationError."""
        if data == YES:
            await self._chat.erase(address.conversation_id)
        await self._bot.send_message(address.chat_id, self._gone if data == YES else self._kept)
