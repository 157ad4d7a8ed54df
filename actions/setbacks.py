"""A step that turns out not to be possible: full, called off, closed. Learners say so in words like many others."""

import re

from actions.progress import fail, stage_meant
from actions.screen import pick
from actions.turn import Turn
from bot.pathways.model import Kept, Stage

FULL = re.compile(
    r"\b(its|it's|it is|is|was|are|they're|theyre|were|already|completely|all) (now |all |already |completely )?"
    r"(full(y booked)?|booked up|sold out|cancelled|canceled|called off|closed down|shut down|not running|not on)\b"
    r"|\bfull up\b|\bno (more )?(places|spaces|room)( left)?\b|\b(got|been|has been) (cancelled|canceled|called off)\b"
    r"|\b(doesn'?t|dont|don't) (exist|run)\b",
    re.IGNORECASE,
)
NEVER = frozenset({"find_opportunity", "find_opening", "disclose_harm", "tell_goal", "ask_pathway", "show_more"})
"""Intents that are plainly about something else."""


async def take_setback(turn: Turn) -> bool:
    """Plans anew without a step that the message says is not possible. False when it says no such thing of a step."""
    if turn.heard.first("card") or turn.heard.intent in NEVER:
        return False
    refused = turn.heard.intent == "not_for_me"
    if not refused and not FULL.search(turn.heard.text):
        return False
    kept = await turn.services.pathways.kept(turn.learner.id)
    stage = await _meant(turn, kept, only_named=refused) if kept else None
    if kept is None or stage is None:
        return False
    turn.set("question", None)
    await fail(turn, kept, stage)
    return True


async def _meant(turn: Turn, kept: Kept, *, only_named: bool) -> Stage | None:
    """The step that is named or on screen; where nothing else is on screen, the next one."""
    picked = await pick(turn)
    if named := stage_meant(turn, kept):
        return named if named in kept.left else None
    if picked.card:
        return next((stage for stage in kept.left if stage.item == picked.card["id"]), None)
    return None if only_named or picked.screen else next(iter(kept.left), None)
