"""What a turn of the talk changes about a request for recognition."""

import secrets
from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.badges.model import RequestState
from bot.badges.recognition import queries
from bot.badges.recognition.model import SKILLS_LIMIT, TEXT_LIMIT
from bot.badges.tables import RecognitionRow
from bot.catalogue.tables import BadgeRow
from bot.clock import Clock

SHORT_LIMIT = 100
OPEN_AT_MOST = 10
"""Requests of one learner that wait at once; beyond that none is sent, so that no queue is flooded."""


class RecognitionEffects:
    """`recognise` effects: {"do": one of begin, answer, skills, choose, send, drop, reply, ...}."""

    def __init__(self, now: Clock) -> None:
        self._now = now

    async def recognise(self, session: AsyncSession, learner_id: str, data: Mapping[str, Any]) -> None:
        """KeyError, TypeError or ValueError when the data make no sense."""
        deeds = {
            "begin": self._begin,
            "answer": self._answer,
            "skills": self._skills,
            "choose": self._choose,
            "send": self._send,
            "drop": self._drop,
            "reply": self._reply,
        }
        await deeds[data["do"]](session, learner_id, data)

    async def _begin(self, session: AsyncSession, learner_id: str, data: Mapping[str, Any]) -> None:
        """A new draft; an earlier one that was not sent goes."""
        await queries.drop_drafts(session, learner_id)
        session.add(
            RecognitionRow(
                id=secrets.token_hex(16),
                learner_id=learner_id,
                city=_text(data, "city", SHORT_LIMIT),
                badge="",
                issuer="",
                words=_text(data, "words", TEXT_LIMIT),
                evidence=[],
                skills=_words(data["skills"]),
                state=RequestState.DRAFT,
                reason="",
                asked=self._now(),
            )
        )
        await session.flush()

    async def _answer(self, session: AsyncSession, learner_id: str, data: Mapping[str, Any]) -> None:
        draft = await queries.draft(session, learner_id)
        if draft:
            draft.evidence = _with(draft.evidence, _text(data, "about", 16), str(data["said"])[:TEXT_LIMIT])

    async def _skills(self, session: AsyncSession, learner_id: str, data: Mapping[str, Any]) -> None:
        draft = await queries.draft(session, learner_id)
        if draft:
            draft.skills = _words(data["skills"])

    async def _choose(self, session: AsyncSession, learner_id: str, data: Mapping[str, Any]) -> None:
        """Whose queue it goes to is what the catalogue says, whatever a button said."""
        draft = await queries.draft(session, learner_id)
        badge = await session.get(BadgeRow, _text(data, "badge", 300))
        if draft and badge and badge.city == draft.city:
            draft.badge, draft.issuer = badge.id, badge.issuer

    async def _send(self, session: AsyncSession, learner_id: str, data: Mapping[str, Any]) -> None:
        draft = await queries.draft(session, learner_id)
        waiting = await queries.of_learner(session, learner_id, *queries.OPEN)
        if draft is None or not draft.badge or len(waiting) >= OPEN_AT_MOST:
            return
        for earlier in waiting:
            if earlier.badge == draft.badge:
                await session.delete(earlier)
        draft.state, draft.asked = RequestState.ASKED, self._now()

    async def _drop(self, session: AsyncSession, learner_id: str, data: Mapping[str, Any]) -> None:
        await queries.drop_drafts(session, learner_id)

    async def _reply(self, session: AsyncSession, learner_id: str, data: Mapping[str, Any]) -> None:
        """To the issuer who asked back last; it is in their queue again."""
        for row in (await queries.of_learner(session, learner_id, RequestState.ASKED_BACK))[:1]:
            row.evidence = _with(row.evidence, "reply", _text(data, "said", TEXT_LIMIT))
            row.state = RequestState.ASKED


def _with(evidence: list[Any], about: str, said: str) -> list[Any]:
    return [*(one for one in evidence if one["about"] != about), {"about": about, "said": said}]


def _text(data: Mapping[str, Any], name: str, longest: int) -> str:
    value = data[name]
    if not isinstance(value, str) or not value:
        raise TypeError(f"{name} must be words")
    return value[:longest]


def _words(skills: Any) -> list[str]:
    if not isinstance(skills, list) or not all(isinstance(skill, str) for skill in skills):
        raise TypeError("skills must be a list of words")
    return [skill[:SHORT_LIMIT] for skill in skills[:SKILLS_LIMIT]]
