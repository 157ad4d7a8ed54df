"""Finding things to do and learn, and what can be said of the cards on screen."""

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.base import GuideAction
from actions.careers import about_goal
from actions.conversation import carry_on, nothing_to_pick
from actions.details import details_of, meant, say_how_to_join, tell_details
from actions.goals import show_other_plan
from actions.openings import say_fit
from actions.phrases import list_of
from actions.refining import refined
from actions.requests import Search, request_from, search_from
from actions.saving import save
from actions.screen import Picked, pick, screen_of
from actions.showing import show_openings, show_opportunities
from actions.turn import Card, Turn, payload
from actions.way import show_way
from bot.catalogue.model import Request
from bot.language.limits import limits_in

NEED = re.compile(
    r"\bwhat (do|would|will|else do) i need\b|\b(am|would) i (qualified|good enough|right)\b", re.IGNORECASE
)
ANY = re.compile(r"\b(any|some)(thing| thing|where| where)\b", re.IGNORECASE)
DISLIKED = re.compile(
    r"\b(?:hate|can'?t stand|(?:rubbish|crap|bad|terrible|no good) at|don'?t (?:really )?like)"
    r" (?!(?:it|this|that|them|these|those|the|any|how|what)\b)([a-z]+)",
    re.IGNORECASE,
)
GET_THERE = re.compile(r"^\W*(so |and |ok |but )*how (do|can|would|could|will) (i|u|you) get there\b", re.IGNORECASE)


class FindOpportunity(GuideAction):
    topic = "find_opportunity"

    async def answer(self, turn: Turn) -> None:
        await find(turn)


async def find(turn: Turn) -> None:
    turn.set("question", None)
    if not await show_opportunities(turn, request_from(turn.heard, turn.profile)):
        turn.say("utter_nothing_at_all")


class ShowMore(GuideAction):
    topic = "show_more"

    async def answer(self, turn: Turn) -> None:
        search = search_from(turn.slot("search"))
        if search is None:
            await find(turn)
        elif not await _more(turn, search):
            turn.say("utter_no_more")


async def _more(turn: Turn, search: Search) -> bool:
    already = tuple(search.shown)
    if search.what == "opening":
        request = replace(search.request, exclude=frozenset(already))
        return await show_openings(turn, request, already)
    return await show_opportunities(turn, search.request, intro="utter_found_more", already=already)


class Refine(GuideAction):
    topic = "refine"

    async def answer(self, turn: Turn) -> None:
        if await show_other_plan(turn):
            return
        search = search_from(turn.slot("search"))
        if search is None:
            await find(turn)
        else:
            await refined(turn, search)


class AskDetails(GuideAction):
    topic = "ask_details"

    async def answer(self, turn: Turn) -> None:
        if await _answered_otherwise(turn) or await about_goal(turn):
            return
        await tell_details(turn)


class AskHowToJoin(GuideAction):
    topic = "ask_how_to_join"

    async def answer(self, turn: Turn) -> None:
        if await _answered_otherwise(turn):
            return
        if limits_in(turn.heard.text) != Request() and (ANY.search(turn.heard.text) or not await screen_of(turn)):
            # "Anything I can join online" asks for other things than those on screen.
            search = search_from(turn.slot("search"))
            await (refined(turn, search) if search else find(turn))
            return
        if found := await meant(turn, self.topic):
            say_how_to_join(turn, found)


async def _answered_otherwise(turn: Turn) -> bool:
    """ "What do I need for the first one" about an opening is about fit; "how do I get there" after a goal, about the
    way to it. Neither for something to do that is on screen."""
    picked = await pick(turn)
    if picked.card and picked.card.get("kind") == "opening" and NEED.search(turn.heard.text):
        opening = await turn.services.catalogue.opening(picked.card["id"])
        if opening:
            turn.set("focus", opening.id)
            await say_fit(turn, opening)
        return opening is not None
    things = any(card["kind"] in ("opportunity", "opening") for card in picked.screen)
    if not GET_THERE.match(turn.heard.text) or things or turn.heard.first("card"):
        return False
    if not turn.profile.goals:
        return False
    await show_way(turn)
    return True


class AskWhy(GuideAction):
    topic = "ask_why"

    async def answer(self, turn: Turn) -> None:
        picked = await pick(turn)
        cards = [picked.card] if picked.card else picked.screen
        if not cards:
            await nothing_to_pick(turn)
            return
        if all(card["kind"] == "career" for card in cards):
            # Nobody asks why a job was described to them; "how do I become one" is easily taken for it.
            await show_way(turn)
            return
        if picked.card:
            turn.set("focus", picked.card["id"])
        with_reasons = [card for card in cards if card.get("why")]
        for card in with_reasons:
            turn.say("utter_why", title=card["title"], reasons=card["why"])
        turn.say("utter_why_only" if with_reasons else "utter_why_nothing_told")


class SaveIt(GuideAction):
    topic = "save_it"

    async def answer(self, turn: Turn) -> None:
        await save(turn)


class NotForMe(GuideAction):
    topic = "not_for_me"

    async def answer(self, turn: Turn) -> None:
        picked = await pick(turn)
        if disliked := _disliked(turn, picked):
            turn.say("utter_noted_not_interests", things=list_of(turn.services.words, disliked, "or"))
            await carry_on(turn)
            return
        if turn.heard.first("limit") == "plan" and picked.card:
            turn.effect("unsave", item=picked.card["id"])
            turn.say("utter_removed_from_plan")
        elif picked.card:
            await _reject_one(turn, picked.card)
        elif picked.screen:
            await _reject_all(turn, picked.screen)
        else:
            turn.say("utter_nothing_on_screen")


def _disliked(turn: Turn, picked: Picked) -> Sequence[str]:
    """What "I hate maths" is about, where that is no word of the card that happens to be on screen, or none is."""
    if turn.heard.first("card") or turn.heard.first("ordinal") or len(picked.screen) > 1:
        return ()
    named = DISLIKED.search(turn.heard.text)
    things = turn.heard.ruled_out("interest") or ((named[1],) if named else ())
    title = str(picked.card.get("title", "")).casefold() if picked.card else ""
    return [thing for thing in things if not set(thing.casefold().split()) & set(title.split())]


async def _reject_one(turn: Turn, card: Card) -> None:
    turn.effect("reject", item=card["id"])
    found = await details_of(turn, card)
    if found:
        more = payload(turn.services.words.say("cards.something_else"), "show_more")
        turn.say("utter_rejected_one", title=found.card["title"], buttons=[more])
    else:
        turn.say("utter_item_gone")


async def _reject_all(turn: Turn, screen: list[Card]) -> None:
    """Nothing on screen is wanted: none of it comes again, and something else comes now."""
    for card in screen:
        turn.effect("reject", item=card["id"])
    search = search_from(turn.slot("search"))
    request = search.request if search else request_from(turn.heard, turn.profile)
    unwanted = (*request.not_interests, *turn.heard.ruled_out("interest"))
    changed = replace(request, not_interests=unwanted)
    if not await show_opportunities(turn, changed, intro="utter_rejected_all"):
        turn.say("utter_rejected_nothing_left")
