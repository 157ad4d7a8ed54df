"""Showing badges to others."""

import re

from actions.base import GuideAction
from actions.showing_off import ALL, ask_how, ask_which, chosen_from, show, stop_sharing
from actions.turn import Turn, payload
from bot.badges.sharing.asked import named_in, way_in

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
            await show(turn, await chosen_from(turn, written), way, written)
        else:
            await self._begin(turn)

    async def _begin(self, turn: Turn) -> None:
        held = await turn.services.badges.held(turn.learner.id)
        way = way_in(turn.heard.text)
        chosen = held if len(held) == 1 else named_in(turn.heard.text, turn.heard.words("badge"), held)
        if chosen or not held:
            await show(turn, chosen, way, ALL if len(chosen) == len(held) else ",".join(one.id for one in chosen))
        else:
            ask_which(turn, held, way)
        await self._tell_open_pages(turn)

    async def _share_card(self, turn: Turn, card: str) -> None:
        """From a badge's card: the city's badge by its id, one from elsewhere as `award:...` (bot/badges/cards.py)."""
        held = await turn.services.badges.held(turn.learner.id)
        chosen = [one for one in held if card in (one.badge, f"award:{one.id}")]
        if chosen:
            ask_how(turn, chosen[-1:], chosen[-1].id)
        else:
            turn.say("utter_share_badge")

    async def _tell_open_pages(self, turn: Turn) -> None:
        if count := await turn.services.sharing.open_pages(turn.learner.id):
            stop = payload(turn.services.words.say("sharing.stop_all"), "share_badge", card=f"stop:{ALL}")
            turn.tell("sharing.open_page" if count == 1 else "sharing.open_pages", count=count, buttons=[stop])
