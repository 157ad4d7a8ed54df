"""An award that was made here and is brought as a file or a link: there is one of it, and it has one owner."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.badges.claiming.model import Claim, Found
from bot.badges.claiming.trust import is_of
from bot.badges.issuing.addresses import Addresses
from bot.badges.issuing.tables import IssuedRow
from bot.badges.tables import AwardRow


async def made_here(session: AsyncSession, found: Found, at: Addresses) -> AwardRow | None:
    """The award that a good credential is; None when it was made elsewhere."""
    about = found.report.about
    if about is None or not is_of(found.report.proved_by, at.did):
        return None
    award_id = about.id.removeprefix(at.award("")).removesuffix("/ob2.json")
    made = await session.get(IssuedRow, award_id) if award_id and award_id != about.id else None
    return await session.get(AwardRow, award_id, with_for_update=True) if made else None


async def hand_over(session: AsyncSession, claim: Claim, award: AwardRow, now: datetime) -> None:
    """To who brings it first; its claim code is used by that."""
    made = await session.get_one(IssuedRow, award.id)
    award.learner_id, award.received = claim.learner_id, now
    made.claim_hash = made.claim_expires = None
    await session.flush()
