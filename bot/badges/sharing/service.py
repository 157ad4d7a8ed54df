"""What a shared link shows."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.badges.issuing import catalogue, codes
from bot.badges.issuing.addresses import Addresses
from bot.badges.issuing.keys import KeyRing
from bot.badges.issuing.model import Party
from bot.badges.issuing.received import award_from
from bot.badges.issuing.signing import sign
from bot.badges.issuing.tables import IssuedRow
from bot.badges.model import AwardState
from bot.badges.sharing.clr import clr_credential
from bot.badges.sharing.model import Showing, Shown
from bot.badges.tables import AwardRow, ShareRow
from bot.catalogue.tables import BadgeRow
from bot.clock import Clock, utc_now
from bot.store.engine import Store

Fresh = Callable[[str], Awaitable[None]]


class Sharing:
    def __init__(
        self, store: Store, ring: KeyRing, at: Addresses, now: Clock = utc_now, fresh: Fresh | None = None
    ) -> None:
        """`fresh` looks at a learner's badges again where that was not done of late."""
        self._fresh = fresh
        self._store = store
        self._ring = ring
        self.at = at
        self._now = now

    async def showing(self, token: str) -> Showing | None:
        """What stands on a shared page, as far as it is still held; None when the link is unknown or was revoked."""
        await self._look_again(token)
        async with self._store.read() as session:
            share = await _open(session, token)
            if share is None:
                return None
            rows = await _held(session, share)
            shown = [await self._shown(session, row) for row in rows]
            city = await self._city(session, rows)
        return Showing(self.at.shared(token), share.name, city.name, share.made, shown)

    async def record(self, token: str) -> str | None:
        """The signed CLR of what a link shows; None as above."""
        await self._look_again(token)
        async with self._store.read() as session:
            share = await _open(session, token)
            if share is None:
                return None
            rows = await _held(session, share)
            city = await self._city(session, rows)
        document = clr_credential(self.at.shared(token), city, share.name, rows, self.at, self._now())
        key = await asyncio.to_thread(self._ring.current)
        return await asyncio.to_thread(sign, document, self.at.did, key)

    async def _look_again(self, token: str) -> None:
        """Whoever opens the link relies on what it says, so that is checked first."""
        async with self._store.read() as session:
            share = await _open(session, token)
        if share is not None and self._fresh is not None:
            await self._fresh(share.learner_id)

    async def open_pages(self, learner_id: str) -> int:
        """How many links of a learner work at present."""
        counted = select(func.count()).where(ShareRow.learner_id == learner_id, ShareRow.revoked.is_(None))
        async with self._store.read() as session:
            return await session.scalar(counted) or 0

    async def _city(self, session: AsyncSession, rows: Sequence[AwardRow]) -> Party:
        city_id = rows[0].city if rows else ""
        return await catalogue.city(session, city_id) or Party(city_id, city_id)

    async def _shown(self, session: AsyncSession, row: AwardRow) -> Shown:
        ours = await session.get(IssuedRow, row.id) is not None
        drawn = row.badge is not None and await session.get(BadgeRow, row.badge) is not None
        return Shown(
            name=row.name,
            issuer=row.issuer,
            description=str(row.about.get("description") or ""),
            criteria=str(row.about.get("criteria") or ""),
            skills=tuple(row.about.get("skills") or ()),
            issued=row.issued,
            verdict=row.verdict,
            checked=row.checked,
            picture=self.at.picture(row.badge) if drawn and row.badge else "",
            credential=self.at.award(row.id) if ours else "",
            evidence=award_from(row).evidence if ours else "",
        )


async def _open(session: AsyncSession, token: str) -> ShareRow | None:
    row = await session.get(ShareRow, codes.digest(token))
    return row if row and row.revoked is None else None


async def _held(session: AsyncSession, share: ShareRow) -> list[AwardRow]:
    """In the order chosen; what was taken back since is left out."""
    found = await session.scalars(
        select(AwardRow).where(
            AwardRow.id.in_(share.awards), AwardRow.learner_id == share.learner_id, AwardRow.state == AwardState.HELD
        )
    )
    by_id = {row.id: row for row in found}
    return [by_id[award] for award in share.awards if award in by_id]
