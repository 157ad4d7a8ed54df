"""What to do with a message that was not understood: likely readings first, then another way in, then a person."""

from actions.offers import PERSON, offer
from actions.refining import refined
from actions.requests import request_from, search_from
from actions.showing import show_opportunities
from actions.turn import Button, Turn, payload
from bot.catalogue.model import Request
from bot.language.limits import limits_in

READINGS = 3
WORDS_ENOUGH = frozenset({"interest", "skill", "occupation", "kind"})
"""Entities that say enough to look for something, whatever else was not understood."""


async def repair(turn: Turn) -> None:
    if await _half_understood(turn):
        return
    lost = int(turn.slot("lost") or 0) + 1
    turn.set("lost", lost)
    if lost == 1 and (readings := _readings(turn)):
        turn.say("utter_not_sure_what_you_mean", buttons=readings)
    elif lost <= 2:
        turn.say("utter_another_way_in")
    else:
        _give_up(turn)


async def _half_understood(turn: Turn) -> bool:
    """Looks for what was named, when something was, or within the limits that were: better than asking again."""
    search = search_from(turn.slot("search"))
    if search is not None and limits_in(turn.heard.text) != Request():
        turn.set("lost", 0)
        await refined(turn, search)
        return True
    if not any(entity.name in WORDS_ENOUGH and not entity.ruled_out for entity in turn.heard.entities):
        return False
    turn.set("lost", 0)
    return await show_opportunities(turn, request_from(turn.heard, turn.profile))


def _readings(turn: Turn) -> list[Button]:
    titles = {row["intent"]: row["title"] for row in turn.services.words.items("readings")}
    likely = [intent for intent in turn.heard.ranking if intent in titles]
    return [payload(titles[intent], intent) for intent in likely[:READINGS]]


def _give_up(turn: Turn) -> None:
    turn.set("lost", 0)
    turn.effect("flag", kind="lost")
    offer(turn, PERSON)
    turn.say("utter_offer_person")
