"""Holding a piece of work to the processor seconds that an issue allows it."""

import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

TRIES = 3
T = TypeVar("T")


async def within(seconds: float, work: Callable[[], Awaitable[T]]) -> T:
    """What `work` answers, which takes less than `seconds` of the processor.

    A busy machine's pauses are not counted. What else this process does just then (it collects garbage that four
    thousand tests left, threads of an earlier test end) would be, so that work is called slow when it was so each time.
    """
    for _ in range(TRIES):
        start = time.process_time()
        answer = await work()
        if time.process_time() - start < seconds:
            return answer
    raise AssertionError(f"each of {TRIES} times it took more than {seconds} s of the processor")
