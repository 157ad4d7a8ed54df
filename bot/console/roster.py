"""Who may sign in, with which role and since when they have not: for whoever keeps the accounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from bot.console.sessions import SIGNED_IN
from bot.console.tables import AuditRow, GrantRow, PersonRow
from bot.store.engine import Store

LIST_LIMIT = 10_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One role of one person."""

    city: str
    role: str
    organisation: str
    name: str
    email: str
    last: datetime | None
    """When they last signed in; None for never."""


async def entries(store: Store, city: str = "") -> Sequence[Entry]:
    """All roles (those in one city, when it is named) by city, name and role, at most 10,000."""
    last = (
        select(func.max(AuditRow.at))
        .where(AuditRow.person == PersonRow.id, AuditRow.action == SIGNED_IN)
        .correlate(PersonRow)
        .scalar_subquery()
    )
    found = select(GrantRow.city, GrantRow.role, GrantRow.organisation, PersonRow.name, PersonRow.email, last).join(
        PersonRow, PersonRow.id == GrantRow.person_id
    )
    found = found.where(GrantRow.city == city) if city else found
    order = (GrantRow.city, PersonRow.name, PersonRow.id, GrantRow.role)
    async with store.read() as session:
        return [Entry(*row) for row in await session.execute(found.order_by(*order).limit(LIST_LIMIT))]


def masked(word: str) -> str:
    """A name or an address that its owner's colleagues know again and nobody else: first letters, and the domain."""
    name, at, domain = word.partition("@")
    return " ".join(f"{part[:1]}…" for part in name.split()) + at + domain
