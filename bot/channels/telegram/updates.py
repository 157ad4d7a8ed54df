"""What each kind of update becomes. Kinds that mean nothing here, or are still to be invented, are let go."""

from collections.abc import Mapping
from typing import Any

from telegram import CallbackQuery, Chat, ChatMemberUpdated, Message, Update
from telegram.constants import ChatMemberStatus, ChatType

from bot.channels.telegram.client import Bot
from bot.channels.telegram.groups import Groups
from bot.channels.telegram.private import Private
from bot.channels.telegram.taps import Taps
from bot.channels.telegram.typing import Typing

GONE = {ChatMemberStatus.BANNED, ChatMemberStatus.LEFT}


class Updates:
    def __init__(self, bot: Bot, private: Private, taps: Taps, groups: Groups, typing: Typing) -> None:
        self._bot = bot
        self._typing = typing
        self._private = private
        self._taps = taps
        self._groups = groups

    async def handle(self, raw: Mapping[str, Any]) -> None:
        """One update, as Telegram sent it. Handling it twice does what handling it once does."""
        update = self._read(raw)
        if update is None:
            return
        if update.callback_query is not None:
            await self._tapped(update.callback_query)
        elif update.edited_message is not None:
            await self._edited(update.edited_message)
        elif update.message is not None:
            await self._said(update.message)
        elif update.my_chat_member is not None:
            await self._changed(update.my_chat_member)

    def _read(self, raw: Mapping[str, Any]) -> Update | None:
        """As the library's class; None for what it cannot read, which a later Telegram may send."""
        try:
            return Update.de_json(dict(raw), self._bot)
        except (AttributeError, KeyError, TypeError, ValueError, OverflowError):
            return None

    async def _said(self, message: Message) -> None:
        if _is_private(message.chat):
            self._typing.note(message.chat.id)
            await self._private.said(message)
        elif message.chat.type in {ChatType.GROUP, ChatType.SUPERGROUP}:
            await self._groups.said(message)

    async def _edited(self, message: Message) -> None:
        if _is_private(message.chat):
            await self._private.edited(message)

    async def _tapped(self, query: CallbackQuery) -> None:
        if query.message is not None and _is_private(query.message.chat):
            self._typing.note(query.message.chat.id)
            await self._taps.tapped(query)
        else:
            await self._taps.stop_waiting(query)

    async def _changed(self, change: ChatMemberUpdated) -> None:
        here = change.new_chat_member.status not in GONE
        if _is_private(change.chat):
            await self._private.let_write(change.chat.id, allowed=here)
        elif here and change.old_chat_member.status in GONE and change.chat.type != ChatType.CHANNEL:
            await self._groups.greet(change.chat.id)


def _is_private(chat: Chat) -> bool:
    return chat.type == ChatType.PRIVATE
