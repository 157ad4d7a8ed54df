"""Who saw, changed, exported and unmasked what, and when: a chain in which nothing can be changed unseen.

Each entry's hash covers the entry and the hash before it (Haber and Stornetta, "How to time-stamp a digital document",
1991), so a changed, missing or slipped-in entry breaks the chain from there on. Entries hold no word of a learner's.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.console.tables import AuditHeadRow, AuditRow, PersonRow
from bot.store.engine import Store

MACHINE = "waymark"
BEGINNING = "0" * 64
HEAD = 1
BATCH = 1000


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the chain is whole; `wrong` is the first entry that is not, `why` says what is the matter."""

    entries: int
    head: str
    wrong: int | None = None
    why: str = ""


async def record(
    session: AsyncSession,
    now: datetime,
    person: str,
    action: str,
    subject: str,
    city: str = "",
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Adds an entry, in the transaction of what it tells of. `subject` names a thing by kind and id."""
    head = await session.get(AuditHeadRow, HEAD, with_for_update=True, populate_existing=True)
    if head is None:
        head = AuditHeadRow(id=HEAD, seq=0, hash=BEGINNING)
        session.add(head)
    row = AuditRow(
        seq=head.seq + 1,
        at=now,
        person=person,
        action=action,
        subject=subject,
        city=city,
        detail=dict(detail or {}),
    )
    row.hash = chained(head.hash, row)
    session.add(row)
    head.seq, head.hash = row.seq, row.hash
    await session.flush()


def chained(before: str, row: AuditRow) -> str:
    """The hash of an entry that follows the one with the hash `before`."""
    told = [before, row.seq, row.at.isoformat(), row.person, row.action, row.subject, row.city, row.detail]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


async def verify(store: Store) -> Verdict:
    """Reads the whole chain and compares it with itself and with its head."""
    seq, before = 0, BEGINNING
    async with store.read() as session:
        head = await session.get(AuditHeadRow, HEAD)
        while True:
            rows = await session.scalars(select(AuditRow).where(AuditRow.seq > seq).order_by(AuditRow.seq).limit(BATCH))
            batch = rows.all()
            for row in batch:
                if row.seq != seq + 1:
                    return Verdict(seq, before, seq + 1, "is missing")
                if row.hash != chained(before, row):
                    return Verdict(seq, before, row.seq, "was changed")
                seq, before = row.seq, row.hash
            session.expunge_all()
            if len(batch) < BATCH:
                break
        # Whoever is added is recorded, so people without a single entry had one.
        emptied = seq == 0 and await session.scalar(select(PersonRow.id).limit(1)) is not None
    if emptied or ((head.seq, head.hash) != (seq, before) if head else seq != 0):
        return Verdict(seq, before, seq + 1, "was cut off the end")
    return Verdict(seq, before)
