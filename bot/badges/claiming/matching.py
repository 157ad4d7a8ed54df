"""Which of the city's badges a badge from elsewhere is: one that its giver may give."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.badges.claiming.trust import is_of
from bot.badges.issuing import catalogue
from bot.badges.issuing.addresses import Addresses
from bot.badges.model import About
from bot.badges.verification.report import Report
from bot.catalogue.city import TrustedIssuer, trusted_issuers
from bot.catalogue.tables import BadgeRow, CityRow, OrganisationRow


@dataclass(frozen=True, slots=True)
class Known:
    """What a city knows of badges and of those who give them."""

    badges: Sequence[BadgeRow]
    names: Mapping[str, Sequence[str]]
    """Addresses and DIDs of each organisation, by source id."""
    trusted: Sequence[TrustedIssuer]
    at: Addresses
    """The city's own."""


async def badge_of(session: AsyncSession, city: str, report: Report, at: Addresses) -> str | None:
    """The public id of the city's badge that a credential is for; None when it is none of them."""
    if report.about is None or not report.proved_by:
        return None
    return match(report.about, report.proved_by, await known(session, city, at))


async def known(session: AsyncSession, city: str, at: Addresses) -> Known:
    badges = await catalogue.badges_of(session, city, None)
    row = await session.get(CityRow, city)
    trusted = trusted_issuers(row.facts) if row else ()
    return Known(badges, await _names(session, city, {badge.issuer for badge in badges}), trusted, at)


async def _names(session: AsyncSession, city: str, wanted: Iterable[str]) -> dict[str, list[str]]:
    rows = await session.scalars(
        select(OrganisationRow).where(
            OrganisationRow.city == city,
            OrganisationRow.withdrawn.is_(None),
            OrganisationRow.source_id.in_(sorted(wanted)),
        )
    )
    return {row.source_id: [name for name in (row.url, row.extra.get("did", "")) if name] for row in rows}


def match(about: About, proved_by: Sequence[str], known: Known) -> str | None:
    """The badge, if who is proved to have given it is the city itself, the badge's own organisation, or an issuer that
    the city trusts."""
    by_address = {known.at.badge(badge.id): badge.id for badge in known.badges}
    if is_of(proved_by, known.at.did) and about.achievement_id in by_address:
        return by_address[about.achievement_id]
    for issuer in known.trusted:
        if is_of(proved_by, issuer.id) and (found := _of_trusted(about, issuer, known.badges)):
            return found
    own = [row for row in known.badges if any(is_of(proved_by, name) for name in known.names.get(row.issuer, ()))]
    return _same(about, own)


def _of_trusted(about: About, issuer: TrustedIssuer, badges: Sequence[BadgeRow]) -> str | None:
    """Where the city says which badges of an issuer stand for which of its own, only those do."""
    if not issuer.badges:
        return _same(about, badges)
    by_id = {badge.source_id: badge.id for badge in badges}
    named = {_plain(theirs): by_id.get(ours) for theirs, ours in issuer.badges.items()}
    return named.get(_plain(about.achievement_id)) or named.get(_plain(about.name))


def _same(about: About, badges: Sequence[BadgeRow]) -> str | None:
    """By the address of what was achieved or of what it is aligned to; else by the whole name, where one has it."""
    addresses = {address: row.id for row in badges for address in (row.id, row.url) if address}
    for address in (about.achievement_id, *about.alignments):
        if address in addresses:
            return addresses[address]
    found = [row.id for row in badges if _plain(row.name) == _plain(about.name)]
    return found[0] if len(found) == 1 and _plain(about.name) else None


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
