"""What the rest asks about claims."""

import asyncio
import contextlib
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncSession

from bot.badges import queries as held_queries
from bot.badges.claiming import codes, intake, queries, rechecking, settling, tries
from bot.badges.claiming.looking import Looking
from bot.badges.claiming.model import Claim, ClaimState, Looked, Refusal, Said
from bot.badges.issuing.keys import KeyTroubleError
from bot.badges.issuing.orders import Giver, Order
from bot.badges.issuing.service import Issuing
from bot.badges.model import Way
from bot.badges.tables import ClaimRow, RefusalRow
from bot.badges.verification.fetching import Pages
from bot.badges.verification.verifier import Verifier
from bot.clock import Clock, utc_now
from bot.people.effects import Handler
from bot.store.engine import Store

TRIES = 3
"""How often a claim that ends badly is taken up again."""
FRESH = timedelta(hours=1)
"""How new a check has to be for something to rely on it."""
FRESH_SECONDS = 10.0


class Claims:
    """Takes claims in, looks at them, and settles them. A claim is kept until it is settled, so that none is lost."""

    def __init__(self, store: Store, issuing: Issuing, pages: Pages, now: Clock = utc_now) -> None:
        self._store = store
        self._issuing = issuing
        self._now = now
        self.verifier = Verifier(pages, now)
        self._looking = Looking(self.verifier, pages)

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """Effects: `claim` {"way": "code" or "link", "what": ...}; `recheck` {}."""
        return {"claim": self._claim, "recheck": self._hurry}

    def put(self, connection: Connection, learner_id: str, way: Way, content: bytes, key: str) -> bool:
        """See `intake.put`."""
        return intake.put(connection, learner_id, way, content, key, self._now())

    def hear(self, connection: Connection, learner_id: str, text: str, instead: str) -> str | None:
        """See `intake.hear`."""
        return intake.hear(connection, learner_id, text, instead, self._now())

    def waits(self, connection: Connection, learner_id: str) -> bool:
        """See `intake.waits`."""
        return intake.waits(connection, learner_id)

    async def due(self) -> bool:
        """Whether a claim waits to be looked at."""
        async with self._store.read() as session:
            return await queries.due(session, self._now())

    async def take(self) -> Claim | None:
        """The next claim to look at; others leave it alone for a minute."""
        async with self._store.write() as session:
            return await queries.take(session, self._now())

    async def look(self, claim: Claim) -> Looked:
        """Looks at a claim outside of any transaction: network, a few seconds at most 40."""
        if claim.tries > TRIES:
            return Looked(refusal=Refusal.NOT_NOW)
        if claim.way is Way.CODE:
            return await self._look_for_key()
        return await self._looking.at(claim)

    async def settle(self, session: AsyncSession, claim: Claim, looked: Looked) -> Sequence[Said]:
        """Keeps what was found good and forgets the rest, in the caller's transaction; gives what to tell the learner.

        Nothing when the claim is gone: settled by another, or its learner deleted."""
        row = await session.get(ClaimRow, claim.id, with_for_update=True)
        if row is None or row.state != ClaimState.WAITING:
            return []
        if looked.refusal is not None:
            said = [await settling.refuse(session, claim, looked.refusal, self._now())]
        elif claim.way is Way.CODE:
            said = await self._settle_code(session, claim)
        elif settling.wants_address(claim, looked):
            return [settling.ask_address(row, looked, self._now())]
        else:
            said = await settling.settle(session, claim, looked, self._issuing.at, self._now())
        await session.delete(row)
        return said

    async def recheck(self) -> int:
        """Looks again at the awards that are due; tells learners whose badge no longer stands. Gives how many."""
        return await rechecking.recheck(self._store, self.verifier, self._issuing.at, self._now)

    async def fresh(self, learner_id: str) -> None:
        """Looks at a learner's awards now, unless that was within the last hour: before something relies on them.

        After ten seconds whoever asks goes on with what was known before."""
        async with self._store.read() as session:
            if not await queries.is_stale(session, learner_id, self._now() - FRESH):
                return
        async with self._store.write() as session:
            await self._hurry(session, learner_id, {})
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(FRESH_SECONDS):
                await rechecking.recheck(self._store, self.verifier, self._issuing.at, self._now, learner_id)

    async def sweep(self) -> None:
        """Forgets claims whose address never came."""
        async with self._store.write() as session:
            await queries.forget_old(session, self._now())

    async def _claim(self, session: AsyncSession, learner_id: str, data: Mapping[str, Any]) -> None:
        way, what = Way(data["way"]), data["what"]
        if way not in (Way.CODE, Way.LINK) or not isinstance(what, str) or not what:
            raise ValueError("a claim is a code or a link")
        content = what[:2_000].encode()
        if not await session.run_sync(lambda plain: self.put(plain.connection(), learner_id, way, content, "")):
            session.add(RefusalRow(learner_id=learner_id, way=way, reason=Refusal.TOO_MANY, at=self._now()))

    async def _hurry(self, session: AsyncSession, learner_id: str, data: Mapping[str, Any]) -> None:
        now = self._now()
        await queries.hurry(session, learner_id, now, now - FRESH)

    async def _look_for_key(self) -> Looked:
        """What a code is for is signed when it is given, which needs the city's key."""
        try:
            await self._issuing.key()
        except KeyTroubleError:
            return Looked(refusal=Refusal.NOT_NOW)
        return Looked()

    async def _settle_code(self, session: AsyncSession, claim: Claim) -> list[Said]:
        connection = await session.connection()
        if not await connection.run_sync(tries.spend, claim.learner_id, self._now()):
            return [await settling.refuse(session, claim, Refusal.TOO_MANY_TRIES, self._now())]
        code = claim.content.decode()
        award = await self._issuing.claim(session, claim.learner_id, code)
        if award is not None:
            return [settling.taken([held_queries.as_held(award)])]
        badge = await codes.badge_for(session, claim.city, code, self._now())
        if badge is None:
            return [await settling.refuse(session, claim, Refusal.CODE, self._now())]
        return [await self._give(session, claim, badge)]

    async def _give(self, session: AsyncSession, claim: Claim, badge: str) -> Said:
        """A code stands for the badge itself: it is issued to whoever brings it."""
        for held in await held_queries.held(session, claim.learner_id):
            if held.badge and held.badge.rpartition(":")[2] == badge.rpartition(":")[2]:
                return Said("already", {"name": held.name}, [held])
        key = await self._issuing.key()
        giver, order = Giver(claim.city, None, "a code"), Order(badge)
        given = await self._issuing.give_to(session, giver, order, claim.learner_id, key)
        awards = await held_queries.held(session, claim.learner_id)
        return settling.taken([one for one in awards if one.id == given.award_id])
