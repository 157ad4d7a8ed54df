""" "Cheaper", "closer", "online", "in the evening": the same search with one thing changed."""

from dataclasses import replace
from decimal import Decimal

from actions.cues import cue_in
from actions.requests import Search, with_said
from actions.showing import show_again
from actions.turn import Turn
from bot.catalogue.model import Request
from bot.language.budgets import budget

FIRST_STEP_KM = 3.0
"""How far "closer" looks at first; half of that each time it is said again."""
NEAREST_KM = 0.75
HALF = Decimal("0.5")


async def refined(turn: Turn, search: Search) -> None:
    request = with_said(search.request, turn.heard)
    cue = turn.heard.first("limit") or cue_in(turn.heard.text)
    if cue == "closer":
        await _closer(turn, search, request)
    elif cue == "cheaper" and budget(turn.heard.first("budget") or "") is None:
        await _cheaper(turn, search, request)
    else:
        await _other(turn, search, replace(request, online=True) if cue == "online" else request)


async def _closer(turn: Turn, search: Search, request: Request) -> None:
    """Needs to know where the learner is: asks once, and the answer takes up this search."""
    if not request.area and not turn.profile.areas:
        turn.set("search", replace(search, request=replace(request, within_km=FIRST_STEP_KM), shown=()).as_slot())
        turn.ask("area")
        return
    within = max(request.within_km / 2, NEAREST_KM) if request.within_km else FIRST_STEP_KM
    await _show(turn, search, replace(request, within_km=within))


async def _cheaper(turn: Turn, search: Search, request: Request) -> None:
    """Under half of the dearest on screen; when all of it is free there is nothing cheaper."""
    on_screen = await turn.services.catalogue.get(search.shown[-request.limit :])
    dearest = max((opportunity.cost for opportunity in on_screen if opportunity.cost), default=Decimal(0))
    if not dearest and all(opportunity.cost is not None for opportunity in on_screen):
        turn.say("utter_already_free")
        return
    await _show(turn, search, replace(request, max_cost=(dearest * HALF).quantize(Decimal("0.01"))))


async def _other(turn: Turn, search: Search, request: Request) -> None:
    if request == search.request:
        turn.say("utter_refine_how")
    else:
        await _show(turn, search, request)


async def _show(turn: Turn, search: Search, request: Request) -> None:
    if not await show_again(turn, search, request):
        turn.say("utter_nothing_at_all")
