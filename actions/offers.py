"""What "yes" and "no" mean after something was offered."""

from actions.handover import ask_adviser
from actions.turn import Turn
from actions.way import show_way

ERASE = "erase"
PERSON = "person"
WAY = "way"


def offer(turn: Turn, what: str) -> None:
    """Makes the next "yes" mean `what`. Any other message lets the offer lapse."""
    turn.set("offer", what)


async def accept(turn: Turn) -> bool:
    """False when nothing was offered."""
    offered = turn.slots.get("offer")
    if offered == ERASE:
        turn.effect("erase")
        turn.say("utter_deleted")
    elif offered == PERSON:
        await ask_adviser(turn, "lost")
    elif offered == WAY:
        await show_way(turn)
    else:
        return False
    return True


async def decline(turn: Turn) -> bool:
    offered = turn.slots.get("offer")
    if offered == ERASE:
        turn.say("utter_not_deleted")
    return offered == ERASE
