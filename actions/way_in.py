"""Asking for the way to a goal in words like many others: "how do i get into that", "what is the way in"."""

import re

from actions.offers import WAY
from actions.screen import screen_of
from actions.turn import Turn
from actions.way import show_way

_SO = r"^\W*(?:so |and |ok |but |yeah |yh |well |um )*"
_WHO = r"(?:i |u |you |we )?(?:(?:do|can|would|could|will|did|shall) )?(?:(?:i|u|you|we|one|someone|to) )?"
HOW = re.compile(
    rf"{_SO}how {_WHO}(?:get|do|become|start|go|be) (?:in|into|to|there|about|it|this|that|one|me)\b"
    rf"|\bwhat'?s? (?:is |are )?the (?:way|route|path|steps)\b|\bway in\b|{_SO}how\W*$",
    re.IGNORECASE,
)


async def take(turn: Turn) -> bool:
    """Shows the way to the goal, where one was told and nothing else on screen can be meant. False otherwise."""
    text = turn.heard.text
    if turn.heard.first("card") or not HOW.search(text) or turn.heard.words("occupation"):
        return False
    if not turn.profile.goals:
        return False
    just_told = turn.slots.get("offer") == WAY
    if not just_told and any(card["kind"] in ("opportunity", "opening", "badge") for card in await screen_of(turn)):
        return False
    await show_way(turn)
    return True
