"""Which of the city's badges a badge from elsewhere is."""

from collections.abc import Iterable, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from bot.badges.issuing import catalogue
from bot.badges.model import About
from bot.catalogue.tables import BadgeRow


async def badge_of(session: AsyncSession, city: str, about: About) -> str | None:
    """The public id of the city's badge that a credential is for; None when it is none of them."""
    return match(about, await catalogue.badges_of(session, city, None))


def match(about: About, badges: Sequence[BadgeRow]) -> str | None:
    """By the address of what was achieved or of what it is aligned to; else by the whole name.

    A name alone is a weak sign, so it counts only where one badge of the city has it. Who gave the badge stands on its
    card, and an employer who looks at it sees whose it is."""
    addresses = {address: row.id for row in badges for address in (row.id, row.url) if address}
    for address in (about.achievement_id, *about.alignments):
        if address in addresses:
            return addresses[address]
    return _by_name(about.name, badges)


def _by_name(name: str, badges: Iterable[BadgeRow]) -> str | None:
    by_name: dict[str, list[str]] = {}
    for row in badges:
        by_name.setdefault(_plain(row.name), []).append(row.id)
    found = by_name.get(_plain(name), [])
    return found[0] if len(found) == 1 and _plain(name) else None


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
