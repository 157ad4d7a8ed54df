"""Claims as the settings want them."""

from bot.badges.claiming.pages import OwnPages
from bot.badges.claiming.service import Claims
from bot.badges.issuing.hosting import Hosting
from bot.badges.issuing.service import Issuing
from bot.badges.verification.fetching import GuardedPages, MappedPages, folders
from bot.clock import Clock, utc_now
from bot.settings import Settings
from bot.store.engine import Store


def claims_for(settings: Settings, store: Store, issuing: Issuing, hosting: Hosting, now: Clock = utc_now) -> Claims:
    """Pages come from this Waymark itself, then from folders that stand for addresses, then from the network."""
    beyond = MappedPages(folders(settings.badge_pages), GuardedPages())
    return Claims(store, issuing, OwnPages(issuing.at.base, hosting, beyond), now)
