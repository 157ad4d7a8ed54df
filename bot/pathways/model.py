"""A goal and a plan as learners see them. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Goal:
    id: str
    """Public id of an occupation, an opening or a badge."""
    kind: str
    """`occupation`, `opening` or `badge`."""
    title: str


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a plan: something real to do, by when, and what it gives."""

    item: str
    """Public id of an opportunity or an opening; of a badge where what was done already is to be recognised."""
    kind: str
    """`opportunity`, `recognition` or `opening`."""
    title: str
    begins: date
    ends: date
    organisation: str = ""
    learning: str = ""
    """`formal`, `non-formal` or `informal`."""
    cost: str | None = None
    """An amount in `currency`; None when the provider does not say."""
    currency: str = ""
    badges: Sequence[tuple[str, str]] = ()
    """(public id, name) of those that the plan needs from it."""
    reason: str = ""
    """What it is for, in the words of the pathway that is followed."""
    closes: date | None = None
    """For an opening: apply by."""
    late: bool = False
    """For an opening that closes before the learner can be ready: others like it come up."""
    open: bool = False
    """Whether one can begin on any day."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer to a goal that nobody has kept yet."""

    goal: Goal
    stages: Sequence[Stage] = ()
    """Empty when there is no plan, or nothing is left to do."""
    reached: bool = False
    """Whether everything that it takes is there already."""
    ready: date | None = None
    pathway: str = ""
    """Public id of the published pathway that it follows."""
    publisher: str = ""
    cheaper: Sequence[Stage] = ()
    nearer: Sequence[Stage] = ()
    limits: Sequence[str] = ()
    """Limits of the learner of which letting go of any one would give a plan."""
    missing: Sequence[tuple[str, str]] = ()
    """(public id, name) of badges that nobody here awards."""
    whole: bool = True
    """False when the stages lead only part of the way."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What a learner said about one step."""

    item: str
    title: str
    badges: Sequence[str]
    state: str
    proof: str
    at: date


@dataclass(frozen=True, slots=True)
class Kept:
    """The goal that a learner has, with the plan as it was made last."""

    goal: Goal
    stages: Sequence[Stage]
    link: str
    pathway: str = ""
    ready: date | None = None
    progress: Mapping[str, Progress] | None = None

    @property
    def said(self) -> Mapping[str, Progress]:
        return self.progress or {}

    def state(self, stage: Stage) -> str:
        """`done`, `doing`, `failed` or empty."""
        found = self.said.get(stage.item)
        return found.state if found else ""

    @property
    def done(self) -> list[Progress]:
        return [each for each in self.said.values() if each.state == "done"]

    def finished(self, stages: Sequence[Stage]) -> list[Stage]:
        """Steps of this plan that are done and not among `stages`."""
        there = {stage.item for stage in stages}
        return [stage for stage in self.stages if self.state(stage) == "done" and stage.item not in there]

    @property
    def left(self) -> list[Stage]:
        """What is still to do, what is under way first."""
        open_ = [stage for stage in self.stages if self.state(stage) not in ("done", "failed")]
        return sorted(open_, key=lambda stage: self.state(stage) != "doing")


def as_json(stage: Stage) -> dict[str, Any]:
    """A stage as it is stored, empty fields left out."""
    values = {name: value for name, value in asdict(stage).items() if value not in (None, "", (), False)}
    dates = {name: value.isoformat() for name, value in values.items() if isinstance(value, date)}
    return values | dates | ({"badges": [list(pair) for pair in stage.badges]} if stage.badges else {})


def from_json(kept: Mapping[str, Any]) -> Stage:
    """What `as_json` made. KeyError, TypeError or ValueError for what is none."""
    values = dict(kept)
    for name in ("begins", "ends", "closes"):
        if values.get(name):
            values[name] = date.fromisoformat(values[name])
    values["badges"] = tuple((str(badge), str(name)) for badge, name in values.get("badges", ()))
    return Stage(**values)
