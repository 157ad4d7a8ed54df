"""What the pages of the advisers' desk share: who may read, who may act, and the conversation that it is about."""

from dataclasses import dataclass, field
from datetime import datetime

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.city import City
from bot.chat.advising.model import Adviser, HeldError, NotHeldError
from bot.chat.advising.presence import readable
from bot.chat.errors import (
    EmptyTextError,
    ErasedError,
    NoSuchConversationError,
    NoSuchMessageError,
    TooLongError,
)
from bot.chat.tables import ConversationRow
from bot.console.guard import RefusedError
from bot.console.keys import DESK, VIEWER
from bot.console.model import DESK as DESK_ROLES
from bot.console.model import Role, Viewer
from bot.console.rendering import not_found

READERS = DESK_ROLES | {Role.ADMIN, Role.AUDITOR}
"""Those who read conversations; only the desk acts in them."""
REFUSALS: dict[type[Exception], tuple[int, str]] = {
    ErasedError: (410, "The learner deleted this conversation."),
    NoSuchMessageError: (404, "There is no such message."),
    EmptyTextError: (422, "There is nothing in that to read."),
    TooLongError: (413, "That is too long: 2,000 characters is the most."),
    NotHeldError: (409, "Take the conversation over first: it is not yours, or silence has ended it."),
    HeldError: (409, "Somebody else has this conversation. You can take it from them on its page."),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A city's name, time zone and areas, for showing."""

    name: str
    zone: str = "UTC"
    areas: dict[str, str] = field(default_factory=dict)
    city: City | None = None

    @property
    def public(self) -> frozenset[str]:
        """Numbers that are printed for everybody."""
        return frozenset(line.number for line in self.city.helplines) if self.city else frozenset()


def reader(viewer: Viewer) -> Adviser:
    """The viewer as one who may read the conversations of their cities."""
    return Adviser(viewer.id, viewer.name, viewer.cities(*READERS))


def adviser(viewer: Viewer) -> Adviser:
    """The viewer as one who may act in the conversations of their cities."""
    return Adviser(viewer.id, viewer.name, viewer.cities(*DESK_ROLES))


async def place(request: web.Request, city_id: str) -> Place:
    city = await request.app[DESK].catalogue.city(city_id)
    if city is None:
        return Place(city_id.replace("-", " ").title())
    return Place(city.name, city.time_zone, {area.id: area.name for area in city.areas}, city)


async def conversation(request: web.Request, session: AsyncSession) -> ConversationRow:
    """The conversation that the address names, if the viewer may read it; else not found, whatever the reason."""
    try:
        return await readable(session, request.match_info["id"], reader(request[VIEWER]))
    except NoSuchConversationError:
        raise not_found() from None


def refused(error: Exception) -> RefusedError:
    """What a viewer is told when the chat refused."""
    if isinstance(error, NoSuchConversationError):
        return not_found()
    status, words = REFUSALS[type(error)]
    return RefusedError(status, words)


CHAT_ERRORS: tuple[type[Exception], ...] = (NoSuchConversationError, *REFUSALS)


def alias(row: ConversationRow) -> str:
    """A name for somebody whose name nobody knows: the first letters of their pseudonym."""
    return f"Learner {(row.learner_id or row.id)[:4].upper()}"


def span(since: datetime | None, now: datetime) -> str:
    """How long ago, roughly."""
    if since is None:
        return ""
    minutes = int((now - since).total_seconds() // 60)
    if minutes < 60:
        return f"{max(minutes, 0)} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // (24 * 60)} days"
