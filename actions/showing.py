"""Searches and shows: the one way in which opportunities come on screen."""

from collections.abc import Sequence
from dataclasses import replace

from actions.cards import opportunity_card, shown
from actions.item_cards import opening_card
from actions.requests import Search
from actions.turn import Turn
from bot.catalogue.model import Found, Loosened, Match, Request
from bot.catalogue.near_misses import what_instead
from bot.catalogue.openings import FoundOpenings


async def show_opportunities(turn: Turn, request: Request, *, intro: str = "", already: tuple[str, ...] = ()) -> bool:
    """Searches, and says what was found or what stands in the way. False when nothing at all came on screen."""
    found = await turn.services.catalogue.search(turn.seeker, replace(request, exclude=frozenset(already)))
    first_time = turn.slot("search") is None
    if not found.matches and not already:
        limit = found.loosened[0].limit if found.loosened else ""
        turn.unmet("opportunity", [*request.interests, *request.occupations, *request.kinds], limit)
    if found.matches:
        _show(turn, intro or _intro(found), found.matches, found.data_version)
    elif found.loosened:
        await _show_loosened(turn, request, found.loosened[0], found.data_version)
    else:
        return False
    _remember_search(turn, request, found, already)
    if first_time:
        turn.say("utter_after_cards")
    _ask_what_would_help(turn, request, found)
    return True


def _intro(found: Found) -> str:
    return "utter_found_one" if len(found.matches) == 1 else "utter_found_some"


def _show(turn: Turn, intro: str, matches: Sequence[Match], version: str) -> None:
    cards = [opportunity_card(turn.services.words, match) for match in matches]
    turn.say(intro, cards=cards, shown=shown(matches, version), count=len(cards))


async def _show_loosened(turn: Turn, request: Request, loosened: Loosened, version: str) -> None:
    """Says which limit is in the way, and shows what there is without it."""
    area = await turn.services.catalogue.area(turn.city.id, request.area) if request.area else None
    place = area.name if area else ""
    instead = what_instead(turn.services.words, request, loosened, place, turn.city.currency)
    turn.tell(
        "near_misses.but",
        cards=[opportunity_card(turn.services.words, match) for match in loosened.matches],
        shown=shown(loosened.matches, version),
        nothing=instead["nothing"],
        count=instead["count"],
        other=instead["other"],
    )


def _remember_search(turn: Turn, request: Request, found: Found, already: tuple[str, ...]) -> None:
    matches = found.matches or found.loosened[0].matches
    ids = tuple(match.opportunity.id for match in matches)
    turn.set("search", Search(request, shown=already + ids).as_slot())
    turn.set("focus", ids[0] if len(ids) == 1 else None)
    turn.set("question", None)


def _ask_what_would_help(turn: Turn, request: Request, found: Found) -> None:
    """A place helps "near me", an age what has age limits. Each is asked for once here, and never again."""
    near_where = found.matches and request.within_km and not request.area and not turn.profile.areas
    if near_where and not turn.asked.get("area"):
        turn.ask("area")
        return
    limited = any(match.opportunity.age_min or match.opportunity.age_max for match in found.matches)
    profile = turn.profile
    if limited and profile.age is None and "age" not in profile.skipped and not turn.asked.get("age"):
        turn.ask("age")


async def show_openings(turn: Turn, request: Request, already: tuple[str, ...] = (), intro: str = "") -> bool:
    """Searches the employers' openings and shows them, those of other areas where the area has none. False when none
    fits."""
    found = await turn.services.catalogue.openings(turn.seeker, request)
    if not found.matches and not already and not intro:
        turn.unmet("opening", [*request.interests, *request.occupations, *request.kinds])
        found = await _elsewhere(turn, request)
    if not found.matches:
        return False
    ids = tuple(match.opening.id for match in found.matches)
    cards = [opening_card(turn.services.words, match) for match in found.matches]
    if intro:
        turn.tell(intro)
    turn.say("utter_openings_found", cards=cards)
    turn.set("search", Search(request, what="opening", shown=already + ids).as_slot())
    turn.set("focus", ids[0] if len(ids) == 1 else None)
    return True


async def _elsewhere(turn: Turn, request: Request) -> FoundOpenings:
    """What there is without the limit of place; work is worth a bus ride. Says so when there is something."""
    area = await turn.services.catalogue.area(turn.city.id, request.area) if request.area else None
    found = await turn.services.catalogue.openings(turn.seeker, replace(request, area=None, within_km=None))
    if found.matches and area:
        turn.tell("openings.elsewhere", place=area.name)
    return found


async def show_again(turn: Turn, search: Search, request: Request) -> bool:
    """The search on screen, changed to `request`: what employers offer stays what employers offer, where there is any.

    Their hours are words, which no limit of time can be held against.
    """
    if search.what != "opening" or not await show_openings(turn, request):
        return await show_opportunities(turn, request)
    if request.times or request.not_times:
        turn.tell("openings.check_hours")
    return True
