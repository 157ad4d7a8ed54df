"""What the chat needs from elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncSession

from bot.badges.claiming.model import Claim, Looked, Said
from bot.badges.model import Way
from bot.chat.model import Effect, Reply


class ClaimDesk(Protocol):
    """Where badges are claimed; `bot.badges.claiming.service.Claims` is one."""

    def put(self, connection: Connection, learner_id: str, way: Way, content: bytes, key: str) -> bool:
        """Takes a claim in; False when too many of this learner's are on their way."""
        ...

    def hear(self, connection: Connection, learner_id: str, text: str, instead: str) -> str | None:
        """A message with the address that was asked for: what may be kept of it. None for any other message."""
        ...

    def waits(self, connection: Connection, learner_id: str) -> bool:
        """Whether a claim of this learner's is being looked at, or is about to be."""
        ...

    async def due(self) -> bool:
        """Whether a claim waits to be looked at."""
        ...

    async def take(self) -> Claim | None: ...
    async def look(self, claim: Claim) -> Looked: ...
    async def settle(self, session: AsyncSession, claim: Claim, looked: Looked) -> Sequence[Said]: ...
    async def recheck(self) -> int: ...
    async def sweep(self) -> None: ...


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
    async def calendar(self, city_id: str, ids: Sequence[str], closing: str) -> bytes: ...


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


class Notice(Protocol):
    """Something to tell a learner when it is day. `key` is of words/en/, `places` fill it."""

    @property
    def id(self) -> str: ...
    @property
    def learner_id(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def places(self) -> Mapping[str, str]: ...
    @property
    def buttons(self) -> Sequence[Mapping[str, Any]]:
        """Each {"title", "intent", "entities"}."""


class NoticeBoard(Protocol):
    """`bot.badges.issuing.notices.Notices` is one."""

    async def due(self) -> Sequence[Notice]: ...
    async def claim(self, session: AsyncSession, notice_id: str) -> bool: ...
    async def put_off(self, notice_id: str, until: datetime) -> None: ...
