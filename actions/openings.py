"""Jobs, apprenticeships and work experience, and what they ask for."""

from dataclasses import replace

from actions.base import GuideAction
from actions.cards import opportunity_card, shown
from actions.item_cards import opening_card
from actions.phrases import list_of
from actions.requests import Search, request_from
from actions.screen import pick
from actions.showing import show_opportunities
from actions.turn import Turn
from bot.catalogue.model import Request
from bot.catalogue.openings import Opening

WAYS_TO_EARN = 3


class FindOpening(GuideAction):
    topic = "find_opening"

    async def answer(self, turn: Turn) -> None:
        turn.set("question", None)
        request = request_from(turn.heard, turn.profile)
        if await show_openings(turn, request):
            return
        if not await show_opportunities(turn, replace(request, kinds=()), intro="utter_no_openings"):
            turn.say("utter_no_openings_at_all")


async def show_openings(turn: Turn, request: Request, already: tuple[str, ...] = ()) -> bool:
    """Searches the employers' openings and shows them. False when none fits."""
    found = await turn.services.catalogue.openings(turn.seeker, request)
    if not found.matches:
        return False
    ids = tuple(match.opening.id for match in found.matches)
    cards = [opening_card(turn.services.words, match) for match in found.matches]
    turn.say("utter_openings_found", cards=cards)
    turn.set("search", Search(request, what="opening", shown=already + ids).as_slot())
    turn.set("focus", ids[0] if len(ids) == 1 else None)
    return True


class AskFit(GuideAction):
    topic = "ask_fit"

    async def answer(self, turn: Turn) -> None:
        picked = await pick(turn)
        opening = await turn.services.catalogue.opening(picked.card["id"]) if picked.card else None
        if opening is None:
            turn.say("utter_fit_which")
            await show_openings(turn, request_from(turn.heard, turn.profile))
            return
        turn.set("focus", opening.id)
        await _say_fit(turn, opening)


async def _say_fit(turn: Turn, opening: Opening) -> None:
    if not opening.badges_must:
        turn.say("utter_fit_nothing_asked", title=opening.title)
        return
    names = [badge.name for badge in opening.badges_must]
    turn.say("utter_fit_asks", title=opening.title, badges=list_of(turn.services.words, names))
    matches = await turn.services.catalogue.awarding(turn.seeker, [badge.id for badge in opening.badges_must])
    if matches:
        cards = [opportunity_card(turn.services.words, match) for match in matches[:WAYS_TO_EARN]]
        turn.say("utter_fit_earn", cards=cards, shown=shown(matches, ""))
