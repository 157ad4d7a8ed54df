"""What the Telegram channel asks of topics that it must not import; `bot/app.py` fills it in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


class Places(Protocol):
    async def area_at(self, conversation_id: str, latitude: float, longitude: float) -> str | None:
        """The name of the area of the conversation's city in which a point lies; None outside the city."""
        ...


class Files(Protocol):
    async def take(self, conversation_id: str, external_id: str, name: str, content: bytes) -> str | None:
        """Takes a file in that may hold a badge; gives what to say about it, None when it answers in the chat.

        The same external id again changes nothing and gives the same.
        """
        ...


@dataclass(frozen=True, slots=True)
class Picture:
    content: bytes
    """PNG or JPEG, 10 MB at most."""
    alt: str


class Pictures(Protocol):
    async def of(self, card: Mapping[str, Any]) -> Picture | None:
        """The picture that goes with a card, such as a pathway's; None when it has none."""
        ...


class NoPlaces:
    """Where no city has areas."""

    async def area_at(self, conversation_id: str, latitude: float, longitude: float) -> str | None:
        return None


class NoPictures:
    async def of(self, card: Mapping[str, Any]) -> Picture | None:
        return None


Cards = Sequence[Mapping[str, Any]]
