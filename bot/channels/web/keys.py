"""What the handlers find in their application."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from bot.channels.ports import Chat, CityName, Elsewhere, Health
from bot.channels.web.changes import Changes
from bot.channels.web.limits import Bucket, Waits


@dataclass(frozen=True, slots=True)
class Options:
    """The settings of the web channel."""

    city: str
    """The city of the page at `/`."""
    widget: Path
    """The folder with the page and the widget."""
    origins: frozenset[str] = frozenset()
    """Other sites that may call the API from their pages."""
    trust_proxy: bool = False
    new_conversations: int = 300
    telegram: Elsewhere | None = None
    """Where a conversation can go on; None without a bot."""


CHAT = web.AppKey("chat", Chat)
CITY_NAME = web.AppKey("city_name", CityName)
HEALTH = web.AppKey("health", Health)
OPTIONS = web.AppKey("options", Options)
BEGINNINGS = web.AppKey("beginnings", Bucket)
WAITS = web.AppKey("waits", Waits)
CLOSING = web.AppKey("closing", asyncio.Event)
"""Set when the server is about to stop, so that open streams and polls end by themselves."""
CHANGES = web.AppKey("changes", Changes)
