"""What the Telegram channel asks of topics that it must not import; `bot/app.py` fills it in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


class Places(Protocol):
    async def area_at(self, conversation_id: str, latitude: float, longitude: float) -> str | None:
        """The name of the area of the conversation's city in which a point lies; None outside the city."""
        ...


@dataclass(frozen=True, slots=True)
class Picture:
    content: bytes
    """PNG or JPEG, 10 MB at most."""
    alt: str


@dataclass(frozen=True, slots=True)
class File:
    name: str
    content: bytes
    """50 MB at most."""
    caption: str = ""
    """What it is good for."""


class Enclosures(Protocol):
    """What goes with a card besides words. Always the same for the same card, and never an error."""

    async def picture(self, card: Mapping[str, Any]) -> Picture | None:
        """Its picture, such as a plan's; None when it has none."""
        ...

    async def files(self, conversation_id: str, card: Mapping[str, Any]) -> Sequence[File]:
        """What can be kept on the phone, such as a plan for its calendar, or a badge that the learner holds."""
        ...

    async def together(self, conversation_id: str, cards: Sequence[Mapping[str, Any]]) -> Sequence[File]:
        """What goes with all the cards of a message, such as the dates of all that was saved."""
        ...


class NoPlaces:
    """Where no city has areas."""

    async def area_at(self, conversation_id: str, latitude: float, longitude: float) -> str | None:
        return None


class NoEnclosures:
    async def picture(self, card: Mapping[str, Any]) -> Picture | None:
        return None

    async def files(self, conversation_id: str, card: Mapping[str, Any]) -> Sequence[File]:
        return ()

    async def together(self, conversation_id: str, cards: Sequence[Mapping[str, Any]]) -> Sequence[File]:
        return ()
