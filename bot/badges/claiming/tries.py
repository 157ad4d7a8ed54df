"""How often a learner may guess: a code, or the address that a badge is made out to."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select, update

from bot.badges.tables import ClaimTriesRow

BURST = 5
EVERY = timedelta(minutes=2)
"""One more try comes free."""


def spend(connection: Connection, learner_id: str, now: datetime) -> bool:
    """Counts one try, in the caller's transaction; False when there is none left."""
    whose = ClaimTriesRow.learner_id == learner_id
    row = connection.execute(select(ClaimTriesRow.left, ClaimTriesRow.at).where(whose).with_for_update()).one_or_none()
    if row is None:
        connection.execute(insert(ClaimTriesRow).values(learner_id=learner_id, left=float(BURST - 1), at=now))
        return True
    left = min(float(BURST), row.left + max(timedelta(0), now - row.at) / EVERY)
    connection.execute(update(ClaimTriesRow).where(whose).values(left=left - 1 if left >= 1 else left, at=now))
    return bool(left >= 1)
