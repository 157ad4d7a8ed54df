"""The names of all cities' things in one file, for the brain's entity extractor."""

import asyncio
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from bot.catalogue import loading, tables
from bot.catalogue.city import city_from
from bot.language.kinds import SAID
from bot.store.base import Base
from bot.store.engine import Store

Names = dict[str, dict[str, str]]
"""For each entity, phrases with the name that they stand for."""
NAMED: Mapping[str, type[Base]] = {
    "interest": tables.InterestRow,
    "skill": tables.SkillRow,
}


async def write_gazetteer(store: Store, path: Path) -> None:
    """Writes names and alternative labels of all cities as JSON; `path` is replaced in one step, or stays as it is.

    `{"version": ..., "interest": [[phrase, name], ...], "skill", "occupation", "area", "badge", "kind"}`, phrases in
    lower case. The version is a hash of the rest.
    """
    async with store.read() as session:
        names = {entity: await _labelled(session, table) for entity, table in NAMED.items()}
        names["occupation"] = await session.run_sync(_jobs)
        names["badge"] = await _badges(session)
        names["area"] = await _areas(session)
        names["kind"] = await _kinds(session)
    await asyncio.to_thread(_replace, path, _content(names))


async def _labelled(session: AsyncSession, table: type[Base]) -> dict[str, str]:
    columns = tables.table_of(table).c
    query = select(columns.name, columns.labels).where(columns.withdrawn.is_(None)).order_by(columns.id)
    return _phrases((name, (name, *labels)) for name, labels in await session.execute(query))


def _jobs(session: Session) -> dict[str, str]:
    """Those that cities describe, and those that their other files name."""
    cities = session.scalars(select(tables.CityRow.id).order_by(tables.CityRow.id)).all()
    found = [job for city in cities for job in loading.occupations(session, city)]
    return _phrases((job.name, (job.name, *job.labels)) for job in found)


async def _badges(session: AsyncSession) -> dict[str, str]:
    row = tables.BadgeRow
    found = await session.execute(select(row.name).where(row.withdrawn.is_(None)).order_by(row.id))
    return _phrases((name, (name,)) for name in found.scalars())


async def _areas(session: AsyncSession) -> dict[str, str]:
    found = await session.execute(select(tables.CityRow.facts).order_by(tables.CityRow.id))
    cities = [city_from(facts) for facts in found.scalars()]
    return _phrases((area.name, (area.name, *area.aliases)) for city in cities for area in city.areas)


async def _kinds(session: AsyncSession) -> dict[str, str]:
    """The kinds of opportunities and openings, and what people say for them."""
    here: set[str] = set()
    for row in (tables.OpportunityRow, tables.OpeningRow):
        here |= set((await session.execute(select(row.kind).distinct())).scalars())
    said = [(names[0], spoken.split("|")) for names, spoken in SAID.items()]
    return _phrases([*((kind, (kind,)) for kind in sorted(here)), *said])


def _phrases(named: Iterable[tuple[str, Sequence[str]]]) -> dict[str, str]:
    """Phrases in lower case with their names; of two that share a phrase the first has it."""
    found: dict[str, str] = {}
    for name, phrases in named:
        for phrase in phrases:
            found.setdefault(" ".join(phrase.lower().split()), name)
    return found


def _content(names: Names) -> str:
    lists = {entity: sorted([phrase, name] for phrase, name in phrases.items()) for entity, phrases in names.items()}
    version = blake2b(json.dumps(lists, sort_keys=True).encode(), digest_size=8).hexdigest()
    return json.dumps({"version": version, **lists}, ensure_ascii=False)


def _replace(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text(content, encoding="utf-8")
    beside.replace(path)
