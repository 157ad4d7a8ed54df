"""One look serves all who asked before it began, and nobody who asked later."""

import asyncio

from bot.console.shared import Shared


async def test_a_look_serves_those_who_asked_before_it_began() -> None:
    looks, going_on = [], asyncio.Event()

    async def look(key: str) -> int:
        looks.append(key)
        await going_on.wait()
        return len(looks)

    shared = Shared(look)
    first = [asyncio.create_task(shared.of("a")) for _ in range(50)]
    other = asyncio.create_task(shared.of("b"))
    for _ in range(3):
        await asyncio.sleep(0)
    later = [asyncio.create_task(shared.of("a")) for _ in range(50)]
    await asyncio.sleep(0)
    assert looks == ["a", "b"], "the later ones wait for a look of their own"
    going_on.set()
    assert set(await asyncio.gather(*first, other)) == {2}
    assert set(await asyncio.gather(*later)) == {3}


async def test_a_look_that_fails_is_told_and_the_next_is_made() -> None:
    fails = [True, False]

    async def look(key: str) -> str:
        if fails.pop(0):
            raise OSError(key)
        return key

    shared = Shared(look)
    assert isinstance((await asyncio.gather(shared.of("a"), return_exceptions=True))[0], OSError)
    assert await shared.of("a") == "a"
