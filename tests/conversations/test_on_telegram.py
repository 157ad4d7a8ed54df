"""Every conversation is held on Telegram too, many at once, each by somebody of their own."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conversations.on_telegram import begin
from tests.conversations.script import Script, play, scripts
from tests.conversations.waymark import Waymark
from tests.telegram.bot_api import Stand

pytestmark = pytest.mark.asyncio(loop_scope="session")
AT_ONCE = 16
"""More would only make each wait longer for the one brain."""
UNSEEN = "kinds"
"""A card's kind is not on the screen."""


async def test_every_conversation_on_telegram(waymark: Waymark) -> None:
    assert waymark.stand is not None
    stand, home = waymark.stand, waymark.home
    places = asyncio.Semaphore(AT_ONCE)

    async def held(number: int, script: Script) -> str:
        async with places:
            return await _wrong(stand, home, number, script)

    everybody = (held(number, script) for number, script in enumerate(scripts(), 5000))
    wrong = [one for one in await asyncio.gather(*everybody) if one]
    assert wrong == [], "\n\n".join(wrong)


async def _wrong(stand: Stand, home: Path, number: int, script: Script) -> str:
    """What is not as the script has it; empty when all is."""
    steps = [{name: value for name, value in step.items() if name != UNSEEN} for step in script.steps]
    try:
        await play(replace(script, steps=steps), await begin(stand, home, number))
    except (AssertionError, TimeoutError) as error:
        return f"{script.name}: {error!r}"
    return ""
