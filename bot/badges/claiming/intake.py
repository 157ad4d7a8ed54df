"""Takes claims in, and the address that one waits for, within a transaction of the chat's (`Store.change`)."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from bot.badges.claiming import tries
from bot.badges.claiming.model import ClaimState
from bot.badges.model import Way
from bot.badges.tables import ClaimRow
from bot.badges.verification import recipient
from bot.badges.verification.report import Recipient

WAITING = 10
"""Claims of one learner that may be on their way at once."""
WAITS = (
    select(ClaimRow.id)
    .where(ClaimRow.learner_id == bindparam("learner"), ClaimRow.state == ClaimState.WAITING)
    .limit(1)
)
"""Asked with every look at a conversation, so put together once."""
EMAIL = re.compile(r"[^@\s<>()\",;:]+@[^@\s<>()\",;:]+\.[^@\s<>()\",;:]*[^@\s<>()\",;:.!?]")


def put(connection: Connection, learner_id: str, way: Way, content: bytes, key: str, now: datetime) -> bool:
    """Takes a claim in; the same again while it waits changes nothing. False when too many are on their way.

    `key` tells one delivery from another."""
    id_ = hashlib.sha256(f"{learner_id} {way} {key} ".encode() + content).hexdigest()
    if connection.scalar(select(ClaimRow.id).where(ClaimRow.id == id_)) is not None:
        return True
    if (connection.scalar(select(func.count()).where(ClaimRow.learner_id == learner_id)) or 0) >= WAITING:
        return False
    made: Mapping[str, Any] = {"id": id_, "learner_id": learner_id, "way": way, "content": content, "tries": 0}
    state: Mapping[str, Any] = {"state": ClaimState.WAITING, "due": now, "made": now, "recipients": []}
    connection.execute(insert(ClaimRow).values(**made, **state))
    return True


def waits(connection: Connection, learner_id: str) -> bool:
    """Whether a claim of this learner's is being looked at, or is about to be."""
    return connection.execute(WAITS, {"learner": learner_id}).first() is not None


def hear(connection: Connection, learner_id: str, text: str, instead: str, now: datetime) -> str | None:
    """A message of somebody who may have been asked for their address. None when it is not about that.

    Otherwise the message with `instead` in the place of every address: that is all that may be kept of it. Of the
    address itself only is remembered which credentials it fits."""
    typed = EMAIL.findall(text)
    asked = _asked(connection, learner_id) if typed else []
    if not asked:
        return None
    may_try = tries.spend(connection, learner_id, now)
    for id_, recipients in asked:
        matched = [may_try and _fits(typed, named) for named in recipients]
        values = {"matched": matched, "state": ClaimState.WAITING, "due": now}
        connection.execute(update(ClaimRow).where(ClaimRow.id == id_).values(**values))
    return EMAIL.sub(lambda found: instead, text)


def _asked(connection: Connection, learner_id: str) -> Sequence[Any]:
    """(id, recipients) of the claims that wait for an address, locked."""
    return connection.execute(
        select(ClaimRow.id, ClaimRow.recipients)
        .where(ClaimRow.learner_id == learner_id, ClaimRow.state == ClaimState.ADDRESS)
        .with_for_update()
    ).all()


def _fits(typed: Sequence[str], named: Sequence[Mapping[str, Any]]) -> bool:
    recipients = [Recipient(**one) for one in named]
    fitting = [recipient.matches(address, recipients) for address in typed]
    return any(fitting)
