"""What the rest asks about badges."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.badges import queries
from bot.badges.model import Held
from bot.badges.tables import AwardRow, ClaimRow, ClaimTriesRow, RecognitionRow, RefusalRow, ShareRow
from bot.clock import Clock, utc_now
from bot.store.engine import Store

Handler = Callable[[AsyncSession, str, Mapping[str, Any]], Awaitable[None]]
"""(session, learner's id, the effect's data)."""


class Badges:
    def __init__(self, store: Store, now: Clock = utc_now) -> None:
        self._store = store
        self._now = now
        self.handlers: Mapping[str, Handler] = {}

    async def held(self, learner_id: str) -> list[Held]:
        """What a learner holds now, oldest first: nothing that is revoked, over or broken."""
        async with self._store.read() as session:
            held = await queries.held(session, learner_id)
        return [one for one in held if one.expires is None or one.expires > self._now()]

    async def held_badges(self, learner_id: str) -> frozenset[str]:
        """Public ids of the city's badges that a learner holds now."""
        return frozenset(one.badge for one in await self.held(learner_id) if one.badge)

    async def about(self, session: AsyncSession, learner_id: str) -> dict[str, Any]:
        """Everything held about a learner's badges, as plain JSON."""
        return {
            "badges": [_award(row) for row in await queries.awards(session, learner_id)],
            "badges_refused": [
                {"way": row.way, "reason": row.reason, "at": row.at.isoformat()}
                for row in await queries.refusals(session, learner_id)
            ],
            "recognition": [_request(row) for row in await queries.requests(session, learner_id)],
            "shared_pages": [
                {"awards": row.awards, "made": row.made.isoformat(), "open": row.revoked is None}
                for row in await queries.shares(session, learner_id)
            ],
        }

    async def forget(self, session: AsyncSession, learner_id: str) -> dict[str, int]:
        """Removes all of a learner's badges; gives how many of what. The places in status lists stay, nameless."""
        removed = {
            "badges": await queries.remove(session, AwardRow, learner_id),
            "badges_refused": await queries.remove(session, RefusalRow, learner_id),
            "recognition": await queries.remove(session, RecognitionRow, learner_id),
            "shared_pages": await queries.remove(session, ShareRow, learner_id),
        }
        for table in (ClaimRow, ClaimTriesRow):
            await queries.remove(session, table, learner_id)
        return removed


def _award(row: AwardRow) -> dict[str, Any]:
    return {
        "name": row.name,
        "issuer": row.issuer,
        "badge": row.badge,
        "issued": row.issued.isoformat() if row.issued else None,
        "expires": row.expires.isoformat() if row.expires else None,
        "received": row.received.isoformat(),
        "checked": row.checked.isoformat(),
        "verdict": row.verdict,
        "reasons": row.reasons,
        "state": row.state,
        "format": row.format,
        "credential": row.credential.decode("utf-8", "replace"),
    }


def _request(row: RecognitionRow) -> dict[str, Any]:
    return {
        "badge": row.badge,
        "words": row.words,
        "evidence": row.evidence,
        "skills": row.skills,
        "state": row.state,
        "reason": row.reason,
        "asked": row.asked.isoformat(),
    }
