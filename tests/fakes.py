"""Stand-ins that keep the promises of what they stand for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.chat.faults import BrainError
from bot.chat.model import Effect, Reply
from bot.chat.ports import Answer, Question


class FakeClock:
    """A clock whose hands the test turns."""

    def __init__(self, at: datetime = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **time: float) -> None:
        self.at += timedelta(**time)


@dataclass(frozen=True)
class FakeHelpline:
    name: str
    number: str


@dataclass(frozen=True)
class FakeCity:
    id: str = "brightport"
    name: str = "Brightport"
    time_zone: str = "Europe/London"
    helplines: Sequence[FakeHelpline] = (FakeHelpline("Brightport Listens", "01234 567890"),)


class FakeCities:
    """The catalogue's list of cities; `broken` makes it fail as a database that is down does."""

    def __init__(self, *cities: FakeCity) -> None:
        self.cities = {city.id: city for city in cities or (FakeCity(),)}
        self.broken = False

    async def city(self, city_id: str) -> FakeCity | None:
        if self.broken:
            raise ConnectionError("the store is down")
        return self.cities.get(city_id)

    async def calendar(self, city_id: str, ids: Sequence[str], closing: str) -> bytes:
        return "\n".join([city_id, *ids, closing]).encode()


def echo(question: Question) -> Answer:
    """Says what it heard."""
    events: list[dict[str, Any]] = [
        {"event": "user", "text": question.text, "parse_data": {"text": question.text, "entities": []}},
        {"event": "bot", "text": f"You said: {question.text}", "data": {}},
        {"event": "action", "name": "action_listen"},
    ]
    return Answer(events, [Reply(f"You said: {question.text}")])


def effects(*wanted: Effect) -> Callable[[Question], Answer]:
    """A brain that answers with effects."""
    return lambda question: Answer(echo(question).events, [Reply("Done.")], wanted)


@dataclass
class FakeBrain:
    """Answers by a function, or fails while `fault` is set; remembers what it was asked."""

    answers: Callable[[Question], Answer] = echo
    fault: BrainError | None = None
    asked: list[Question] = field(default_factory=list)

    async def turn(self, question: Question) -> Answer:
        self.asked.append(question)
        if self.fault is not None:
            raise self.fault
        return self.answers(question)
