"""Puts the Telegram channel together with the topics that it must not know."""

import logging

from bot.catalogue.fit import distance_km
from bot.catalogue.model import Position
from bot.catalogue.service import Catalogue
from bot.channels.telegram.channel import Options, Telegram
from bot.channels.telegram.client import BadTokenError, bot_id
from bot.chat.parts import Parts
from bot.chat.reach.seal import Seal, WeakKeyError, key_in
from bot.chat.reach.service import Reach
from bot.chat.service import Chat
from bot.people.service import NoSuchLearnerError
from bot.settings import Settings

FARTHEST = 15.0
"""Km from the middle of an area within which somebody may still mean it."""

log = logging.getLogger("waymark.telegram")


def telegram_for(settings: Settings, parts: Parts, chat: Chat, catalogue: Catalogue) -> Telegram | None:
    """The channel; None, with a line in the log that says why, when it cannot be. No token is no reason for a line."""
    token = settings.telegram_token.get_secret_value().strip()
    if not token:
        return None
    try:
        channel = f"telegram:{bot_id(token)}"
        seal = Seal(settings.address_key.get_secret_value() or key_in(settings.home / "addresses.key"))
    except BadTokenError:
        log.error("WAYMARK_TELEGRAM_TOKEN is no token of a bot (123456789:AA...), so Telegram stays off.")  # noqa: TRY400
    except WeakKeyError as error:
        log.error("WAYMARK_ADDRESS_KEY: %s, so Telegram stays off.", error)  # noqa: TRY400
    except (OSError, UnicodeError) as error:
        log.error("The key in %s cannot be read (%s), so Telegram stays off.", settings.home, type(error).__name__)  # noqa: TRY400
    else:
        options = Options(token, settings.city, settings.telegram_webhook, settings.telegram_api.rstrip("/"))
        places = AreasOfCities(parts, catalogue)
        return Telegram(options, chat, Reach(parts, seal, channel), parts.words, places)
    return None


class AreasOfCities:
    """Which area of a conversation's city a point lies in: that whose middle is nearest."""

    def __init__(self, parts: Parts, catalogue: Catalogue) -> None:
        self._parts = parts
        self._catalogue = catalogue

    async def area_at(self, conversation_id: str, latitude: float, longitude: float) -> str | None:
        """Its name; None when the point is farther than 15 km from all of them."""
        try:
            learner = await self._parts.people.learner(conversation_id)
        except NoSuchLearnerError:
            return None
        city = await self._catalogue.city(learner.city)
        here, areas = Position(latitude, longitude), city.areas if city else ()
        away = {area.name: distance_km(here, area.position) for area in areas if area.position}
        nearest = min(away, key=away.__getitem__, default=None)
        return nearest if nearest is not None and away[nearest] <= FARTHEST else None
