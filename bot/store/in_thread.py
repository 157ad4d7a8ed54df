"""A whole transaction of a session's work in one hop to a thread: with a hop for each statement, every other writer
waits for this process's loop again and again."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from sqlalchemy import Engine
from sqlalchemy.ext.asyncio import AsyncSession

T = TypeVar("T")


def run(engine: Engine, work: Callable[[AsyncSession], Awaitable[T]]) -> T:
    """Runs `work` to its end in this thread, in a transaction that is undone when it raises.

    The engine's driver is a plain one, so nothing that `work` awaits of the session ever waits. RuntimeError when it
    awaits something else.
    """
    session = _PlainSession(expire_on_commit=False)
    with session.sync_session as plain:
        plain.bind = engine
        with plain.begin():
            return _finished(work(session))


class _PlainSession(AsyncSession):
    """Over a plain driver, whose cursors are not those that AsyncSession looks for."""

    async def execute(self, *arguments: Any, **options: Any) -> Any:
        return self.sync_session.execute(*arguments, **options)


def _finished(work: Awaitable[T]) -> T:
    steps = work.__await__()
    try:
        next(steps)
    except StopIteration as end:
        result: T = end.value
        return result
    raise RuntimeError("in a transaction there is nothing to wait for but the store")
