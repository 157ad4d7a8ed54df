"""Showing badges to others."""

import re

from actions.base import GuideAction
from actions.showing_off import (
    ALL,
    ask_how,
    ask_name,
    ask_which,
    chosen_from,
    named,
    open_linkedin,
    open_record,
    say_cv,
    stop_sharing,
)
from actions.turn import Turn, payload

WAYS = frozenset({"how", "page", "linkedin", "cv", "record", "stop"})
STOPS = re.compile(r"\b(stop|end|unshare|close|delete|remove|turn off|take down|hide)\b", re.IGNORECASE)


class ShareBadge(GuideAction):
    topic = "share_badge"
    keeps_question = False

    async def answer(self, turn: Turn) -> None:
        turn.set("question", None)
        card = turn.heard.first("card") or ""
        way, _, written = card.partition(":")
        if card and way not in WAYS:
            await self._share_card(turn, card)
        elif way == "stop" or (not way and STOPS.search(turn.heard.text)):
            stop_sharing(turn, written or ALL)
        elif way:
            await self._share(turn, way, written)
        else:
            await self._begin(turn)

    async def _begin(self, turn: Turn) -> None:
        held = await turn.services.badges.held(turn.learner.id)
        chosen = named(turn, held) or held
        if not held:
            turn.say("utter_share_badge")
        elif len(chosen) == 1:
            ask_how(turn, chosen, chosen[0].id)
        else:
            ask_which(turn, held)
        await self._tell_open_pages(turn)

    async def _share_card(self, turn: Turn, card: str) -> None:
        """From a badge's card: the city's badge by its id, one from elsewhere as `award:...` (bot/badges/cards.py)."""
        held = await turn.services.badges.held(turn.learner.id)
        chosen = [one for one in held if card in (one.badge, f"award:{one.id}")]
        if chosen:
            ask_how(turn, chosen[-1:], chosen[-1].id)
        else:
            turn.say("utter_share_badge")

    async def _share(self, turn: Turn, way: str, written: str) -> None:
        chosen = await chosen_from(turn, written)
        if not chosen:
            turn.say("utter_share_badge")
        elif way == "page":
            ask_name(turn, written)
        elif way == "linkedin":
            open_linkedin(turn, chosen)
        elif way == "record":
            open_record(turn, chosen)
        elif way == "cv":
            say_cv(turn, chosen)
        else:
            ask_how(turn, chosen, written)

    async def _tell_open_pages(self, turn: Turn) -> None:
        if count := await turn.services.sharing.open_pages(turn.learner.id):
            stop = payload(turn.services.words.say("sharing.stop_all"), "share_badge", card=f"stop:{ALL}")
            turn.tell("sharing.open_pages", count=count, buttons=[stop])
