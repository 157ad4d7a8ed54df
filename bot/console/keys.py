"""What the console's handlers find in their application and in a request."""

from dataclasses import dataclass

from aiohttp import web
from jinja2 import Environment

from bot.catalogue.service import Catalogue
from bot.chat.service import Chat
from bot.clock import Clock
from bot.console.model import Viewer
from bot.console.people import Staff
from bot.console.sessions import Sessions
from bot.people.service import People
from bot.store.engine import Store


@dataclass(frozen=True, slots=True)
class Desk:
    """The services behind the pages. Pages of other topics add application keys of their own."""

    store: Store
    chat: Chat
    people: People
    catalogue: Catalogue
    staff: Staff
    sessions: Sessions
    now: Clock
    trust_proxy: bool = False
    second_factor_required: bool = False


DESK = web.AppKey("desk", Desk)
TEMPLATES = web.AppKey("templates", Environment)
VIEWER = web.RequestKey("viewer", Viewer)
