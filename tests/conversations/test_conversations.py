import pytest

from tests.conversations.script import Script, play, scripts
from tests.conversations.waymark import Talk

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize("script", scripts(), ids=lambda script: script.name)
async def test_conversation(script: Script, talk: Talk) -> None:
    await play(script, talk)
