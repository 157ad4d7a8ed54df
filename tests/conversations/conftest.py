from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.conversations import on_telegram
from tests.conversations.waymark import Talk, Waymark, running


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def waymark(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Waymark]:
    home = tmp_path_factory.mktemp("waymark")
    # The issuer of the standard's examples is nowhere to be asked, also where there is a network.
    nowhere = ("WAYMARK_BADGE_PAGES", f"https://example.com/={tmp_path_factory.mktemp('nowhere')}")
    async with on_telegram.stand() as stand, running(home, [*on_telegram.settings(stand), nowhere]) as whole:
        whole.stand = stand
        yield whole


@pytest_asyncio.fixture(loop_scope="session")
async def talk(waymark: Waymark) -> Talk:
    return await waymark.talk()
