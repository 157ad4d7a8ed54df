"""What a turn of the talk changes about shared pages."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.badges.model import AwardState
from bot.badges.tables import AwardRow, ShareRow
from bot.clock import Clock

NAME_LIMIT = 100
OPEN_AT_MOST = 50
"""Pages that one learner has at once; the eldest closes when there are more."""


class SharingEffects:
    def __init__(self, now: Clock) -> None:
        self._now = now

    async def share(self, session: AsyncSession, learner_id: str, data: Mapping[str, Any]) -> None:
        """Opens a page: {"hash", "awards", "name"}. Only what the learner holds is on it."""
        wanted = [str(award) for award in data["awards"]]
        mine = await session.scalars(
            select(AwardRow.id).where(
                AwardRow.learner_id == learner_id, AwardRow.id.in_(wanted), AwardRow.state == AwardState.HELD
            )
        )
        held = set(mine)
        if not held or await session.get(ShareRow, str(data["hash"])) is not None:
            return
        await self._make_room(session, learner_id)
        shown = [award for award in wanted if award in held]
        name = str(data.get("name") or "")[:NAME_LIMIT]
        session.add(
            ShareRow(token_hash=str(data["hash"]), learner_id=learner_id, awards=shown, name=name, made=self._now())
        )
        await session.flush()

    async def unshare(self, session: AsyncSession, learner_id: str, data: Mapping[str, Any]) -> None:
        """Closes the page of `hash`, or all of them."""
        one = [ShareRow.token_hash == data["hash"]] if data.get("hash") else []
        await session.execute(
            update(ShareRow)
            .where(ShareRow.learner_id == learner_id, ShareRow.revoked.is_(None), *one)
            .values(revoked=self._now())
        )

    async def _make_room(self, session: AsyncSession, learner_id: str) -> None:
        rows = await session.scalars(
            select(ShareRow)
            .where(ShareRow.learner_id == learner_id, ShareRow.revoked.is_(None))
            .order_by(ShareRow.made.desc())
            .offset(OPEN_AT_MOST - 1)
        )
        for row in rows:
            row.revoked = self._now()
