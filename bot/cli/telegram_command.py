"""`waymark telegram`"""

import asyncio
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import click

from bot.cli.common import Failure, WrongSettings, settings

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.channels.telegram.client import Bot
    from bot.settings import Settings


@click.group("telegram", short_help="Set up the bot on Telegram, or try it without.")
def command() -> None:
    """The bot on Telegram. Its token, from @BotFather, is in WAYMARK_TELEGRAM_TOKEN; `waymark up` then runs it."""


@command.group("webhook", short_help="How Telegram reaches this Waymark.")
def webhook() -> None:
    """Without a webhook Waymark asks Telegram for messages, which works anywhere. With one, Telegram calls it."""


@webhook.command("set")
def set_webhook() -> None:
    """Tell Telegram to call this Waymark at WAYMARK_TELEGRAM_WEBHOOK, its public address (https)."""
    chosen = settings()
    if not chosen.telegram_webhook:
        raise WrongSettings("WAYMARK_TELEGRAM_WEBHOOK: set it to the public address, such as https://guide.example.")

    async def tell(bot: "Bot") -> str:
        from bot.channels.telegram.webhook import be_called

        address = await be_called(bot, chosen.telegram_webhook)
        return f"Telegram calls @{bot.username} at {address} now."

    click.echo(_ask(chosen, tell))


@webhook.command("info")
def show_webhook() -> None:
    """Show where Telegram calls, what waits there, and what went wrong last."""

    async def look(bot: "Bot") -> str:
        info = await bot.get_webhook_info()
        if not info.url:
            return f"@{bot.username} has no webhook: `waymark up` asks Telegram for messages."
        lines = [f"@{bot.username} is called at {info.url}; {info.pending_update_count} updates wait."]
        if info.last_error_message:
            lines.append(
                f"The last call failed: {info.last_error_message} ({info.last_error_date:%Y-%m-%d %H:%M} UTC)."
            )
        return "\n".join(lines)

    click.echo(_ask(settings(), look))


@webhook.command("delete")
def delete_webhook() -> None:
    """Tell Telegram to call no more; messages wait there until Waymark asks for them."""

    async def end(bot: "Bot") -> str:
        await bot.delete_webhook()
        return f"@{bot.username} has no webhook any more."

    click.echo(_ask(settings(), end))


@command.command("fake")
@click.option("--port", default=8081, show_default=True, help="Where the phone is shown.")
def fake(port: int) -> None:
    """Try the bot without Telegram: a stand-in for its servers, with a page that is a phone."""
    from bot.settings import PROJECT

    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    ended = subprocess.run([sys.executable, "-m", "tests.telegram", str(port)], env=environment, check=False)
    if ended.returncode:
        raise Failure(f"The phone could not be shown: is port {port} free? --port NUMBER takes another.")


def _ask(chosen: "Settings", question: "Callable[[Bot], Awaitable[str]]") -> str:
    """What Telegram answers. Failure, in one line that never has the token in it."""
    from telegram.error import InvalidToken, TelegramError

    from bot.channels.telegram import redaction
    from bot.channels.telegram.client import BadTokenError, bot_id, make_bot

    token = chosen.telegram_token.get_secret_value().strip()
    if not token:
        raise WrongSettings("WAYMARK_TELEGRAM_TOKEN: set it to the bot's token from @BotFather.")
    redaction.install()

    async def run() -> str:
        async with make_bot(token, chosen.telegram_api.rstrip("/")) as bot:
            return await question(bot)

    try:
        bot_id(token)
        return asyncio.run(run())
    except (BadTokenError, InvalidToken):
        raise Failure("Telegram does not know this bot: check WAYMARK_TELEGRAM_TOKEN.") from None
    except TelegramError as error:
        raise Failure(f"Telegram did not do it: {redaction.redacted(error.message)}.") from None
