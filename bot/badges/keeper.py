"""What issuing, recognition and sharing change and keep about a learner, as `People` wants it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.badges.issuing.tables import NoticeRow
from bot.badges.recognition.effects import RecognitionEffects
from bot.badges.sharing.effects import SharingEffects
from bot.clock import Clock, utc_now
from bot.people.effects import Handler


class AwardsKeeper:
    """A `Keeper` of the messages about badges that wait to be said; `Badges` tells of awards, requests and pages."""

    name = "badge_messages"

    def __init__(self, now: Clock = utc_now) -> None:
        sharing = SharingEffects(now)
        self._handlers: Mapping[str, Handler] = {
            "recognise": RecognitionEffects(now).recognise,
            "share": sharing.share,
            "unshare": sharing.unshare,
        }

    @property
    def handlers(self) -> Mapping[str, Handler]:
        return self._handlers

    async def about(self, session: AsyncSession, learner_id: str) -> list[dict[str, Any]]:
        rows = await session.scalars(select(NoticeRow).where(NoticeRow.learner_id == learner_id))
        return [{"what": "message that waits", "about": row.places, "due": row.due.isoformat()} for row in rows]
