"""What a turn changes about goals, steps, quizzes and nudges. Doing it twice changes nothing more."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.pathways import model, queries
from bot.pathways.riasec import LETTERS, MOST
from bot.pathways.tables import GapRow, GoalRow, NudgeRow, QuizRow, StepRow
from bot.people.effects import Data

KINDS = frozenset({"occupation", "opening", "badge"})
STATES = frozenset({"doing", "done", "failed"})
PROOFS = frozenset({"badge", "provider", "told"})
SOUGHT = frozenset({"opportunity", "opening", "mentor", "goal"})
SOUGHT_AT_ONCE = 3
STAGES = 40
"""Steps kept of one plan."""


def unmet_key(city: str, kind: str, word: str) -> str:
    """Where a badge would stand: `city:unmet:kind:word`."""
    return f"{city}:unmet:{kind}:{' '.join(word.casefold().split())}"


class PathwayEffects:
    """The handlers, by the effect's type. Data that make no sense raise KeyError, TypeError or ValueError."""

    def __init__(self, now: Clock) -> None:
        self._now = now
        self.handlers = {
            "goal": self.goal,
            "no_goal": self.no_goal,
            "step": self.step,
            "nudges": self.nudges,
            "quiz": self.quiz,
            "unmet": self.unmet,
        }

    async def goal(self, session: AsyncSession, learner_id: str, data: Data) -> None:
        """A goal with its plan takes the place of the one before; badges that nobody awards are noted for the city."""
        stages = [model.as_json(model.from_json(each)) for each in data["plan"][:STAGES]]
        row = await session.get(GoalRow, learner_id)
        if row is None:
            row = GoalRow(learner_id=learner_id)
            session.add(row)
        again = row.goal == data["goal"]
        row.goal, row.kind, row.title = data["goal"][:300], _one_of(KINDS, data["kind"]), data["title"][:500]
        row.link, row.pathway, row.plan = data["link"], data.get("pathway", "")[:300], stages
        row.ready = date.fromisoformat(data["ready"]) if data.get("ready") else None
        row.planned = self._now()
        if not again:
            for badge in data.get("missing", ())[:STAGES]:
                await self._note_gap(session, badge, data["goal"])
        await session.flush()

    async def no_goal(self, session: AsyncSession, learner_id: str, data: Data) -> None:
        await queries.drop_goal(session, learner_id)

    async def step(self, session: AsyncSession, learner_id: str, data: Data) -> None:
        item = data["item"][:200]
        row = await session.get(StepRow, (learner_id, item))
        if row is None:
            row = StepRow(learner_id=learner_id, item=item)
            session.add(row)
        row.title, row.badges = data["title"][:500], [str(badge)[:300] for badge in data.get("badges", ())[:STAGES]]
        row.state, row.proof = _one_of(STATES, data["state"]), _one_of(PROOFS, data.get("proof", "told"))
        row.at = self._now()
        await session.flush()

    async def nudges(self, session: AsyncSession, learner_id: str, data: Data) -> None:
        row = await session.get(NudgeRow, learner_id)
        if row is None:
            row = NudgeRow(learner_id=learner_id)
            session.add(row)
        row.wanted, row.said = bool(data["wanted"]), self._now()
        await session.flush()

    async def quiz(self, session: AsyncSession, learner_id: str, data: Data) -> None:
        """All answers as they are now; with none, the quiz is forgotten."""
        row = await session.get(QuizRow, learner_id)
        answers = {str(name)[:20]: _level(value) for name, value in list(data["answers"].items())[:100]}
        not_me = [letter for letter in LETTERS if letter in data.get("not_me", ())]
        if row is None:
            row = QuizRow(learner_id=learner_id)
            session.add(row)
        row.answers, row.not_me, row.at = answers, not_me, self._now()
        await session.flush()

    async def unmet(self, session: AsyncSession, learner_id: str, data: Data) -> None:
        """What was looked for and not found is counted for the city; nothing is kept of who."""
        kind, limit = _one_of(SOUGHT, data["kind"]), str(data.get("limit", ""))
        for word in data["words"][:SOUGHT_AT_ONCE]:
            await self._note_gap(session, unmet_key(data["city"], kind, str(word)), limit)

    async def _note_gap(self, session: AsyncSession, badge: str, goal: str) -> None:
        key = (badge.partition(":")[0][:100], badge[:300], goal[:300])
        row = await session.get(GapRow, key)
        if row is None:
            city, badge, goal = key
            session.add(GapRow(city=city, badge=badge, goal=goal, first=self._now(), last=self._now(), times=1))
        else:
            row.last, row.times = self._now(), row.times + 1


def _one_of(known: frozenset[str], word: str) -> str:
    if word not in known:
        raise ValueError(f"{word!r} is none of {', '.join(sorted(known))}")
    return word


def _level(value: object) -> int:
    if not isinstance(value, int) or not 0 <= value <= MOST:
        raise ValueError(f"an answer is a number from 0 to {MOST}")
    return value
