"""What the rest asks about badges."""

import asyncio
from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.badges import queries
from bot.badges.cards import card_id
from bot.badges.claiming.service import Claims
from bot.badges.files import award_file
from bot.badges.model import Held
from bot.badges.tables import AwardRow, ClaimRow, RecognitionRow, RefusalRow, ShareRow
from bot.clock import Clock, utc_now
from bot.people.effects import Handler
from bot.store.engine import Store


class Badges:
    """A `Keeper`: what it holds goes with the learner."""

    name = "badges"

    def __init__(self, store: Store, now: Clock = utc_now, claims: Claims | None = None) -> None:
        """With `claims`, badges can be brought as well as held."""
        self._store = store
        self._now = now
        self._claims = claims

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What it does in a turn's transaction, by the effect's type."""
        return self._claims.handlers if self._claims else {}

    async def held(self, learner_id: str) -> list[Held]:
        """What a learner holds now, oldest first: nothing that is revoked, over or broken."""
        async with self._store.read() as session:
            held = await queries.held(session, learner_id)
        return [one for one in held if one.expires is None or one.expires > self._now()]

    async def held_badges(self, learner_id: str) -> frozenset[str]:
        """Public ids of the city's badges that a learner holds now."""
        return frozenset(one.badge for one in await self.held(learner_id) if one.badge)

    async def file(self, learner_id: str, card: str) -> tuple[str, bytes] | None:
        """Name and content of what stands behind the card of a badge that a learner holds, the newest if there are
        several; None when they hold none, or there is no credential of it."""
        mine = [one.id for one in await self.held(learner_id) if card_id(one) == card]
        if not mine:
            return None
        async with self._store.read() as session:
            row = await session.get_one(AwardRow, mine[-1])
        return await asyncio.to_thread(award_file, row)

    async def about(self, session: AsyncSession, learner_id: str) -> list[dict[str, Any]]:
        """Everything held about a learner's badges, as plain JSON; `what` says what each thing is."""
        return [
            *(_award(row) for row in await queries.awards(session, learner_id)),
            *(_claim(row) for row in await queries.claims(session, learner_id)),
            *(_refusal(row) for row in await queries.refusals(session, learner_id)),
            *(_request(row) for row in await queries.requests(session, learner_id)),
            *(_share(row) for row in await queries.shares(session, learner_id)),
        ]


def _award(row: AwardRow) -> dict[str, Any]:
    return {
        "what": "badge",
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


def _claim(row: ClaimRow) -> dict[str, Any]:
    return {"what": "claim on its way", "way": row.way, "made": row.made.isoformat()}


def _refusal(row: RefusalRow) -> dict[str, Any]:
    return {"what": "refused claim", "way": row.way, "reason": row.reason, "at": row.at.isoformat()}


def _share(row: ShareRow) -> dict[str, Any]:
    return {"what": "shared page", "awards": row.awards, "made": row.made.isoformat(), "open": row.revoked is None}


def _request(row: RecognitionRow) -> dict[str, Any]:
    return {
        "what": "request for recognition",
        "badge": row.badge,
        "words": row.words,
        "evidence": row.evidence,
        "skills": row.skills,
        "state": row.state,
        "reason": row.reason,
        "asked": row.asked.isoformat(),
    }
