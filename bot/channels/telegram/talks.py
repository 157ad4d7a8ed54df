"""Which conversation a chat belongs to, and how one begins."""

import re
from dataclasses import dataclass

from bot.chat.errors import UnknownCityError
from bot.chat.model import Handling
from bot.chat.reach.model import Address
from bot.chat.reach.service import Reach
from bot.chat.service import Chat

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
LINK = "go_"
"""Begins a deep link's payload that goes on with a talk from the website; the rest is the code."""
BETWEEN = "__"
"""Parts a payload's city from its campaign: t.me/bot?start=brightport__summer-fair"""


@dataclass(frozen=True, slots=True)
class Start:
    """What a deep link's payload says (core.telegram.org/bots/features#deep-linking: 64 signs of A-Za-z0-9_-)."""

    city: str = ""
    campaign: str = ""
    code: str = ""


def read_start(payload: str) -> Start:
    payload = payload.strip()
    if payload.startswith(LINK):
        return Start(code=payload.removeprefix(LINK))
    city, _, campaign = payload.partition(BETWEEN)
    return Start(city, campaign)


class Talks:
    def __init__(self, chat: Chat, reach: Reach, city: str) -> None:
        self._chat = chat
        self._reach = reach
        self._city = city

    async def find(self, chat_id: int) -> Address | None:
        """Where this chat's messages belong; None when nobody began to talk here.

        Whoever writes lets the bot write too, also where Telegram did not say that they no longer block it.
        """
        found = await self._reach.find(self._reach.key_of(chat_id))
        if found is not None and found.blocked:
            await self._reach.blocked(found.key, blocked=False)
        return found

    async def is_over(self, address: Address) -> bool:
        """Whether the learner deleted everything."""
        return await self._reach.handling(address.conversation_id) is Handling.ERASED

    async def begin(self, chat_id: int, language: str | None, start: Start) -> str:
        """A new conversation in the payload's city, or in this Waymark's own when there is none of that name."""
        tongue = language if language and LANGUAGE.fullmatch(language) and len(language) <= 16 else "en"
        try:
            begun = await self._chat.begin(start.city or self._city, "telegram", tongue)
        except UnknownCityError:
            begun = await self._chat.begin(self._city, "telegram", tongue)
        await self._reach.put(chat_id, begun.conversation.id, campaign=start.campaign)
        return begun.conversation.id
