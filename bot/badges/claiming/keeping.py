"""A credential that was found good becomes an award."""

import hashlib
import json
import secrets
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.badges import queries as held_queries
from bot.badges.claiming import matching, queries
from bot.badges.claiming.model import Claim, Found
from bot.badges.issuing.addresses import Addresses
from bot.badges.model import About, AwardState, Format, Verdict
from bot.badges.tables import AwardRow
from bot.badges.verification.report import Report

DAILY = timedelta(days=1)
LONGEST = {"name": 300, "issuer": 300, "description": 2_000, "criteria": 4_000}
"""Characters kept of what a credential says, for its card."""


async def keep(session: AsyncSession, claim: Claim, found: Found, at: Addresses, now: datetime) -> AwardRow | None:
    """The award, new in the caller's transaction; None when the learner holds this very credential already: of
    two that were signed under one id, the newer is kept."""
    digest = fingerprint(found.credential)
    earlier = await queries.same(session, claim.learner_id, digest) or await _signed_before(session, claim, found)
    row = earlier or AwardRow(id=secrets.token_hex(16), learner_id=claim.learner_id)
    is_held = row.state == AwardState.HELD
    if is_held and not _is_newer(found.report, row):
        return None
    row.credential_hash = digest
    await _fill(session, row, claim, found, at, now)
    session.add(row)
    await session.flush()
    return None if is_held else row


async def _signed_before(session: AsyncSession, claim: Claim, found: Found) -> AwardRow | None:
    """The same credential (its id, by the same signer) that its issuer has signed anew, or written in another form."""
    about, proved_by = found.report.about, set(found.report.proved_by)
    if about is None or not about.id or not proved_by:
        return None
    rows = await held_queries.awards(session, claim.learner_id)
    return next(
        (row for row in rows if row.about.get("id") == about.id and proved_by & set(row.about.get("proved_by", ()))),
        None,
    )


def _is_newer(report: Report, row: AwardRow) -> bool:
    issued = report.about.issued if report.about else None
    return issued is not None and row.issued is not None and issued > row.issued


def fingerprint(credential: bytes) -> str:
    """SHA-256 of what a credential says: the same JSON in another layout is the same credential."""
    if credential.lstrip().startswith(b"{"):
        credential = json.dumps(json.loads(credential), sort_keys=True).encode()
    return hashlib.sha256(credential).hexdigest()


async def _fill(session: AsyncSession, row: AwardRow, claim: Claim, found: Found, at: Addresses, now: datetime) -> None:
    report = found.report
    about, format_ = report.about or About(""), report.format or Format.VC_EMBEDDED
    row.city, row.way, row.format = claim.city, claim.way, format_
    row.credential, row.source = found.credential, report.source
    row.badge = await matching.badge_of(session, claim.city, report, at)
    row.name, row.issuer = about.name[: LONGEST["name"]], about.issuer[: LONGEST["issuer"]]
    row.issuer_id = about.issuer_id
    row.about = _about(about, report, found.picture)
    row.issued, row.expires, row.received = about.issued, about.expires, now
    row.state = AwardState.HELD
    note_check(row, report, now)


def note_check(row: AwardRow, report: Report, now: datetime) -> None:
    """What a verification said, and when the next is due."""
    row.verdict = report.verdict if report.confirmed else max(report.verdict, Verdict.WARNING, key=_worse)
    row.checks = [check.as_json() for check in report.checks]
    row.reasons = report.reasons
    row.checked, row.look_again = now, now + DAILY


def _worse(verdict: Verdict) -> int:
    return (Verdict.VALID, Verdict.WARNING, Verdict.INVALID).index(verdict)


def _about(about: About, report: Report, picture: str) -> dict[str, object]:
    return {
        "description": about.description[: LONGEST["description"]],
        "criteria": about.criteria[: LONGEST["criteria"]],
        "image": picture,
        "skills": list(about.skills[:20]),
        "id": about.id,
        "proved_by": list(report.proved_by),
        "achievement_id": about.achievement_id,
        "confirmed": report.confirmed,
    }
