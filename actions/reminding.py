"""Sets a reminder for a day that a learner names."""

from datetime import datetime, time

from actions.items import card_of
from actions.turn import Turn
from bot.language.dates import when

REMINDED_AT = time(10, 0)
"""In the city's time."""


async def remind(turn: Turn, said: str) -> bool:
    """Reminds of the thing last spoken of, or of the plan. False when `said` names no day."""
    date = when(said, turn.today)
    if date is None:
        return False
    if date <= turn.today:
        turn.set("question", "when")
        turn.say("utter_reminder_past")
        return True
    at = datetime.combine(date, REMINDED_AT, turn.city.zone)
    item = turn.slot("focus")
    turn.effect("remind", at=at.isoformat(), text=await _what(turn, item), item=item)
    turn.set("question", None)
    turn.say("utter_reminder_set", day=turn.services.words.day(date))
    return True


async def _what(turn: Turn, item: str | None) -> str:
    card = await card_of(turn, item) if item else None
    return str(card["title"]) if card else turn.services.words.say("reminders.plan")
