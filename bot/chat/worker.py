"""Takes turns, one at a time in a conversation, many conversations at once."""

import asyncio
import contextlib
import logging
import secrets
import traceback
from collections.abc import Awaitable, Callable, Sequence

from sqlalchemy.exc import SQLAlchemyError

from bot.chat import lease
from bot.chat.claims import Claims
from bot.chat.erasure import Erasure
from bot.chat.faults import BrainError, FailedError
from bot.chat.lease import Work
from bot.chat.model import Handling
from bot.chat.notices import Notices
from bot.chat.parts import Parts
from bot.chat.ports import Brain, NoticeBoard
from bot.chat.reminders import Reminders
from bot.chat.turn import OvertakenError, Turns

POLL = 0.2
"""Seconds between looks for what other processes put in."""
RENEW = lease.LEASE.total_seconds() / 4
LATE_EVERY, REMIND_EVERY, SWEEP_EVERY = 0.5, 10.0, 60.0
CLAIM_EVERY, RECHECK_EVERY = 0.5, 30.0
STORE_PAUSE = 1.0
"""Seconds to leave a store alone that failed."""

log = logging.getLogger(__name__)


def place(error: BaseException) -> str:
    """An error's kind and where it was raised. Its own words may quote a learner, so they stay out."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {frame.filename}:{frame.lineno}"


class Worker:
    def __init__(self, parts: Parts, brain: Brain, parallel: int = 64, boards: Sequence[NoticeBoard] = ()) -> None:
        """`parallel` is how many conversations are in hand at most; what hangs on the boards is said too."""
        self._parts = parts
        self._brain = brain
        self._turns = Turns(parts)
        self._erasure = Erasure(parts)
        self._reminders = Reminders(parts)
        self._notices = [Notices(parts, board) for board in boards]
        self._claims = Claims(parts, parts.claims) if parts.claims else None
        self._parallel = parallel
        self._owner = secrets.token_hex(16)
        self._in_hand: dict[str, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Works until cancelled; then leaves what is in hand for whoever comes next."""
        async with self._parts.store.write() as session:
            if self._parts.store.is_sqlite:
                # This process is the only writer, so whoever held a lease has ended.
                await lease.end_all(session)
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._take_turns(group))
                group.create_task(self._again_and_again(RENEW, self._renew))
                group.create_task(self._again_and_again(LATE_EVERY, self._turns.tell_late))
                group.create_task(self._again_and_again(LATE_EVERY, self._keep_arrivals))
                group.create_task(self._again_and_again(REMIND_EVERY, self._reminders.deliver))
                group.create_task(self._again_and_again(SWEEP_EVERY, self._erasure.sweep))
                if self._claims is not None:
                    group.create_task(self._again_and_again(CLAIM_EVERY, self._claims.deliver))
                    group.create_task(self._again_and_again(RECHECK_EVERY, self._claims.recheck))
                for notices in self._notices:
                    group.create_task(self._again_and_again(REMIND_EVERY, notices.deliver))
        finally:
            with contextlib.suppress(SQLAlchemyError):
                await self._leave()

    async def take(self) -> Work | None:
        """The next message to answer, its conversation leased to this worker."""
        return next(iter(await self._take_some(1)), None)

    async def answer(self, work: Work) -> None:
        """One whole turn."""
        try:
            await self._try(work)
        except OvertakenError:
            await self._turns.release(work)

    async def _take_turns(self, group: asyncio.TaskGroup) -> None:
        while True:
            self._parts.work.clear()
            # All that waits, in one look: to find out with another that nothing more does would be one for each turn.
            for work in await self._take_safely(self._parallel - len(self._in_hand)):
                self._in_hand[work.conversation_id] = group.create_task(self._answer_safely(work))
            await self._wait_for_work()

    async def _take_safely(self, most: int) -> list[Work]:
        try:
            return await self._take_some(most) if most else []
        except SQLAlchemyError as error:
            log.warning("the store cannot be asked for work: %s", type(error).__name__)
            await asyncio.sleep(STORE_PAUSE)
            return []

    async def _take_some(self, most: int) -> list[Work]:
        now = self._parts.now()
        return await self._parts.store.change(lambda connection: lease.take(connection, self._owner, now, most))

    async def _wait_for_work(self) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(POLL):
                await self._parts.work.wait()

    async def _answer_safely(self, work: Work) -> None:
        """Whatever happens here, the message stays and other conversations go on; the lease ends by itself."""
        try:
            await self.answer(work)
        except Exception as error:  # noqa: BLE001 - see above
            log.error("the outcome of a turn cannot be kept: %s", place(error))  # noqa: TRY400 - words stay out of logs
        finally:
            if len(self._in_hand) == self._parallel:
                self._parts.work.set()
            del self._in_hand[work.conversation_id]

    async def _try(self, work: Work) -> None:
        if work.handling is Handling.ADVISER:
            await self._turns.pass_on(work)
            return
        try:
            await self._turns.commit(work, await self._brain.turn(work.question))
        except BrainError as error:
            log.warning("no answer: %s: %s", type(error).__name__, error)
            await self._turns.fail(work, error)
        except OvertakenError:
            raise
        except Exception as error:  # noqa: BLE001 - the message may be the cause, so this counts as a try
            log.error("a turn broke: %s", place(error))  # noqa: TRY400 - words stay out of logs
            await self._turns.fail(work, FailedError("the turn broke"))

    async def _keep_arrivals(self) -> None:
        await self._parts.arrivals.keep(self._parts.store)

    async def _renew(self) -> None:
        if self._in_hand:
            async with self._parts.store.write() as session:
                await lease.renew(session, self._owner, self._in_hand, self._parts.now())

    async def _again_and_again(self, seconds: float, chore: Callable[[], Awaitable[object]]) -> None:
        while True:
            try:
                await chore()
            except Exception as error:  # noqa: BLE001 - one chore must not end the others
                log.error("a chore failed: %s", place(error))  # noqa: TRY400 - words stay out of logs
            await asyncio.sleep(seconds)

    async def _leave(self) -> None:
        async with self._parts.store.write() as session:
            await lease.end_all(session, self._owner)
