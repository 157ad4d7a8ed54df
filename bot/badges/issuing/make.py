"""Issuing as the settings want it, for the edge and for the command line."""

from bot.badges.issuing.addresses import Addresses
from bot.badges.issuing.keys import KeyRing
from bot.badges.issuing.service import Issuing
from bot.clock import Clock, utc_now
from bot.settings import Settings
from bot.store.engine import Store


def issuing_for(settings: Settings, store: Store, now: Clock = utc_now) -> Issuing:
    ring = KeyRing(settings.badge_keys, settings.badge_key.get_secret_value())
    return Issuing(store, ring, Addresses(settings.public_address), now)
