"""What the rest asks about expressions of interest, and what employers may know."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.badges.model import AwardState
from bot.badges.tables import AwardRow
from bot.catalogue.service import Catalogue
from bot.clock import Clock, utc_now
from bot.language.personal import has_contact
from bot.openings.counts import Reach, reach
from bot.openings.tables import ExpressionRow
from bot.people.effects import Data
from bot.people.tables import LearnerRow
from bot.store.engine import Store

SENT, WITHDRAWN = "sent", "withdrawn"
WORDS, NAME, MOST = 600, 40, 200


@dataclass(frozen=True, slots=True)
class Expression:
    """As the employer sees it: what the learner chose, and nothing else of them."""

    id: str
    opening: str
    title: str
    first_name: str
    words: str
    badges: Sequence[str]
    """Names."""
    sent: datetime


@dataclass(frozen=True, slots=True)
class OpeningReach:
    """One opening of an employer's with how many come near to it."""

    opening: str
    title: str
    reach: Reach
    missing: str = ""
    """The name of the badge that most are missing."""
    teachers: Sequence[str] = ()
    """Names of organisations that could teach it."""


class Openings:
    """A `Keeper` of expressions of interest."""

    name = "expressions_of_interest"

    def __init__(self, store: Store, catalogue: Catalogue, now: Clock = utc_now) -> None:
        self._store = store
        self._catalogue = catalogue
        self._now = now
        self.handlers = {"express": self._express, "withdraw": self._withdraw}

    async def sent(self, learner_id: str, opening: str) -> Expression | None:
        """What a learner has sent for an opening and not withdrawn."""
        async with self._store.read() as session:
            row = await _sent(session, learner_id, opening)
            return _as_employer_sees(row) if row else None

    async def of_learner(self, learner_id: str) -> list[Expression]:
        """All that a learner has sent and not withdrawn, newest first."""
        query = (
            select(ExpressionRow)
            .where(ExpressionRow.learner_id == learner_id, ExpressionRow.state == SENT)
            .order_by(ExpressionRow.sent.desc())
            .limit(MOST)
        )
        async with self._store.read() as session:
            return [_as_employer_sees(row) for row in await session.scalars(query)]

    async def for_employer(self, organisations: Sequence[str]) -> list[Expression]:
        """What was sent to these organisations (public ids) and not withdrawn, newest first."""
        query = (
            select(ExpressionRow)
            .where(ExpressionRow.organisation.in_(organisations), ExpressionRow.state == SENT)
            .order_by(ExpressionRow.sent.desc())
            .limit(MOST)
        )
        async with self._store.read() as session:
            return [_as_employer_sees(row) for row in await session.scalars(query)]

    async def reach(self, city: str, organisations: Sequence[str]) -> list[OpeningReach]:
        """For each opening of these organisations how many young people of the city come near: counts alone."""
        stock = await self._catalogue.stock(city)
        held = list((await self._held(city)).values())
        found = []
        for opening in stock.openings.values():
            if opening.organisation_id in organisations:
                counted = reach([badge.id for badge in opening.badges_must], held)
                badge = stock.badges.get(counted.most_missing)
                teachers = sorted(
                    {one.organisation for one in stock.awarding.values() if counted.most_missing in one.awards}
                )
                found.append(OpeningReach(opening.id, opening.title, counted, badge.name if badge else "", teachers))
        return found

    async def about(self, session: AsyncSession, learner_id: str) -> list[dict[str, Any]]:
        rows = await session.scalars(
            select(ExpressionRow).where(ExpressionRow.learner_id == learner_id).order_by(ExpressionRow.sent).limit(MOST)
        )
        return [
            {
                "opening": row.title,
                "state": row.state,
                "first_name": row.first_name,
                "words": row.words,
                "badges": row.badges,
                "sent": row.sent.isoformat(),
            }
            for row in rows
        ]

    async def _held(self, city: str) -> Mapping[str, set[str]]:
        """Badges of the city that are held now, by learner."""
        query = (
            select(AwardRow.learner_id, AwardRow.badge)
            .join(LearnerRow, LearnerRow.id == AwardRow.learner_id)
            .where(
                LearnerRow.city == city,
                AwardRow.state == AwardState.HELD,
                AwardRow.badge.is_not(None),
                AwardRow.expires.is_(None) | (AwardRow.expires > self._now()),
            )
        )
        found: dict[str, set[str]] = {}
        async with self._store.read() as session:
            for learner, badge in await session.execute(query):
                if learner and badge:
                    found.setdefault(learner, set()).add(badge)
        return found

    async def _express(self, session: AsyncSession, learner_id: str, data: Data) -> None:
        """Sends; what was sent for the same opening before is replaced. ValueError for words with contact details."""
        words, name = str(data.get("words", ""))[:WORDS], str(data.get("first_name", ""))[:NAME]
        if has_contact(words) or has_contact(name):
            raise ValueError("contact details stay out of an expression of interest")
        row = await _sent(session, learner_id, data["opening"])
        if row is None:
            row = ExpressionRow(id=secrets.token_hex(16), learner_id=learner_id, opening=data["opening"][:300])
            session.add(row)
        row.city, row.title = data["opening"].partition(":")[0], data["title"][:500]
        row.organisation, row.state, row.sent, row.withdrawn = data["organisation"][:300], SENT, self._now(), None
        row.words, row.first_name = words, name
        row.badges = [[str(badge), str(shown)] for badge, shown in data.get("badges", ())]
        await session.flush()

    async def _withdraw(self, session: AsyncSession, learner_id: str, data: Data) -> None:
        """The employer sees nothing of it any more, and what was written is gone."""
        row = await _sent(session, learner_id, data["opening"])
        if row is not None:
            row.state, row.withdrawn = WITHDRAWN, self._now()
            row.words, row.first_name, row.badges = "", "", []
            await session.flush()


async def _sent(session: AsyncSession, learner_id: str, opening: str) -> ExpressionRow | None:
    found = await session.scalars(
        select(ExpressionRow).where(
            ExpressionRow.learner_id == learner_id, ExpressionRow.opening == opening, ExpressionRow.state == SENT
        )
    )
    return found.first()


def _as_employer_sees(row: ExpressionRow) -> Expression:
    names: list[str] = [shown for _, shown in row.badges]
    return Expression(row.id, row.opening, row.title, row.first_name, row.words, names, row.sent)
