"""What everything in the chat works with; made once in `bot/app.py`'s composition and in tests."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

from bot.chat.arrivals import Arrivals
from bot.chat.news import News
from bot.chat.ports import Cities, ClaimDesk
from bot.clock import Clock, utc_now
from bot.people.service import People
from bot.store.engine import Store
from bot.words import Words


@dataclass(frozen=True, slots=True)
class Parts:
    store: Store
    people: People
    cities: Cities
    words: Words
    now: Clock = utc_now
    claims: ClaimDesk | None = None
    """Where badges are claimed; without one, nothing can be."""
    keep: timedelta = timedelta(days=365)
    """How long a conversation is kept after the last word."""
    news: News = field(default_factory=News)
    arrivals: Arrivals = field(default_factory=Arrivals)
    work: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when a message waits, so that a worker of this process looks at once."""
