"""The Telegram channel: put together, connected, led by one process, ended."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass

from aiohttp import web
from telegram.error import InvalidToken, TelegramError

from bot.channels.faults import describe
from bot.channels.telegram import redaction
from bot.channels.telegram.client import OFFICIAL, make_bot, webhook_secret
from bot.channels.telegram.erasing import Erasing
from bot.channels.telegram.groups import Groups
from bot.channels.telegram.inward import Inward
from bot.channels.telegram.letters import Letters
from bot.channels.telegram.limiter import Limiter
from bot.channels.telegram.linking import Linking
from bot.channels.telegram.mailbox import Mailbox
from bot.channels.telegram.menu import Menu
from bot.channels.telegram.others import Others
from bot.channels.telegram.polling import Polling
from bot.channels.telegram.ports import Enclosures, NoEnclosures, NoPlaces, Places
from bot.channels.telegram.post import Post
from bot.channels.telegram.private import Private
from bot.channels.telegram.sender import Sender
from bot.channels.telegram.starting import Starting
from bot.channels.telegram.talks import Talks
from bot.channels.telegram.taps import Taps
from bot.channels.telegram.typing import Typing
from bot.channels.telegram.updates import Updates
from bot.channels.telegram.webhook import PATH, Webhook, be_called, is_called
from bot.chat.reach.service import Reach
from bot.chat.service import Chat
from bot.words import Words

REFUSED = "Telegram does not know this bot: check WAYMARK_TELEGRAM_TOKEN. Everything else runs."
AWAY = "Telegram cannot be reached; trying again until it can. Everything else runs."
RENEW = 2.0
"""Seconds between two times that this process says it still leads."""
LOOK = 1.0
SWEEP = 3600.0
PAUSE, LONGEST = 1.0, 60.0

log = logging.getLogger("waymark.telegram")


@dataclass(frozen=True, slots=True)
class Options:
    token: str
    city: str
    webhook: str = ""
    """The address at which Telegram reaches this server; empty to ask instead."""
    api: str = OFFICIAL
    speed: float = 1.0
    """How many times faster than Telegram's the limiter's second is."""

    def __repr__(self) -> str:
        return "Options(...)"


class Telegram:
    """`run` works until cancelled; `routes` belong to the web application of every process, leading or not."""

    def __init__(
        self,
        options: Options,
        chat: Chat,
        reach: Reach,
        words: Words,
        places: Places | None = None,
        enclosures: Enclosures | None = None,
    ) -> None:
        redaction.install(options.token)
        self._options = options
        self._reach = reach
        self._bot = make_bot(options.token, options.api, Limiter(options.speed))
        self._typing = Typing(self._bot, chat)
        self._sender = Sender(chat, reach, Letters(words, enclosures or NoEnclosures()), Post(self._bot), self._typing)
        inward = Inward(self._bot, chat, reach, words)
        talks = Talks(chat, reach, options.city)
        erasing = Erasing(self._bot, chat, words)
        self._menu = Menu(self._bot, chat, reach, inward, erasing, words)
        others = Others(inward, places or NoPlaces(), words)
        starting = Starting(talks, chat, reach, inward, words)
        private = Private(talks, reach, inward, starting, self._menu, others)
        taps = Taps(self._bot, talks, inward, erasing, words)
        self.mailbox = Mailbox(reach, Updates(self._bot, private, taps, Groups(self._bot, words), self._typing))
        self.webhook = Webhook(self.mailbox, webhook_secret(options.token))
        self.linking = Linking(self._bot, reach)
        self.ready = asyncio.Event()
        """Set once messages are taken and sent."""

    def routes(self) -> list[web.RouteDef]:
        return [web.post(PATH, self.webhook.receive)]

    async def run(self) -> None:
        """Connects, then works whenever this process leads. A refused token ends it with a line in the log."""
        try:
            await self._connect()
            async with contextlib.AsyncExitStack() as end:
                end.push_async_callback(self._bot.shutdown)
                await self._lead_when_one_may()
        except InvalidToken:
            # The error's own words hold the token.
            log.error(REFUSED)  # noqa: TRY400

    async def _connect(self) -> None:
        pause = PAUSE
        while True:
            try:
                await self._bot.initialize()
            except InvalidToken:
                await self._bot.shutdown()
                raise
            except TelegramError:
                if pause == PAUSE:
                    log.warning(AWAY)
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST)
            else:
                return

    async def _lead_when_one_may(self) -> None:
        try:
            while True:
                if await self._leads():
                    await self._work()
                await asyncio.sleep(RENEW)
        finally:
            with contextlib.suppress(Exception):
                await self._reach.leave()

    async def _leads(self) -> bool:
        try:
            return await self._reach.lead()
        except Exception as error:  # noqa: BLE001 - who cannot reach the store leads nothing
            log.error("the lead cannot be taken: %s", describe(error))  # noqa: TRY400
            return False

    async def _work(self) -> None:
        """All that only one process may do, until the lead is lost. InvalidToken."""
        async with self._at_work() as tasks:
            refused = asyncio.create_task(self._sender.refused.wait())
            done, _ = await asyncio.wait({*tasks, refused}, return_when=asyncio.FIRST_COMPLETED)
            refused.cancel()
            if refused in done:
                raise InvalidToken
            for task in done:
                task.result()

    @contextlib.asynccontextmanager
    async def _at_work(self) -> AsyncIterator[set["asyncio.Task[None]"]]:
        self.mailbox.leading = True
        chores = [self._keep_leading(), self._sender.run(), self._look(), self._sweep(), self._show_menu()]
        chores.append(self._be_called() if self._options.webhook else Polling(self._bot, self.mailbox).run())
        tasks = {asyncio.create_task(chore) for chore in chores}
        self.ready.set()
        try:
            yield tasks
        finally:
            self.mailbox.leading = False
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self.mailbox.close()
            await self._typing.close()

    async def _keep_leading(self) -> None:
        while await self._leads():  # noqa: ASYNC110 - nothing tells of another process
            await asyncio.sleep(RENEW)

    async def _look(self) -> None:
        while True:
            try:
                await self.mailbox.look()
            except Exception as error:  # noqa: BLE001 - the store may be back at the next look
                log.error("the mailbox cannot be read: %s", describe(error))  # noqa: TRY400
            await asyncio.sleep(LOOK)

    async def _sweep(self) -> None:
        while True:
            try:
                await self._reach.sweep()
            except Exception as error:  # noqa: BLE001 - as above
                log.error("old updates cannot be forgotten: %s", describe(error))  # noqa: TRY400
            await asyncio.sleep(SWEEP)

    async def _be_called(self) -> None:
        try:
            if not await is_called(self._bot, self._options.webhook):
                await be_called(self._bot, self._options.webhook)
        except InvalidToken:
            raise
        except TelegramError as error:
            log.warning("Telegram was not told to call: %s. Try `waymark telegram webhook set`.", error.message)
        await asyncio.Event().wait()

    async def _show_menu(self) -> None:
        try:
            await self._bot.set_my_commands(self._menu.shown())
        except InvalidToken:
            raise
        except TelegramError as error:
            log.warning("the bot's menu could not be set: %s", type(error).__name__)
        await asyncio.Event().wait()
