"""What the rest asks about goals, plans, progress and the interest quiz."""

import asyncio
import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.badges import Badge
from bot.catalogue.service import Catalogue
from bot.catalogue.stock import Stock
from bot.clock import Clock, utc_now
from bot.pathways import drafting, model, queries
from bot.pathways.drafting import Asker, Roads
from bot.pathways.effects import PathwayEffects
from bot.pathways.model import Draft, Goal, Kept, Progress, Stage
from bot.pathways.tables import GoalRow, NudgeRow, QuizRow, StepRow
from bot.pathways.ways import opportunity_way
from bot.people.model import Learner
from bot.store.engine import Store

VAGUELY = re.compile(
    r"^(?:to )?(?:be |do |doing )?(?:work(?:ing)?|something|anything|a job|jobs?|a career) (?:with|in|to do with)\s+",
    re.IGNORECASE,
)
"""What stands before the topic in "work with animals"."""
RECOGNISABLE = 3
"""Badges that are looked for in what a learner did already."""


@dataclass(frozen=True, slots=True)
class Quiz:
    """Answers so far, 0 to 4 by the statement's id."""

    answers: Mapping[str, int] = field(default_factory=dict)
    not_me: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Unmet:
    word: str
    kind: str
    """`opportunity`, `opening`, `mentor` or `goal`."""
    limit: str
    """What stood in the way; empty where there is none at all."""
    times: int


class Pathways:
    """A `Keeper`: what it holds goes with the learner; gaps say nothing of anybody and stay."""

    name = "pathways"

    def __init__(self, store: Store, catalogue: Catalogue, now: Clock = utc_now) -> None:
        self._store = store
        self._catalogue = catalogue
        self._now = now
        self._roads: dict[str, Roads] = {}
        self._sorting = asyncio.Lock()
        self.handlers = PathwayEffects(now).handlers

    async def draft(self, learner: Learner, goal: Goal, held: frozenset[str], out: Iterable[str] = ()) -> Draft:
        """The best plan for a learner who holds these badges (public ids), without what is `out`. Keeps nothing.

        Badges of steps that they say they have done count as held. UnknownCityError.
        """
        roads = await self._open(learner.city)
        async with self._store.read() as session:
            said = _progress(await queries.steps(session, learner.id))
        asker = Asker(
            learner.profile,
            held | {badge for each in said.values() if each.state == "done" for badge in each.badges},
            learner.rejected | {each.item for each in said.values() if each.state == "failed"} | frozenset(out),
            await self._recognisable(learner, roads.stock),
        )
        return await asyncio.to_thread(drafting.draft, roads, goal, asker)

    async def kept(self, learner_id: str) -> Kept | None:
        """The goal that they have, with the plan as it was made last; None without one."""
        async with self._store.read() as session:
            row = await queries.goal(session, learner_id)
            steps = await queries.steps(session, learner_id)
        return _kept(row, steps) if row else None

    async def done(self, learner_id: str) -> list[Progress]:
        """Steps that they say they have done, with or without a goal, oldest first."""
        async with self._store.read() as session:
            steps = _progress(await queries.steps(session, learner_id))
        return [each for each in steps.values() if each.state == "done"]

    async def by_link(self, link: str) -> Kept | None:
        """Whose link it is; None for an unknown one."""
        async with self._store.read() as session:
            row = await queries.goal_by_link(session, link)
            return _kept(row, await queries.steps(session, row.learner_id)) if row else None

    async def gone(self, learner: Learner, kept: Kept) -> list[Stage]:
        """Steps of a plan that cannot be taken any more: failed, full, over, said no to, or too old for; or that do
        not give any more what they were for."""
        stock = (await self._open(learner.city)).stock
        return [stage for stage in kept.stages if kept.state(stage) != "done" and _is_gone(stock, learner, kept, stage)]

    async def goals(self, city: str, words: str, limit: int = 3) -> list[Goal]:
        """What somebody may mean to get to: a job or a badge by name, else jobs that have to do with the words."""
        words = VAGUELY.sub("", words.strip()) or words
        jobs = await self._catalogue.occupations(city, words, limit)
        said = words.strip().casefold()
        named = [job for job in jobs if said in {label.casefold() for label in (job.name, *job.labels)}]
        badges = [badge for badge in await self._catalogue.badges(city, words, 1) if badge.name.casefold() == said]
        if badges and not named:
            return [Goal(badges[0].id, "badge", badges[0].name)]
        return [Goal(job.id, "occupation", job.name) for job in (named[:1] or jobs)]

    async def goal(self, id: str) -> Goal | None:
        """A goal by its public id; None when there is no such thing."""
        stock = (await self._open(id.partition(":")[0])).stock
        if job := stock.occupations.get(id):
            return Goal(id, "occupation", job.name)
        if opening := stock.openings.get(id):
            return Goal(id, "opening", opening.title)
        if badge := stock.badges.get(id):
            return Goal(id, "badge", badge.name)
        pathway = next((each for each in stock.pathways if each.id == id), None)
        return Goal(pathway.goal, pathway.goal_type, pathway.goal_name) if pathway else None

    async def quiz(self, learner_id: str) -> Quiz:
        async with self._store.read() as session:
            row = await session.get(QuizRow, learner_id)
        return Quiz(row.answers, row.not_me) if row else Quiz()

    async def wants_nudges(self, learner_id: str) -> bool | None:
        """None when they were never asked."""
        async with self._store.read() as session:
            row = await session.get(NudgeRow, learner_id)
        return row.wanted if row else None

    async def gaps(self, city: str) -> list[tuple[str, str, int]]:
        """(badge, goal, how often) of what learners needed and nobody in the city awards, most asked for first."""
        async with self._store.read() as session:
            return [(row.badge, row.goal, row.times) for row in await queries.gaps(session, city)]

    async def unmet(self, city: str) -> list[Unmet]:
        """What was looked for in vain in the city, most often first."""
        async with self._store.read() as session:
            rows = await queries.gaps(session, city, "unmet")
        parted = [(row.badge.split(":", 3), row) for row in rows]
        return [Unmet(word, kind, row.goal, row.times) for (_, _, kind, word), row in parted]

    async def about(self, session: AsyncSession, learner_id: str) -> list[dict[str, Any]]:
        """Everything held about a learner's goal and steps; the link's secret is a key and left out."""
        goal, steps = await queries.goal(session, learner_id), await queries.steps(session, learner_id)
        quiz, nudges = await session.get(QuizRow, learner_id), await session.get(NudgeRow, learner_id)
        return [
            *([_goal(goal)] if goal else []),
            *(_step(row) for row in steps),
            *([{"what": "interest quiz", "answers": quiz.answers, "not_me": quiz.not_me}] if quiz else []),
            *(
                [{"what": "wish for nudges", "wanted": nudges.wanted, "said": nudges.said.isoformat()}]
                if nudges
                else []
            ),
        ]

    async def _recognisable(self, learner: Learner, stock: Stock) -> Sequence[Badge]:
        """Badges of which a learner says they can do the skill; not those that only sound alike."""
        skills = {name.casefold() for name in learner.profile.skills}
        found: dict[str, Badge] = {}
        for said in learner.profile.skills:
            for badge in await self._catalogue.badges(learner.city, said, RECOGNISABLE):
                if skills & {stock.skills.get(each, each).casefold() for each in badge.skills}:
                    found.setdefault(badge.id, badge)
        return list(found.values())[:RECOGNISABLE]

    async def _open(self, city: str) -> Roads:
        """The city's ways, sorted anew when its data or the day change."""
        stock = await self._catalogue.stock(city)
        async with self._sorting:
            kept = self._roads.get(city)
            if kept is None or kept.stock is not stock:
                kept = await asyncio.to_thread(drafting.roads, stock)
                self._roads[city] = kept
        return kept


def new_link() -> str:
    """The secret of a plan's link: 256 bits."""
    return secrets.token_urlsafe(32)


def as_effect(draft: Draft, link: str) -> dict[str, Any]:
    """The data of a `goal` effect that keeps a draft."""
    return {
        "goal": draft.goal.id,
        "kind": draft.goal.kind,
        "title": draft.goal.title,
        "link": link,
        "pathway": draft.pathway,
        "plan": [model.as_json(stage) for stage in draft.stages],
        "ready": draft.ready.isoformat() if draft.ready and draft.whole else None,
        "missing": [badge for badge, _ in draft.missing],
    }


def with_stages(draft: Draft, stages: Sequence[Stage]) -> Draft:
    """The draft with another of its plans."""
    return replace(draft, stages=stages, ready=max((stage.ends for stage in stages), default=None))


def _is_gone(stock: Stock, learner: Learner, kept: Kept, stage: Stage) -> bool:
    if kept.state(stage) == "failed" or stage.item in learner.rejected:
        return True
    if stage.kind == "opening":
        opening = stock.openings.get(stage.item)
        over = opening is not None and opening.closes is not None and opening.closes < stock.today and not stage.late
        return opening is None or opening.places == 0 or over
    if stage.kind == "recognition":
        return stage.item not in stock.badges
    one = stock.awarding.get(stage.item)
    if one is None or not {badge for badge, _ in stage.badges} <= set(one.awards):
        return True
    way, age = opportunity_way(stock, one), drafting.age_now(learner.profile, stock)
    too_old = age is not None and one.age_max is not None and age > one.age_max
    return (way.closes < stock.today.toordinal() or too_old) and kept.state(stage) != "doing"


def _kept(row: GoalRow, steps: Sequence[StepRow]) -> Kept:
    stages = tuple(model.from_json(each) for each in row.plan)
    return Kept(Goal(row.goal, row.kind, row.title), stages, row.link, row.pathway, row.ready, _progress(steps))


def _progress(rows: Sequence[StepRow]) -> dict[str, Progress]:
    return {
        row.item: Progress(row.item, row.title, tuple(row.badges), row.state, row.proof, row.at.date()) for row in rows
    }


def _goal(row: GoalRow) -> dict[str, Any]:
    return {
        "what": "goal",
        "goal": row.title,
        "kind": row.kind,
        "steps": row.plan,
        "ready": row.ready.isoformat() if row.ready else None,
        "planned": row.planned.isoformat(),
    }


def _step(row: StepRow) -> dict[str, Any]:
    return {"what": "step", "item": row.item, "title": row.title, "state": row.state, "you_have": row.proof,
            "badges": row.badges, "at": row.at.isoformat()}  # fmt: skip
