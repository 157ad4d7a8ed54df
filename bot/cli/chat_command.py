"""`waymark chat`"""

import asyncio

import click

from bot.cli.common import Failure, settings


@click.command("chat", short_help="Talk with the guide in the terminal.")
@click.option("--url", help="Where Waymark runs (default: http://localhost:WAYMARK_PORT).")
@click.option("--city", help="Which city to talk about (default: WAYMARK_CITY).")
def command(url: str | None, city: str | None) -> None:
    """Talk with the guide of a Waymark that runs, as on its page.

    /1 presses the button numbered 1 and /quit leaves; anything else is said. From a pipe, each line is one message.
    """
    from rich.console import Console

    from bot import words
    from bot.channels.terminal.client import TalkError
    from bot.channels.terminal.screen import Screen
    from bot.channels.terminal.talk import talk

    chosen = settings()
    screen = Screen(Console(highlight=False, markup=False), words.load())
    try:
        asyncio.run(talk(url or f"http://localhost:{chosen.port}", city or chosen.city, screen))
    except TalkError as error:
        raise Failure(str(error)) from error
