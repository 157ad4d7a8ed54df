"""Two edges on one PostgreSQL take turns in one conversation, and keep its order."""

from itertools import cycle
from pathlib import Path

import aiohttp

from tests import postgresql
from tests.hold.learner import Learner
from tests.hold.processes import rig

THINGS = ("football", "cooking", "photography", "coding", "dance", "animals", "drama", "boxing", "gardening", "fashion")


async def test_messages_sent_to_either_edge_are_answered_in_order(
    postgresql_server: postgresql.Server, tmp_path: Path
) -> None:
    postgresql_server.run("CREATE DATABASE two_edges")
    async with (
        rig(tmp_path, edges=2, brains=2, database_url=postgresql_server.url("two_edges")) as whole,
        aiohttp.ClientSession() as http,
    ):
        turns = cycle(edge.url for edge in whole.edges)
        learner = Learner(http, lambda: next(turns))
        await learner.begin()
        for thing in THINGS:
            await learner.say(f"im into {thing}")
        messages = await learner.until_said(f"{THINGS[-1].capitalize()}: got it.", 1)
    assert [message["text"] for message in messages if message["from"] == "you"] == learner.sent
    noted = [message["text"] for message in messages if message["text"].endswith(": got it.")]
    assert noted == [f"{thing.capitalize()}: got it." for thing in THINGS]
    assert [message["seq"] for message in messages] == list(range(1, len(messages) + 1))
