"""Puts the Telegram channel together with the topics that it must not know."""

import logging
import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.badges.service import Badges
from bot.catalogue.fit import distance_km
from bot.catalogue.model import Position
from bot.catalogue.service import Catalogue
from bot.channels.faults import describe
from bot.channels.telegram.channel import Options, Telegram
from bot.channels.telegram.client import BadTokenError, bot_id
from bot.channels.telegram.ports import File, Picture
from bot.chat.parts import Parts
from bot.chat.reach.seal import Seal, WeakKeyError, key_in
from bot.chat.reach.service import Reach
from bot.chat.service import Chat
from bot.pathways.pages import PlanPages
from bot.people.service import NoSuchLearnerError, People
from bot.settings import Settings
from bot.words import Words

FARTHEST = 15.0
"""Km from the middle of an area within which somebody may still mean it."""

EVENT = b"BEGIN:VEVENT"
PLAN = re.compile(r"https?://[^/]+/(plan/[\w-]{43})")
PROFILE = re.compile(r"https?://[^/]+/(plan/profile/[\d-]+)\.svg")

log = logging.getLogger("waymark.telegram")


def telegram_for(
    settings: Settings, parts: Parts, chat: Chat, catalogue: Catalogue, plans: PlanPages, badges: Badges
) -> Telegram | None:
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
        api = settings.telegram_api.rstrip("/")
        options = Options(token, settings.city, settings.telegram_webhook, api, settings.telegram_speed)
        reach, words = Reach(parts, seal, channel), parts.words
        enclosures = Enclosed(plans, badges, parts.people, chat, words)
        return Telegram(options, chat, reach, words, AreasOfCities(parts, catalogue), enclosures)
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


class Enclosed:
    """A plan's picture and calendar, and a profile's bars, found by the link on their card; a badge that is held; the
    dates of what was saved."""

    def __init__(self, plans: PlanPages, badges: Badges, people: People, chat: Chat, words: Words) -> None:
        self._plans = plans
        self._badges = badges
        self._people = people
        self._chat = chat
        self._words = words

    async def picture(self, card: Mapping[str, Any]) -> Picture | None:
        """With what it shows in words. A plan's steps are many words, and stand in the card below it."""
        is_plan = _path(card, PLAN)
        found = is_plan or _path(card, PROFILE)
        content = await self._document(f"{found}.png") if found else None
        if content is None:
            return None
        facts = "; ".join(f"{fact['name']}: {fact['value']}" for fact in card.get("facts") or ())
        key = "telegram.picture_plan" if is_plan else "telegram.picture_profile"
        return Picture(content, self._words.say(key, title=card.get("title", ""), facts=facts))

    async def files(self, conversation_id: str, card: Mapping[str, Any]) -> Sequence[File]:
        if card.get("kind") == "badge":
            award = await self._award(conversation_id, str(card.get("id") or ""))
            return [File(*award, self._words.text("telegram.file_badge"))] if award else []
        found = _path(card, PLAN)
        content = await self._document(f"{found}.ics") if found else None
        return [File("plan.ics", content, self._words.text("telegram.file_plan"))] if content else []

    async def together(self, conversation_id: str, cards: Sequence[Mapping[str, Any]]) -> Sequence[File]:
        """The calendar of the saved things when it is they that are shown: each then has a way off the list."""
        off = self._words.text("cards.remove")
        if not all(any(button["title"] == off for button in card.get("buttons") or ()) for card in cards):
            return []
        try:
            content = await self._chat.calendar(conversation_id)
        except Exception as error:  # noqa: BLE001 - as below
            log.error("a plan could not be enclosed: %s", describe(error))  # noqa: TRY400
            return []
        return [File("my-plan.ics", content, self._words.text("telegram.file_plan"))] if EVENT in content else []

    async def _award(self, conversation_id: str, card: str) -> tuple[str, bytes] | None:
        """None also when it cannot be made, as below."""
        try:
            learner = await self._people.learner(conversation_id)
            return await self._badges.file(learner.id, card)
        except Exception as error:  # noqa: BLE001 - a file must not hold up what a learner waits for
            log.error("a badge could not be enclosed: %s", describe(error))  # noqa: TRY400
            return None

    async def _document(self, path: str) -> bytes | None:
        """None for an unknown link, and when it cannot be drawn: the card says it in words anyway."""
        try:
            found = await self._plans.document(path)
        except Exception as error:  # noqa: BLE001 - a picture must not hold up what a learner waits for
            log.error("a plan could not be enclosed: %s", describe(error))  # noqa: TRY400
            return None
        return found.body if found else None


def _path(card: Mapping[str, Any], link: re.Pattern[str]) -> str | None:
    found = link.fullmatch(str(card.get("link") or ""))
    return found[1] if found else None
