"""Small pushes towards the next step: for those who said yes, at most one a week, never at night."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.service import Catalogue
from bot.clock import Clock, utc_now
from bot.pathways import queries
from bot.pathways.model import Kept, Stage
from bot.pathways.service import Pathways
from bot.pathways.tables import NudgeRow
from bot.store.engine import Store
from bot.words import Words

WEEK = timedelta(days=7)
MORNING, EVENING = time(9), time(19)
"""Between these hours in the city; narrower than what the chat calls day."""
CLOSING = timedelta(days=7)
"""How long before an opening closes it is told."""
LOOK_EVERY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Nudge:
    """Its id is the learner's: nobody has two at a time."""

    id: str
    learner_id: str
    places: Mapping[str, str]
    buttons: Sequence[Mapping[str, Any]] = ()
    key: str = field(default="notice.plain")


class Nudges:
    """A board of notices, as the chat reads them."""

    def __init__(
        self, store: Store, pathways: Pathways, catalogue: Catalogue, words: Words, now: Clock = utc_now
    ) -> None:
        self._store = store
        self._pathways = pathways
        self._catalogue = catalogue
        self._words = words
        self._now = now
        self._looked: datetime | None = None
        self._after = ""

    async def due(self) -> list[Nudge]:
        """Who was not written to for a week and has something to be told."""
        now = self._now()
        if self._looked is not None and self._looked <= now < self._looked + LOOK_EVERY:
            return []
        self._looked = now
        async with self._store.read() as session:
            learners = await queries.nudgeable(session, now - WEEK, self._after)
        # Many have nothing to be told today: the next look goes on behind them.
        self._after = learners[-1][0] if len(learners) == queries.NUDGE_BATCH else ""
        found = [await self._for(learner_id, city) for learner_id, city in learners]
        return [nudge for nudge in found if nudge]

    async def claim(self, session: AsyncSession, nudge_id: str) -> bool:
        """Within the transaction that says it; False when another process did, or the learner said stop."""
        claimed = await session.scalars(
            update(NudgeRow)
            .where(
                NudgeRow.learner_id == nudge_id,
                NudgeRow.wanted.is_(True),
                or_(NudgeRow.last.is_(None), NudgeRow.last <= self._now() - WEEK),
            )
            .values(last=self._now())
            .returning(NudgeRow.learner_id)
        )
        return claimed.one_or_none() is not None

    async def put_off(self, nudge_id: str, until: datetime) -> None:
        """It is found again when the day comes; nothing is kept of it."""

    async def said(self, session: AsyncSession, learner_id: str) -> datetime | None:
        """When the last one was written."""
        return await session.scalar(select(NudgeRow.last).where(NudgeRow.learner_id == learner_id))

    async def _for(self, learner_id: str, city_id: str) -> Nudge | None:
        city, kept = await self._catalogue.city(city_id), await self._pathways.kept(learner_id)
        if city is None or kept is None:
            return None
        local = self._now().astimezone(city.zone)
        if not MORNING <= local.time() < EVENING:
            return None
        text = self._text(kept, local)
        if text is None:
            return None
        buttons = [{"title": self._words.say("pathways.buttons.next"), "intent": "ask_next_step", "entities": {}}]
        return Nudge(learner_id, learner_id, {"text": text}, buttons)

    def _text(self, kept: Kept, local: datetime) -> str | None:
        """What closes soon comes first, then what may be finished, then what is next."""
        today, say = local.date(), self._words.say
        for stage in kept.left:
            if stage.kind == "opening" and stage.closes and today <= stage.closes <= today + CLOSING:
                return say("pathways.nudge_closing", thing=stage.title, day=self._words.day(stage.closes))
        over = next((stage for stage in kept.left if kept.state(stage) == "doing" and stage.ends <= today), None)
        if over:
            return say("pathways.nudge_finished", thing=over.title)
        following: Stage | None = next((stage for stage in kept.left if kept.state(stage) != "doing"), None)
        if following is None:
            return None
        any_day = following.open or following.begins <= today
        when = say("pathways.any_day") if any_day else say("pathways.from_day", day=self._words.day(following.begins))
        return say("pathways.nudge_next", goal=kept.goal.title, thing=following.title, when=when)
