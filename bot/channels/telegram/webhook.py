"""What Telegram calls: it is answered once the update is stored, and never asks in vain for what it may not know."""

import asyncio
import hmac
import logging

from aiohttp import web

from bot.channels.faults import describe
from bot.channels.telegram.client import ALLOWED, Bot, webhook_secret
from bot.channels.telegram.mailbox import Mailbox

PATH = "/telegram/webhook"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
BODY_LIMIT = 1024 * 1024
"""Bytes. A message has 4,096 signs, what it answers to as many, and each may be written as six."""
BODY_SECONDS = 10.0

log = logging.getLogger("waymark.telegram")


async def be_called(bot: Bot, public: str) -> str:
    """Tells Telegram to call this Waymark at its public address; gives where exactly. TelegramError."""
    address = public.rstrip("/") + PATH
    await bot.set_webhook(address, secret_token=webhook_secret(bot.token), allowed_updates=ALLOWED)
    return address


async def is_called(bot: Bot, public: str) -> bool:
    """Whether Telegram does so already. TelegramError."""
    return (await bot.get_webhook_info()).url == public.rstrip("/") + PATH


class Webhook:
    def __init__(self, mailbox: Mailbox, secret: str) -> None:
        self._mailbox = mailbox
        self._secret = secret.encode()

    async def receive(self, request: web.Request) -> web.Response:
        """POST /telegram/webhook: 200 when it is stored or is no update, 403 without the secret, 503 to try again."""
        if not hmac.compare_digest(request.headers.get(HEADER, "").encode("utf-8", "replace"), self._secret):
            raise web.HTTPForbidden
        body = await _limited(request)
        if body is not None:
            try:
                await self._mailbox.accept(body)
            except Exception as error:  # noqa: BLE001 - whatever is broken, Telegram has to keep the update
                log.error("an update cannot be stored: %s", describe(error))  # noqa: TRY400 - words stay out of logs
                raise web.HTTPServiceUnavailable from None
        return web.Response()


async def _limited(request: web.Request) -> bytes | None:
    """The body; None when it is larger than any update, which would come again and again if it were refused."""
    parts, size = [], 0
    async with asyncio.timeout(BODY_SECONDS):
        async for part in request.content.iter_any():
            size += len(part)
            if size <= BODY_LIMIT:
                parts.append(part)
    return b"".join(parts) if size <= BODY_LIMIT else None
