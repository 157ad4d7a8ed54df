"""`waymark parse`"""

import asyncio
import json
from typing import TYPE_CHECKING, Any, TextIO

import click

from bot.cli.common import Failure, settings

if TYPE_CHECKING:
    import aiohttp

SECONDS = 30


@click.command("parse", short_help="Show how the guide understands texts.")
@click.argument("file", type=click.File("r", encoding="utf-8", errors="replace"), default="-")
def command(file: TextIO) -> None:
    """Show how the guide understands each line of FILE (or of standard input): one JSON object a line.

    Uses the brain at WAYMARK_BRAIN_PORT if one runs there, else starts one for this command.
    """
    chosen = settings()
    from bot.supervisor.borrowed import some_brain
    from bot.supervisor.failure import StartError

    async def parse_all() -> None:
        import aiohttp

        refused = 0
        async with some_brain(chosen, _say) as url, aiohttp.ClientSession() as session:
            for line in file:
                reading = await _parse(session, url, line.strip())
                refused += "error" in reading
                click.echo(json.dumps(reading, ensure_ascii=False))
        if refused:
            raise Failure(f"{refused} lines could not be understood; their JSON says why.")

    try:
        asyncio.run(parse_all())
    except StartError as error:
        raise Failure(str(error)) from error


async def _parse(session: "aiohttp.ClientSession", url: str, text: str) -> dict[str, Any]:
    """The brain's reading, or its `error`. A line without words has none, and keeps its place all the same."""
    import aiohttp

    if not text:
        return {"text": "", "intent": {"name": None, "confidence": 0.0}, "entities": [], "intent_ranking": []}
    try:
        timeout = aiohttp.ClientTimeout(total=SECONDS)
        async with session.post(f"{url}/parse", json={"text": text}, timeout=timeout) as answer:
            return {"text": text, **await answer.json()}
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        raise Failure(f"The brain at {url} does not answer; is it still running?") from error


def _say(text: str) -> None:
    click.echo(text, err=True)
