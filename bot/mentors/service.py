"""What the rest asks about introductions. Contact details stay here: only an adviser's page is given them."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.mentors import Mentor
from bot.clock import Clock, utc_now
from bot.language.personal import has_contact
from bot.mentors import queries
from bot.mentors.matching import best_first
from bot.mentors.model import OPEN, Introduction, OutOfTurnError, State, is_signed, may_follow, signed
from bot.mentors.tables import IntroductionRow
from bot.people.effects import Data
from bot.people.model import Profile
from bot.people.notices import notice
from bot.store.engine import Store
from bot.words import Words

ASKS, TIMES, WHEN = 600, 300, 100
OPEN_AT_MOST = 3
"""Open introductions of one learner."""


class NoSuchIntroductionError(LookupError):
    """There is none, or it is another city's, or the link is not good."""


@dataclass(frozen=True, slots=True)
class Contact:
    """How an adviser reaches a mentor, and the link to send them."""

    email: str
    phone: str
    link: str


class Introductions:
    """A `Keeper` of introductions."""

    name = "introductions"

    def __init__(self, store: Store, words: Words, address: str = "", now: Clock = utc_now) -> None:
        self._store = store
        self._words = words
        self._address = address
        self._now = now
        self.handlers = {"introduce": self._introduce, "introduction": self._change}

    async def best(self, city: str, mentors: Sequence[Mentor], profile: Profile) -> list[Mentor]:
        """The mentors who still have time, those first who suit the learner's times, language and needs."""
        async with self._store.read() as session:
            busy, room = await queries.busy(session, city), await queries.room(session, city)
        return best_first(mentors, profile, busy, room)

    async def of_learner(self, learner_id: str) -> list[Introduction]:
        """Oldest first."""
        async with self._store.read() as session:
            return [queries.as_introduction(row) for row in await queries.of_learner(session, learner_id)]

    async def waiting(self, cities: Collection[str], state: State = State.ASKED) -> list[Introduction]:
        """What is at one step in an adviser's cities, longest waiting first."""
        async with self._store.read() as session:
            return [queries.as_introduction(row) for row in await queries.in_cities(session, cities, state)]

    async def contact(self, introduction_id: str, cities: Collection[str]) -> Contact:
        """For an adviser, once it is approved. NoSuchIntroductionError."""
        async with self._store.read() as session:
            row = await session.get(IntroductionRow, introduction_id)
            if row is None or row.city not in cities or row.state == State.ASKED:
                raise NoSuchIntroductionError
            mentor = await queries.mentor(session, row.mentor)
        link = f"{self._address}/console/meet/{signed(row.id, row.key)}"
        return Contact(mentor.contact_email if mentor else "", mentor.contact_phone if mentor else "", link)

    async def approve(self, session: AsyncSession, introduction_id: str, cities: Collection[str], by: str) -> str:
        """An adviser's yes; gives the city. NoSuchIntroductionError, OutOfTurnError."""
        row = await self._for_adviser(session, introduction_id, cities)
        self._step(session, row, State.APPROVED, "approved", mentor=row.name)
        row.key, row.decided_by = secrets.token_hex(32), by
        return row.city

    async def refuse(self, session: AsyncSession, introduction_id: str, cities: Collection[str], by: str) -> str:
        """An adviser's no; gives the city. NoSuchIntroductionError, OutOfTurnError."""
        row = await self._for_adviser(session, introduction_id, cities)
        self._step(session, row, State.REFUSED, "refused", mentor=row.name)
        row.decided_by = by
        return row.city

    async def by_link(self, link: str) -> Introduction:
        """What a mentor's link shows. NoSuchIntroductionError for one that is not good any more."""
        async with self._store.read() as session:
            return queries.as_introduction(await self._linked(session, link))

    async def accept(self, link: str, times: str) -> None:
        """The mentor's yes, with times (a line each). NoSuchIntroductionError, OutOfTurnError; ValueError for times
        that are none or carry contact details."""
        lines = [line.strip()[:WHEN] for line in times.split("\n") if line.strip()][:5]
        if not lines or has_contact(times):
            raise ValueError("times, a line each, and nothing by which to reach you")
        async with self._store.write() as session:
            row = await self._linked(session, link)
            buttons = [self._time_button(row.id, number, line) for number, line in enumerate(lines)]
            row.times = "\n".join(lines)[:TIMES]
            self._step(session, row, State.ACCEPTED, "accepted", buttons, mentor=row.name)

    async def decline(self, link: str) -> None:
        """The mentor's no. NoSuchIntroductionError, OutOfTurnError."""
        async with self._store.write() as session:
            row = await self._linked(session, link)
            self._step(session, row, State.DECLINED, "declined", mentor=row.name)

    async def about(self, session: AsyncSession, learner_id: str) -> list[dict[str, Any]]:
        """The link's key is left out: it is a key and not knowledge."""
        return [
            {
                "mentor": row.name,
                "asks": row.asks,
                "state": row.state,
                "times": row.times,
                "when": row.when,
                "asked": row.asked.isoformat(),
            }
            for row in await queries.of_learner(session, learner_id)
        ]

    async def _introduce(self, session: AsyncSession, learner_id: str, data: Data) -> None:
        """A learner's wish. The same mentor is asked once at a time; words with contact details are a ValueError."""
        asks = str(data["asks"])[:ASKS]
        if has_contact(asks):
            raise ValueError("contact details stay out of a request")
        open_ = [row for row in await queries.of_learner(session, learner_id) if row.state in OPEN]
        if len(open_) >= OPEN_AT_MOST or any(row.mentor == data["mentor"] for row in open_):
            return
        session.add(
            IntroductionRow(
                id=secrets.token_hex(16),
                learner_id=learner_id,
                city=data["mentor"].partition(":")[0],
                mentor=data["mentor"][:300],
                name=data["name"][:200],
                asks=asks,
                age=data.get("age"),
                state=State.ASKED,
                key="",
                times="",
                when="",
                asked=self._now(),
                changed=self._now(),
                decided_by="",
            )
        )
        await session.flush()

    async def _change(self, session: AsyncSession, learner_id: str, data: Data) -> None:
        """A learner picks a time or changes their mind. What is out of turn changes nothing."""
        row = await queries.locked(session, data["id"])
        if row is None or row.learner_id != learner_id:
            return
        state = State.FIXED if data["do"] == "choose" else State.WITHDRAWN
        if not may_follow(state, State(row.state)):
            return
        if state is State.FIXED:
            row.when = row.times.split("\n")[int(data["time"])]
        row.state, row.changed = state, self._now()
        await session.flush()

    async def _for_adviser(
        self, session: AsyncSession, introduction_id: str, cities: Collection[str]
    ) -> IntroductionRow:
        row = await queries.locked(session, introduction_id)
        if row is None or row.city not in cities:
            raise NoSuchIntroductionError
        return row

    async def _linked(self, session: AsyncSession, link: str) -> IntroductionRow:
        row = await queries.locked(session, link.partition(".")[0][:32])
        if row is None or not is_signed(link, row.key) or row.state == State.WITHDRAWN:
            raise NoSuchIntroductionError
        return row

    def _step(
        self,
        session: AsyncSession,
        row: IntroductionRow,
        state: State,
        told: str,
        buttons: Sequence[dict[str, Any]] = (),
        **values: object,
    ) -> None:
        """The next state, and the learner hears of it."""
        if not may_follow(state, State(row.state)):
            raise OutOfTurnError(f"it is {row.state} by now")
        row.state, row.changed = state, self._now()
        text = self._words.say(f"mentors.told.{told}", **values)
        session.add(notice(row.learner_id, text, self._now(), buttons))

    def _time_button(self, id: str, number: int, line: str) -> dict[str, Any]:
        return {
            "title": line,
            "intent": "find_mentor",
            "entities": {"card": f"introduction:{id}", "limit": str(number)},
        }
