"""Makes, changes and withdraws the badges that an organisation can award. What was awarded stays as it was issued."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.badges.issuing.errors import WrongError
from bot.badges.issuing.orders import Giver, checked_text
from bot.catalogue.importing.prepare import digest
from bot.catalogue.importing.storing import raise_version
from bot.catalogue.tables import BadgeRow, SkillRow
from bot.language.words import fold

SOURCE = "console"
"""Badges made here, which no import of a file withdraws."""
LEVELS = ("starter", "intermediate", "advanced")
NAME_LIMIT, SUMMARY_LIMIT, CRITERIA_LIMIT, SKILLS_LIMIT = 80, 300, 2000, 10


@dataclass(frozen=True, slots=True)
class BadgeDraft:
    """A badge as it was typed into the form."""

    name: str
    summary: str
    criteria: str
    skills: Sequence[str]
    """Names or ids of the city's skills."""
    level: str = ""


async def make_badge(session: AsyncSession, by: Giver, draft: BadgeDraft) -> BadgeRow:
    """Adds it to the city's catalogue. WrongError names the field that cannot be taken."""
    if by.organisation is None:
        raise WrongError("organisation", "is missing")
    said = await _said(session, by.city, draft)
    values = {**said, "issuer": by.organisation, "interests": [], "image": "", "url": ""}
    source_id = await _free_id(session, by.city, said["name"])
    row = BadgeRow(
        id=f"{by.city}:badge:{source_id}",
        city=by.city,
        source=SOURCE,
        source_id=source_id,
        digest=digest(values),
        extra={},
        **values,
    )
    session.add(row)
    await session.flush()
    await raise_version(session, by.city)
    return row


async def change_badge(session: AsyncSession, row: BadgeRow, draft: BadgeDraft) -> None:
    """WrongError. One that came from a file stays as it is changed here until its row in the file changes."""
    for name, value in (await _said(session, row.city, draft)).items():
        setattr(row, name, value)
    await raise_version(session, row.city)


async def withdraw_badge(session: AsyncSession, row: BadgeRow, now: datetime) -> None:
    """Nobody can be awarded it, or be shown the way to it, from now on; who holds it holds it."""
    row.withdrawn = now
    await raise_version(session, row.city)


async def _said(session: AsyncSession, city: str, draft: BadgeDraft) -> dict[str, Any]:
    """What the form says, checked. WrongError."""
    return {
        "name": _needed("name", draft.name, NAME_LIMIT),
        "summary": _needed("summary", draft.summary, SUMMARY_LIMIT),
        "criteria": _needed("criteria", draft.criteria, CRITERIA_LIMIT),
        "skills": await _skills(session, city, draft.skills),
        "level": _level(draft.level),
    }


def _needed(field: str, text: str, longest: int) -> str:
    checked = checked_text(field, text, longest)
    if not checked:
        raise WrongError(field, "is missing")
    return checked


def _level(level: str) -> str:
    if level and level not in LEVELS:
        raise WrongError("level", f"is not one of {', '.join(LEVELS)}")
    return level


async def _skills(session: AsyncSession, city: str, asked: Sequence[str]) -> list[str]:
    """Source ids; a badge without skills fills no gap, so there has to be one at least."""
    wanted = list(dict.fromkeys(fold(each) for each in asked if each.strip()))
    if not wanted:
        raise WrongError("skills", "are missing")
    if len(wanted) > SKILLS_LIMIT:
        raise WrongError("skills", f"are more than {SKILLS_LIMIT}")
    rows = (await session.scalars(select(SkillRow).where(SkillRow.city == city, SkillRow.withdrawn.is_(None)))).all()
    known = {fold(row.name): row.source_id for row in rows} | {fold(row.source_id): row.source_id for row in rows}
    if unknown := next((each for each in wanted if each not in known), None):
        raise WrongError("skills", f"do not have {unknown!r} in this city")
    return [known[each] for each in wanted]


async def _free_id(session: AsyncSession, city: str, name: str) -> str:
    base = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:80] or "badge"
    number = 1
    while True:
        source_id = base if number == 1 else f"{base}-{number}"
        if await session.get(BadgeRow, f"{city}:badge:{source_id}") is None:
            return source_id
        number += 1
