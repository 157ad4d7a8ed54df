"""Requests for recognition: what the guide reads of them, and how issuers answer."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.badges.issuing.errors import IssuingError
from bot.badges.issuing.notices import notice
from bot.badges.issuing.orders import Giver, Order, checked_reason
from bot.badges.issuing.service import Given, Issuing
from bot.badges.model import RequestState
from bot.badges.recognition import queries
from bot.badges.recognition.model import Recognisable
from bot.badges.tables import RecognitionRow
from bot.clock import Clock, utc_now
from bot.store.engine import Store


class NoSuchRequestError(IssuingError):
    def __init__(self) -> None:
        super().__init__("There is no such request in your queue.")


class Recognition:
    def __init__(self, store: Store, issuing: Issuing, now: Clock = utc_now) -> None:
        self._store = store
        self._issuing = issuing
        self._now = now

    async def draft(self, learner_id: str) -> Recognisable | None:
        """What the learner is telling the guide at present."""
        async with self._store.read() as session:
            row = await queries.draft(session, learner_id)
            return await queries.as_recognisable(session, row) if row else None

    async def asked_back(self, learner_id: str) -> Recognisable | None:
        """The request about which an issuer wants to know more, the newest."""
        async with self._store.read() as session:
            rows = await queries.of_learner(session, learner_id, RequestState.ASKED_BACK)
            return await queries.as_recognisable(session, rows[0]) if rows else None

    async def unanswered(self, learner_id: str) -> int:
        """How many drafts and requests of a learner no issuer has decided."""
        async with self._store.read() as session:
            return len(await queries.of_learner(session, learner_id, RequestState.DRAFT, *queries.OPEN))

    async def queue(self, by: Giver) -> list[Recognisable]:
        """What waits for an issuer, longest first: their organisation's alone. It never says who asks."""
        async with self._store.read() as session:
            rows = await queries.queue(session, by.city, by.organisation)
            return [await queries.as_recognisable(session, row) for row in rows]

    async def approve(self, by: Giver, request_id: str) -> Given:
        """Awards the badge to the learner, and has the guide tell them. NoSuchRequestError, IssuingError."""
        key = await self._issuing.key()
        async with self._store.write() as session:
            row = await self._mine(session, by, request_id)
            given = await self._issuing.give_to(session, by, Order(row.badge), row.learner_id, key)
            await self._decide(session, row, RequestState.APPROVED, "")
        return given

    async def ask_back(self, by: Giver, request_id: str, question: str) -> None:
        """Asks the learner for more. NoSuchRequestError, WrongError."""
        await self._answer(by, request_id, RequestState.ASKED_BACK, question)

    async def decline(self, by: Giver, request_id: str, reason: str) -> None:
        """With a reason, which the learner reads. NoSuchRequestError, WrongError."""
        await self._answer(by, request_id, RequestState.DECLINED, reason)

    async def _answer(self, by: Giver, request_id: str, state: RequestState, said: str) -> None:
        reason = checked_reason(said)
        async with self._store.write() as session:
            await self._decide(session, await self._mine(session, by, request_id), state, reason)

    async def _mine(self, session: AsyncSession, by: Giver, request_id: str) -> RecognitionRow:
        row = await queries.request(session, request_id)
        if row is None or row.city != by.city or by.organisation not in (None, row.issuer):
            raise NoSuchRequestError
        if row.state not in queries.OPEN:
            raise NoSuchRequestError
        return row

    async def _decide(self, session: AsyncSession, row: RecognitionRow, state: RequestState, reason: str) -> None:
        row.state, row.reason, row.decided = state, reason, self._now()
        asked = await queries.as_recognisable(session, row)
        places = {"badge": asked.badge_name, "reason": reason}
        session.add(notice(row.learner_id, f"notices.{state.value}", places, self._now()))
        await session.flush()
