"""When a message that got no answer is tried again, and when its sender hears of it. The promise is ten seconds."""

from datetime import timedelta

from bot.chat.faults import BrainError

TRIES = 5
"""Tries that count; then a person has to look."""
PAUSES = (1, 4, 15, 30)
"""Seconds after each counted try."""
SOONEST = timedelta(seconds=0.5)
LONGEST = timedelta(seconds=5)
"""Pauses while no brain is there: short, since asking costs nothing."""
RESTART = timedelta(seconds=3)
"""A brain that restarts within this time is not worth a word."""
LATE = timedelta(seconds=7)
"""A message as old as this is spoken of, whatever holds it up."""


def until_next(error: BrainError, tries: int, age: timedelta) -> timedelta:
    """The pause before the next try; `tries` are those that counted, `age` is the message's."""
    if error.counts:
        return timedelta(seconds=PAUSES[min(tries, len(PAUSES)) - 1])
    return min(max(age / 4, SOONEST), LONGEST)


def must_tell(age: timedelta) -> bool:
    """Whether the sender of a message of that age has to hear that a try failed."""
    return age >= RESTART
