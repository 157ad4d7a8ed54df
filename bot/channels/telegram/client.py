"""python-telegram-bot as the channel uses it: the Bot API's methods, its own limiter, no updater and no handlers."""

import os
import re
import ssl
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from hmac import new
from typing import Any

from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.channels.telegram.limiter import Limiter

# Asked for once, it spares a warning at every 429, which python-telegram-bot gives even when it makes the error itself.
os.environ.setdefault("PTB_TIMEDELTA", "true")

TOKEN = re.compile(r"(?P<bot>\d+):[A-Za-z0-9_-]+")
CONNECTIONS = 64
CONNECT, READ = 5.0, 20.0
"""Seconds. An answer that is lost makes a message come twice, so it is waited for long."""
POLL = 25
"""Seconds that Telegram holds a poll open."""
ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of update that mean something here; Telegram keeps the others to itself."""
OFFICIAL = "https://api.telegram.org"


class Bot(ExtBot[int]):
    """Keeps updates as Telegram sent them: one that the library cannot read must not hide the others with it."""

    async def updates(self, offset: int | None, kinds: Sequence[str]) -> Sequence[Mapping[str, Any]]:
        """As `get_updates` (core.telegram.org/bots/api#getupdates), for which it waits 25 s at most. TelegramError."""
        asked = {"offset": offset, "timeout": POLL, "allowed_updates": list(kinds)}
        found: Sequence[Mapping[str, Any]] = await self._post("getUpdates", asked, read_timeout=POLL + READ)
        return found


class BadTokenError(ValueError):
    """It does not look like a token."""


def bot_id(token: str) -> str:
    """The bot's number, which a token begins with. BadTokenError."""
    found = TOKEN.fullmatch(token)
    if found is None:
        raise BadTokenError("a token looks like 123456789:AA...")
    return found["bot"]


def make_bot(token: str, api: str = OFFICIAL, limiter: Limiter | None = None, **timeouts: float) -> Bot:
    """A bot that is not connected yet."""
    times: dict[str, Any] = {"connect_timeout": CONNECT, "read_timeout": READ, "write_timeout": READ, **timeouts}
    times["httpx_kwargs"] = {"verify": _trusted()}
    return Bot(
        token,
        base_url=f"{api}/bot",
        base_file_url=f"{api}/file/bot",
        request=HTTPXRequest(connection_pool_size=CONNECTIONS, pool_timeout=READ, **times),
        get_updates_request=HTTPXRequest(connection_pool_size=2, **times),
        rate_limiter=limiter or Limiter(),
    )


@cache
def _trusted() -> ssl.SSLContext:
    """Reading all the authorities takes a twentieth of a second, so it is done once and not for every client."""
    return ssl.create_default_context()


def webhook_secret(token: str) -> str:
    """What Telegram has to show with every call: only who has the token can know it, and it does not tell the token."""
    return new(token.encode(), b"waymark telegram webhook", sha256).hexdigest()
