"""Asks a careers adviser to join, and says honestly when that can be."""

from datetime import datetime

from actions.turn import Turn
from bot.catalogue.hours import next_opening
from bot.chat.model import Handling


async def ask_adviser(turn: Turn, reason: str) -> None:
    """Queues the conversation for a person. `reason` is `asked`, `lost`, `introduction` or `fit`."""
    turn.set("question", None)
    if await turn.services.chat.handling(turn.conversation) in (Handling.QUEUED, Handling.ADVISER):
        turn.say("utter_adviser_already_asked")
        return
    turn.effect("handover", reason=reason)
    opens = next_opening(turn.city.adviser_hours, turn.services.now(), turn.city.zone)
    if opens is None:
        turn.say("utter_adviser_asked")
    else:
        turn.say("utter_adviser_asked_closed", opens=_said(turn, opens))


def _said(turn: Turn, opens: datetime) -> str:
    words, ahead = turn.services.words, (opens.date() - turn.today).days
    soon = {0: "days.today", 1: "days.tomorrow"}
    day = words.say(soon[ahead]) if ahead in soon else words.items("days.long")[opens.weekday()]
    return words.say("days.at", day=day, time=opens.strftime("%H:%M"))
