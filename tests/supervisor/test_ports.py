import asyncio
import socket

import pytest

from bot.supervisor.failure import StartError
from bot.supervisor.ports import listen, wait_until_free


def test_a_taken_port_is_named_with_its_setting() -> None:
    with listen("127.0.0.1", 0, "WAYMARK_PORT") as taken:
        port = taken.getsockname()[1]
        with pytest.raises(StartError, match=f"Port {port} is taken: .*WAYMARK_PORT"):
            listen("127.0.0.1", port, "WAYMARK_PORT")


def test_an_address_that_is_not_ours_is_one_sentence() -> None:
    with pytest.raises(StartError, match=r"Cannot listen on 192\.0\.2\.1 port 1 .*WAYMARK_HOST"):
        listen("192.0.2.1", 1, "WAYMARK_PORT")


async def test_a_port_that_comes_free_is_waited_for() -> None:
    taken = socket.create_server(("127.0.0.1", 0))
    waiting = asyncio.create_task(wait_until_free([taken.getsockname()[1]], seconds=30))
    await asyncio.sleep(0.15)
    assert not waiting.done()
    taken.close()
    await asyncio.wait_for(waiting, 30)


async def test_a_port_that_stays_taken_is_named() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(StartError, match=r"is taken: .*WAYMARK_BRAIN_PORT"),
    ):
        await wait_until_free([taken.getsockname()[1]], seconds=0.1)
