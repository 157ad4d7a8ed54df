"""What the console's handlers find in their application and in a request."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from jinja2 import Environment

from bot.catalogue.model import Opportunity
from bot.catalogue.service import Catalogue
from bot.chat.advising.service import Advising
from bot.chat.service import Chat
from bot.clock import Clock
from bot.console.mail import Mailer, NoMail
from bot.console.model import Viewer
from bot.console.oidc import Oidc
from bot.console.people import Staff
from bot.console.sessions import Sessions
from bot.mentors.service import Introductions
from bot.openings.service import Openings
from bot.pathways.service import Pathways
from bot.people.service import People
from bot.store.engine import Store


@dataclass(frozen=True, slots=True)
class Desk:
    """The services behind the pages. Pages of other topics add application keys of their own."""

    store: Store
    chat: Chat
    advising: Advising
    people: People
    catalogue: Catalogue
    staff: Staff
    sessions: Sessions
    now: Clock
    introductions: Introductions
    openings: Openings
    pathways: Pathways
    card: Callable[[Opportunity], dict[str, Any]]
    """An opportunity as a card of the chat."""
    mailer: Mailer = field(default_factory=NoMail)
    address: str = ""
    """Where this Waymark is reached, such as https://waymark.example, for links in mails."""
    oidc: Oidc | None = None
    """Where people sign in instead, if the city has a provider."""
    trust_proxy: bool = False
    second_factor_required: bool = False


DESK = web.AppKey("desk", Desk)
CLOSING = web.AppKey("closing", asyncio.Event)
"""Set when the server is about to stop, so that open streams end by themselves."""
TEMPLATES = web.AppKey("templates", Environment)
VIEWER = web.RequestKey("viewer", Viewer)
