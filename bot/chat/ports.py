"""What the chat needs from elsewhere."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat.model import Effect, Reply

Handler = Callable[[AsyncSession, str, Mapping[str, Any]], Awaitable[None]]
"""(session, learner's id, the effect's data). Data that make no sense raise KeyError, TypeError or ValueError."""


class Helpline(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def number(self) -> str: ...


class City(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def time_zone(self) -> str: ...
    @property
    def helplines(self) -> Sequence[Helpline]: ...


class Cities(Protocol):
    """`bot.catalogue.service.Catalogue` is one."""

    async def city(self, city_id: str) -> City | None: ...


class Topic(Protocol):
    """A topic that keeps something about learners, such as `bot.badges.service.Badges`."""

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What it does in a turn's transaction, by the effect's type."""
        ...

    async def about(self, session: AsyncSession, learner_id: str) -> Mapping[str, Any]:
        """Everything that it holds about a learner, as plain JSON, under names of its own."""
        ...

    async def forget(self, session: AsyncSession, learner_id: str) -> Mapping[str, int]:
        """Removes all of that; gives how many of what."""
        ...


@dataclass(frozen=True, slots=True)
class Question:
    """One message put to the brain, with the conversation so far."""

    conversation: str
    message_id: str
    text: str
    """What the learner wrote, or the title of the button they tapped."""
    intent: str | None
    """What the button means; None for text, which the brain has to understand."""
    entities: Mapping[str, Any]
    metadata: Mapping[str, Any]
    events: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the brain made of a question."""

    events: Sequence[Mapping[str, Any]]
    """The turn's new events."""
    replies: Sequence[Reply]
    effects: Sequence[Effect] = ()
    understanding: Mapping[str, Any] = field(default_factory=dict)


class Brain(Protocol):
    async def turn(self, question: Question) -> Answer:
        """Raises a BrainError (bot/chat/faults.py) when there is no answer, at the latest after the turn's time."""
        ...
